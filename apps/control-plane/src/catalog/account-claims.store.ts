import { Injectable } from '@nestjs/common';
import type { PersonId, ResourceId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { AccountClaimEntity } from './account-claim.entity.js';

@Injectable()
export class AccountClaimsStore {
  of(tx: Transaction, resourceId: ResourceId): Promise<AccountClaimEntity[]> {
    return tx.find(AccountClaimEntity, { where: { resourceId }, order: { at: 'DESC' } });
  }

  async put(tx: Transaction, claim: Omit<AccountClaimEntity, 'person' | 'resource'>): Promise<void> {
    await tx.upsert(AccountClaimEntity, claim, ['personId', 'resourceId']);
  }

  /** @returns the account of the claim that was there */
  async remove(tx: Transaction, personId: PersonId, resourceId: ResourceId): Promise<string | undefined> {
    const found = await tx.findOneBy(AccountClaimEntity, { personId, resourceId });
    if (found) await tx.delete(AccountClaimEntity, { personId, resourceId });
    return found?.account;
  }
}
