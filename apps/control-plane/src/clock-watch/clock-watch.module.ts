import { Module } from '@nestjs/common';
import { ClockMarkStore } from './clock-mark.store.js';
import { ClockWatch } from './clock-watch.service.js';

@Module({ providers: [ClockMarkStore, ClockWatch], exports: [ClockWatch] })
export class ClockWatchModule {}
