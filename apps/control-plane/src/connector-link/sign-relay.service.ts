import { Injectable } from '@nestjs/common';
import type { ConnectorId } from '#access/ids.js';
import type { Signed, SignRefused } from '#protocol/from-connector.js';
import type { Sign } from '#protocol/from-control-plane.js';
import { Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { SignCallsStore } from './sign-calls.store.js';

/** Carries questions for certificates over the links of this replica, whichever replica asked. */
@Injectable()
export class SignRelay {
  constructor(
    private readonly store: SignCallsStore,
    private readonly transactions: Transactions,
    private readonly wakeUps: WakeUps,
  ) {}

  /** Questions that this link is to carry now: those that the connector can answer with the generation that it holds. */
  async carry(connectorId: ConnectorId, linkId: string, held: number): Promise<Sign[]> {
    const calls = await this.store.carry(this.transactions.reader, connectorId, linkId, held);
    return calls.map(({ id, grantId, keyNumber, publicKey }) => ({
      type: 'sign',
      callId: id,
      grantId,
      keyNumber,
      publicKey,
    }));
  }

  /** Answers to a question that this link does not carry say nothing. */
  async answer(linkId: string, answer: Signed | SignRefused): Promise<void> {
    await this.transactions.run(async (tx) => {
      const fields = answer.type === 'signed' ? { certificate: answer.certificate } : { fault: { ...answer.fault } };
      if (await this.store.answer(tx, answer.callId, linkId, fields)) this.wakeUps.send(tx, `sign:${answer.callId}`);
    });
  }

  async putBack(connectorId: ConnectorId, linkId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.store.putBack(tx, linkId);
      this.wakeUps.send(tx, `sign:${connectorId}`);
    });
  }

  async sweep(): Promise<void> {
    await this.store.removeOld(this.transactions.reader);
  }
}
