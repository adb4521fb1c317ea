import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { GRANT_STATES } from '#access/grant.js';
import { UndeliveredAlarms } from '../alarms/undelivered-alarms.service.js';
import { ClockWatch } from '../clock-watch/clock-watch.service.js';
import { Clock } from '../clock/clock.js';
import { VERSION } from '../version.js';
import { CallTimes } from './call-times.js';
import { InstallationCounts } from './installation-counts.js';
import type { Counts } from './metrics.store.js';

/** Puts the metrics together at each scrape: what the tables say, the same on every replica, and what this process counted. */
@Injectable()
export class Metrics {
  constructor(
    private readonly counts: InstallationCounts,
    private readonly calls: CallTimes,
    private readonly clocks: ClockWatch,
    private readonly undelivered: UndeliveredAlarms,
    private readonly clock: Clock,
  ) {}

  /** Prometheus' text format. */
  async text(): Promise<string> {
    const registry = new Registry();
    const counts = await this.counts.now();
    grantGauges(registry, counts, this.clock.nowMs());
    connectorGauges(registry, counts);
    const { againstDatabase, behindLatest } = this.clocks.now;
    gauge(registry, 'curfew_alarms_undelivered', 'Alarms that were tried and did not reach the webhook yet', [
      [{}, await this.undelivered.count()],
    ]);
    gauge(
      registry,
      'curfew_control_plane_clock_skew_seconds',
      "Seconds by which this process' clock is ahead of PostgreSQL's",
      [[{}, againstDatabase]],
    );
    gauge(registry, 'curfew_control_plane_clock_behind_seconds', 'Seconds behind the latest time that was ever seen', [
      [{}, behindLatest],
    ]);
    gauge(registry, 'curfew_build_info', 'The version of this control plane; always 1', [[{ version: VERSION }, 1]]);
    return (await registry.metrics()) + (await this.calls.registry.metrics());
  }
}

type Labels = Record<string, string>;

const gauge = (registry: Registry, name: string, help: string, values: [Labels, number][]): void => {
  const labelNames = Object.keys(values[0]?.[0] ?? {});
  const made = new Gauge({ name, help, labelNames, registers: [registry] });
  for (const [labels, value] of values) made.set(labels, value);
};

const grantGauges = (
  registry: Registry,
  { grants, oldestDebtSince, oldestUnprovedSince, receipts, clockOffServers }: Counts,
  nowMs: number,
) => {
  const of = new Map(grants.map(({ state, count }) => [state, count]));
  const byState = GRANT_STATES.map((state): [Labels, number] => [{ state }, of.get(state) ?? 0]);
  const age = (since: Date | null): number => (since === null ? 0 : Math.max(0, (nowMs - since.getTime()) / 1_000));
  gauge(registry, 'curfew_grants', 'Grants by state', byState);
  gauge(registry, 'curfew_access_debt_oldest_seconds', 'Age of the oldest access debt; 0: there is none', [
    [{}, age(oldestDebtSince)],
  ]);
  gauge(registry, 'curfew_extensions_unproved_oldest_seconds', 'For how long a server lacks an extension, at most; 0: none does', [
    [{}, age(oldestUnprovedSince)],
  ]); // prettier-ignore
  gauge(registry, 'curfew_receipts', 'Receipts that are stored', [[{}, receipts]]);
  gauge(registry, 'curfew_servers_clock_off', 'Servers whose clock is off by more than 30 seconds', [
    [{}, clockOffServers],
  ]);
};

const connectorGauges = (registry: Registry, { connectors }: Counts): void => {
  const of = (value: (one: Counts['connectors'][number]) => number): [Labels, number][] =>
    connectors.map((one) => [{ connector: one.name }, value(one)]);
  const skewed = connectors.filter(({ skewSeconds }) => skewSeconds !== null);
  gauge(
    registry,
    'curfew_access_debt_grants',
    'Grants that have ended and are not proved gone',
    of(({ debt }) => debt),
  );
  gauge(registry, 'curfew_extensions_unproved', 'Grants that were extended and whose server ends them earlier', of(({ unprovedExtensions }) => unprovedExtensions)); // prettier-ignore
  gauge(registry, 'curfew_orders_outstanding', 'Grants whose adding or removal was ordered and is not proved yet', of(({ outstanding }) => outstanding)); // prettier-ignore
  gauge(
    registry,
    'curfew_connector_up',
    '1: a process of the connector is connected',
    of(({ up }) => Number(up)),
  );
  gauge(registry, 'curfew_connector_clock_skew_seconds', "Seconds by which the connector's clock is ahead of ours",
    skewed.map((one) => [{ connector: one.name }, one.skewSeconds ?? 0])); // prettier-ignore
};
