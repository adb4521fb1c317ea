import { Injectable } from '@nestjs/common';
import type { ExtensionPermit, GrantPermit } from '#access/decide.js';
import type { PersonId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { AutomaticGrants } from '../grants/automatic-grants.service.js';
import type { GrantRow } from '../grants/grants.service.js';
import { AccessRequestsStore } from './access-requests.store.js';
import { RequestSteps } from './request-steps.js';

const CURFEW = { kind: 'system', name: 'Curfew' } as const;

/** What a flow gives by itself, with the request that stands for it: so it has a timeline and audit like any other. */
@Injectable()
export class AutomaticGiving {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly steps: RequestSteps,
    private readonly grants: AutomaticGrants,
  ) {}

  /** Call it first: until the transaction ends nothing is withdrawn, and nobody else decides on access for this person. */
  async prepare(tx: Transaction, personId: PersonId): Promise<void> {
    await this.grants.prepare(tx);
    await this.store.holdAsksFor(tx, personId);
  }

  async start(tx: Transaction, permit: GrantPermit): Promise<void> {
    const request = await this.steps.openByCondition(tx, permit);
    await this.steps.close(tx, CURFEW, request, 'approved', { automatic: true });
    await this.grants.start(tx, permit, request.id);
  }

  /** No request stands for it: the grant goes on to be that of its first. @param grant its row, locked by this transaction */
  async renew(tx: Transaction, extension: ExtensionPermit, grant: GrantRow): Promise<void> {
    await this.grants.renew(tx, extension, grant);
  }

  async end(tx: Transaction, grant: GrantRow, why: string): Promise<void> {
    await this.grants.end(tx, grant, why);
  }
}
