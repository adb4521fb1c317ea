/** What stands between the network and the handlers: the guard, the check of inputs, problem answers, documents, health. */
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { IdentityModule } from '../identity/identity.module.js';
import { DocsController } from './docs.controller.js';
import { HealthController } from './health.controller.js';
import { OpenApi } from './openapi.js';
import { ProblemFilter } from './problem.filter.js';
import { RoutesServed } from './routes-served.js';
import { SessionGuard } from './session.guard.js';
import { inputPipe } from './validation.js';

@Module({})
export class HttpModule {
  static with(routes: RoutesServed): DynamicModule {
    return {
      module: HttpModule,
      imports: [IdentityModule],
      controllers: [DocsController, HealthController],
      providers: [
        OpenApi,
        { provide: RoutesServed, useValue: routes },
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_PIPE, useFactory: inputPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
