import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { EventsController } from './events.controller.js';
import { EventsService } from './events.service.js';

@Module({ imports: [IdentityModule], controllers: [EventsController], providers: [EventsService] })
export class EventsModule {}
