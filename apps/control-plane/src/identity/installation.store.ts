import { Injectable } from '@nestjs/common';
import type { InstallationId } from '#access/ids.js';
import { Transactions, type Transaction } from '../database/transactions.js';
import { InstallationEntity } from './installation.entity.js';

@Injectable()
export class InstallationStore {
  constructor(private readonly transactions: Transactions) {}

  /** Makes the row at the first start; later it changes nothing. */
  async ensure(id: InstallationId, name: string): Promise<void> {
    await this.transactions.reader
      .createQueryBuilder()
      .insert()
      .into(InstallationEntity)
      .values({ singleton: true, id, name, firstAdministratorTokenHash: null })
      .orIgnore()
      .execute();
  }

  async read(): Promise<InstallationEntity> {
    return this.transactions.reader.findOneByOrFail(InstallationEntity, { singleton: true });
  }

  /** Puts changes of people, teams and the first administrator in a queue: one after the other, across all replicas. */
  async lock(tx: Transaction): Promise<InstallationEntity> {
    return tx.findOneOrFail(InstallationEntity, { where: { singleton: true }, lock: { mode: 'pessimistic_write' } });
  }

  async setTokenHash(tx: Transaction, hash: Buffer | null): Promise<void> {
    await tx.update(InstallationEntity, { singleton: true }, { firstAdministratorTokenHash: hash });
  }

  /** Whether edits need four eyes; it stays so until the transaction ends. */
  async heldFourEyes(tx: Transaction): Promise<boolean> {
    const held = { where: { singleton: true as const }, lock: { mode: 'pessimistic_read' as const } };
    return (await tx.findOneOrFail(InstallationEntity, held)).fourEyes;
  }

  async setFourEyes(tx: Transaction, fourEyes: boolean): Promise<void> {
    await tx.update(InstallationEntity, { singleton: true }, { fourEyes });
  }
}
