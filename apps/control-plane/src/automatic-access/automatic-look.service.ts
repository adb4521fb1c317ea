import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import {
  automaticStep,
  type AutomaticStep,
  renewableAtMs,
  wantedAccess,
  type WantedAccess,
} from '#access/automatic-access.js';
import type { AccessFlowVersionId, PersonId, ResourceId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import type { ResourceFacts } from '#access/resource.js';
import { nextClosing, nextOpening } from '#access/timeframe.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { AutomaticGrants, type AutomaticPlace, runningAutomatic } from '../grants/automatic-grants.service.js';
import type { GrantRow } from '../grants/grants.service.js';
import { markOf } from './automatic-facts.service.js';
import { AutomaticMarks } from './automatic-marks.service.js';
import { AutomaticReach } from './automatic-reach.service.js';
import type { MarkRow } from './automatic-marks.store.js';
import type { Changed } from './changed.js';

/** Where something is to be done. */
export interface Difference extends AutomaticPlace {
  readonly step: AutomaticStep | 'tidy';
}

export interface Looked {
  readonly differences: Difference[];
  /** When something is due by the time alone, ms; Infinity: never. */
  readonly nextMs: number;
}

interface Found extends Looked {
  /** Those on which it may start something only if they take new grants now. */
  readonly starting: ResourceId[];
}

/**
 * Compares what runs with what is wanted. People and servers are kept in memory between two looks and read again only when
 * some of their kind changed; only those are read that the conditions and targets of automatic flows can name.
 */
@Injectable()
export class AutomaticLook {
  private flows: readonly AccessFlowVersion[] = [];
  private readonly people = new Map<AccessFlowVersionId, readonly PersonFacts[]>();
  private readonly reached = new Map<AccessFlowVersionId, readonly ResourceFacts[]>();
  /** When everybody was looked at there was no automatic flow, and nothing that one left behind. */
  private unused = false;

  constructor(
    private readonly facts: FlowFactsService,
    private readonly reach: AutomaticReach,
    private readonly grants: AutomaticGrants,
    private readonly marks: AutomaticMarks,
  ) {}

  async look(changed: Changed, nowMs: number): Promise<Looked> {
    await this.read(changed);
    const only = changed.persons;
    if (this.unused && this.flows.length === 0 && only !== 'all') return { differences: [], nextMs: Infinity };
    const [running, marks] = await Promise.all([this.grants.running(only), this.marks.all(only)]);
    if (only === 'all') this.unused = this.flows.length + running.length + marks.length === 0;
    return this.withoutBusy(
      this.compare(
        only,
        byPlace(running, automaticPlace),
        byPlace(marks, (mark) => mark),
        nowMs,
      ),
    );
  }

  private async read({ flows, people, resources }: Changed): Promise<void> {
    if (flows || people) this.flows = await this.facts.automatic();
    if (flows || people) this.people.clear();
    if (flows || resources) this.reached.clear();
    for (const flow of this.flows) {
      if (!this.people.has(flow.versionId)) this.people.set(flow.versionId, await this.reach.holdersOf(flow));
      if (!this.reached.has(flow.versionId)) this.reached.set(flow.versionId, await this.reach.resourcesOf(flow));
    }
  }

  private compare(
    only: readonly PersonId[] | 'all',
    running: Map<string, GrantRow>,
    marks: Map<string, MarkRow>,
    nowMs: number,
  ): Found {
    const wanted = byPlace(this.wanted(only, nowMs), wantedPlace);
    const places = new Map<string, AutomaticPlace>([
      ...[...running].map(([key, grant]) => [key, automaticPlace(grant)] as const),
      ...[...marks].map(([key, { flowId, personId, resourceId }]) => [key, { flowId, personId, resourceId }] as const),
      ...[...wanted].map(([key, one]) => [key, wantedPlace(one)] as const),
    ]);
    const differences: Difference[] = [];
    const times = this.flows.flatMap(({ timeframe }) => (timeframe ? [nextOpening(timeframe, nowMs), nextClosing(timeframe, nowMs)] : []));
    for (const [key, place] of places) {
      const known = { wanted: wanted.get(key) ?? null, running: running.get(key) ?? null, mark: marks.get(key) ?? null };
      const step = stepOf(known, nowMs);
      if (step !== 'nothing') differences.push({ ...place, step });
      else times.push(dueMs(known));
    }
    const nextMs = Math.min(...times.map((atMs) => (atMs !== null && atMs > nowMs ? atMs : Infinity)), Infinity);
    const starting = differences.flatMap(({ step, resourceId }) => (NEEDS_SERVER.has(step) ? [resourceId] : []));
    return { differences, nextMs, starting: [...new Set(starting)] };
  } // prettier-ignore

  private wanted(only: readonly PersonId[] | 'all', nowMs: number): WantedAccess[] {
    return this.flows.flatMap((flow) => {
      const holders = this.people.get(flow.versionId) ?? [];
      const people = only === 'all' ? holders : holders.filter(({ personId }) => only.includes(personId));
      return wantedAccess({ flows: [flow], people, resources: this.reached.get(flow.versionId) ?? [], nowMs });
    });
  }

  /** A server that takes no new grants now wakes us when it does. */
  private async withoutBusy({ differences, nextMs, starting }: Found): Promise<Looked> {
    const found = await this.reach.asTheyAre(starting);
    const available = new Set(found.filter((one) => one.available).map(({ id }) => id));
    return {
      differences: differences.filter(({ step, resourceId }) => !NEEDS_SERVER.has(step) || available.has(resourceId)),
      nextMs,
    };
  }
}

const NEEDS_SERVER: ReadonlySet<Difference['step']> = new Set(['start', 'renew']);

interface Known {
  wanted: WantedAccess | null;
  running: GrantRow | null;
  mark: MarkRow | null;
}

const stepOf = ({ wanted, running, mark }: Known, nowMs: number): Difference['step'] => {
  const step = automaticStep(wanted, running && runningAutomatic(running), markOf(mark), nowMs);
  if (step !== 'nothing' || mark === null) return step;
  return wanted === null || (running?.state === 'active' && mark.failures > 0) ? 'tidy' : step;
};

/** When the time alone brings something to do. */
const dueMs = ({ wanted, running, mark }: Known): number | null =>
  wanted && running ? renewableAtMs(runningAutomatic(running), wanted.terms.flow) : (mark?.retryAt?.getTime() ?? null);

const keyOf = ({ flowId, personId, resourceId }: AutomaticPlace): string => `${flowId} ${personId} ${resourceId}`;

const byPlace = <One>(all: readonly One[], placeOf: (one: One) => AutomaticPlace): Map<string, One> =>
  new Map(all.map((one) => [keyOf(placeOf(one)), one]));

const wantedPlace = ({ terms: { flow, personId, resourceId } }: WantedAccess): AutomaticPlace => ({
  flowId: flow.flowId,
  personId,
  resourceId,
});

const automaticPlace = ({ automaticFlowId, personId, resourceId }: GrantRow): AutomaticPlace => ({
  flowId: automaticFlowId as AutomaticPlace['flowId'],
  personId,
  resourceId,
});
