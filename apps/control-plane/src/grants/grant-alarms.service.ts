import { Injectable } from '@nestjs/common';
import type { ResourceId } from '#access/ids.js';
import { Alarms } from '../alarms/alarms.service.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { Transaction } from '../database/transactions.js';
import type { GrantRow } from './grants.store.js';

/** So many grants are named in one message; the page shows all. */
const NAMED_MAX = 100;

/** Grants of one server that an alarm is about. */
export interface GrantsOfServer {
  server: { id: ResourceId; name: string };
  ofServer: GrantRow[];
}

/** What all alarms about grants have in common: one message for each server, which names no person. */
@Injectable()
export class GrantAlarms {
  constructor(
    private readonly resources: ResourcesService,
    private readonly alarms: Alarms,
  ) {}

  async byServer(tx: Transaction, grants: readonly GrantRow[]): Promise<GrantsOfServer[]> {
    const ids = [...new Set(grants.map(({ resourceId }) => resourceId))];
    const names = new Map((await this.resources.find(ids, tx)).map(({ id, name }) => [id, name]));
    return ids.map((id) => ({
      server: { id, name: names.get(id) ?? id },
      ofServer: grants.filter(({ resourceId }) => resourceId === id),
    }));
  }

  /** @param by how it came to its end; absent: it begins */
  raise(
    tx: Transaction,
    { server, ofServer }: GrantsOfServer,
    { kind, text, by }: { kind: string; text: string; by?: string },
  ): Promise<void> {
    const grants = ofServer.slice(0, NAMED_MAX).map(namedGrant);
    const facts = { server, grants, grantCount: ofServer.length, ...(by && { by }) };
    return this.alarms.raise(tx, { kind, subjectId: server.id, text, page: '/access-debt', facts });
  }
}

/** The reasons of the last tries, at most three, for the log. */
export const reasonsOf = (grants: readonly GrantRow[]): string => {
  const reasons = [...new Set(grants.flatMap(({ fault }) => (fault ? [fault.message] : [])))];
  return reasons.slice(0, 3).join(' ') || 'Its connector has not told a reason.';
};

/** What a receiver may know of a grant: not whose it is. */
const namedGrant = (grant: GrantRow): Record<string, unknown> => ({
  id: grant.id,
  account: grant.account,
  permissions: grant.permissions,
  untilAt: grant.untilAt.toISOString(),
  provedUntilAt: grant.provedUntilAt?.toISOString() ?? null,
  fault: grant.fault && { code: grant.fault.code, message: grant.fault.message },
});
