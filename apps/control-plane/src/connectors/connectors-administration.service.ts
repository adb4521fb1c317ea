import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ConnectorId } from '#access/ids.js';
import type { Actor } from '../audit/audit.service.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { Clock } from '../clock/clock.js';
import type { ConnectorEntity } from './connector.entity.js';
import { ConnectorRecorder } from './connector-recorder.js';
import { ConnectorsStore } from './connectors.store.js';
import { ConnectorUses } from './connector-uses.js';
import { ENROLMENT_TOKEN_LIFE_MS, enrolmentTokenHash, newEnrolmentToken } from './enrolment-token.js';

/** What administrators do with connectors. */
@Injectable()
export class ConnectorsAdministration {
  constructor(
    private readonly store: ConnectorsStore,
    private readonly uses: ConnectorUses,
    private readonly transactions: Transactions,
    private readonly record: ConnectorRecorder,
    private readonly clock: Clock,
  ) {}

  /** Makes a connector that waits to be enrolled, and its first token. */
  add(by: Actor, name: string): Promise<{ id: ConnectorId; token: string }> {
    const token = newEnrolmentToken();
    return this.transactions.run(async (tx) => {
      if (await this.store.nameTaken(tx, name)) {
        throw new Fault('name-taken', `There is a connector named ${name} already.`, {
          hint: 'Choose another name.',
          fields: [{ path: 'name', reason: 'is taken' }],
        });
      }
      const id = await this.store.add(tx, { name, ...this.tokenFields(token) });
      await this.record.write(tx, by, 'connector.added', { id, name });
      return { id, token };
    });
  }

  /**
   * A fresh token; the old one is worth nothing. Who enrols with it takes the place of all instances that are enrolled (for a first
   * start that failed, or a connector that lost its state), or with `adds` works beside them.
   */
  freshToken(by: Actor, id: ConnectorId, { adds }: { adds: boolean } = { adds: false }): Promise<string> {
    const token = newEnrolmentToken();
    return this.transactions.run(async (tx) => {
      const { name } = await this.lock(tx, id);
      await this.store.change(tx, id, { ...this.tokenFields(token), enrolmentTokenAdds: adds });
      await this.record.write(tx, by, 'connector.enrolment-token-made', { id, name }, { adds });
      return token;
    });
  }

  /** Deletes a connector that no integration uses; its open links are closed. @throws Fault conflict, not-found */
  remove(me: SignedIn, id: ConnectorId): Promise<void> {
    return this.transactions.run(async (tx) => {
      const { name } = await this.lock(tx, id);
      const uses = await this.uses.of(tx, [id]);
      if (uses.length > 0) {
        throw new Fault('conflict', `The connector ${name} serves ${uses.map((use) => use.name).join(', ')}.`, {
          hint: 'Delete these integrations first, or give them another connector; a deleted one counts until nothing is left on its servers.',
        });
      }
      await this.store.change(tx, id, { deletedAt: this.clock.now(), enrolmentTokenHash: null });
      await this.record.write(tx, actorOf(me), 'connector.deleted', { id, name });
    });
  }

  private async lock(tx: Transaction, id: ConnectorId): Promise<ConnectorEntity> {
    const connector = await this.store.lock(tx, id);
    if (!connector) throw new Fault('not-found', 'There is no such connector.', { hint: 'Look under Connectors.' });
    return connector;
  }

  private tokenFields(token: string) {
    return {
      enrolmentTokenHash: enrolmentTokenHash(token),
      enrolmentTokenUntil: new Date(this.clock.nowMs() + ENROLMENT_TOKEN_LIFE_MS),
      enrolmentTokenAdds: false,
      enrolmentTokenKeyId: null,
    };
  }
}
