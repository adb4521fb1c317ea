import { Injectable } from '@nestjs/common';
import type { GrantId } from '#access/ids.js';
import type { Actor } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';
import type { GrantRow } from './grants.store.js';

export interface EndOrdered {
  readonly actor: Actor;
  readonly why?: string | undefined;
  /** Somebody ended just this, and no rule did. */
  readonly byHand?: boolean;
}

/** As it was before its end was ordered. */
export type EndedGrant = Pick<GrantRow, 'personId' | 'resourceId' | 'automaticFlowId'> & { readonly id: GrantId };

type Listener = (tx: Transaction, grants: readonly EndedGrant[], ordered: EndOrdered) => Promise<void>;

/** Tells those who hold something that rests on a running grant that its end was ordered, in the same transaction. */
@Injectable()
export class GrantEndings {
  private readonly listeners: Listener[] = [];

  register(listener: Listener): void {
    this.listeners.push(listener);
  }

  async announce(tx: Transaction, grants: readonly EndedGrant[], ordered: EndOrdered): Promise<void> {
    for (const listener of this.listeners) await listener(tx, grants, ordered);
  }
}
