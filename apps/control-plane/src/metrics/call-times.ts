import { Injectable } from '@nestjs/common';
import { Histogram, Registry } from 'prom-client';

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** It stays open as long as the page: how long that is says nothing about this program. */
const NOT_MEASURED = new Set(['/api/events']);

export interface Call {
  method: string;
  /** As it is declared, e.g. `/api/grants/:id`: an address as it was typed would make a series of its own. */
  route: string;
  status: number;
  ms: number;
}

/** How long calls over HTTP take. Counted by this process alone, from its start. */
@Injectable()
export class CallTimes {
  readonly registry = new Registry();
  private readonly seconds = new Histogram({
    name: 'curfew_http_request_duration_seconds',
    help: 'How long calls of the HTTP API took, by route and class of status',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [this.registry],
  });

  took({ method, route, status, ms }: Call): void {
    if (NOT_MEASURED.has(route)) return;
    this.seconds.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, ms / 1_000);
  }
}
