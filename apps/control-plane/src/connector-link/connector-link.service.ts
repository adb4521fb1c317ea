/**
 * The link to the connectors: they dial in here, prove themselves, are told what should be true, and tell what they found
 * and did. This file is what the other folders ask of it.
 */
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Fault } from '#access/fault.js';
import { FAULT_CODES, type FaultCode } from '#access/fault-codes.js';
import type { ConnectorId, GrantId } from '#access/ids.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import { PresenceService } from '../connectors/presence.service.js';
import { Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { SignCallsStore, type SignAnswer } from './sign-calls.store.js';

export interface SignCall {
  grantId: GrantId;
  keyNumber: number;
  /** One OpenSSH public key line. */
  publicKey: string;
}

const ANSWER_WITHIN_MS = 10_000;
/** Of several instances the next one is asked after this time. */
const PASS_ON_AFTER_MS = 3_000;
const POLL_MS = 500;

@Injectable()
export class ConnectorLinkService {
  constructor(
    private readonly connectors: ConnectorsService,
    private readonly presence: PresenceService,
    private readonly store: SignCallsStore,
    private readonly transactions: Transactions,
    private readonly wakeUps: WakeUps,
  ) {}

  /**
   * Asks the connector for a certificate; it may hang on another replica. It is asked only once it holds what is ordered now.
   * @returns one line of an OpenSSH certificate
   * @throws Fault connector-offline, or the connector's own fault
   */
  async sign(connectorId: ConnectorId, call: SignCall): Promise<string> {
    const { name, generation } = await this.connectors.get(connectorId);
    const live = await this.presence.liveOf([connectorId]);
    if (live.length === 0) throw offline(name, 'is not connected');
    const id = randomUUID();
    await this.transactions.run(async (tx) => {
      await this.store.add(tx, { id, connectorId, generation, ...call });
      this.wakeUps.send(tx, `sign:${connectorId}`);
    });
    try {
      const answer = await this.answered(connectorId, id, live.length > 1);
      if (!answer) throw offline(name, 'did not answer in time');
      return certificateOf(answer);
    } finally {
      // Nobody waits for it: what is left is swept.
      void this.store.remove(this.transactions.reader, id).catch(() => undefined);
    }
  }

  /** An instance that hangs, or whose death nobody noticed yet, keeps nobody waiting while there is another one. */
  private async answered(connectorId: ConnectorId, id: string, areSeveral: boolean): Promise<SignAnswer | undefined> {
    if (!areSeveral) return this.answerTo(id, ANSWER_WITHIN_MS);
    const first = await this.answerTo(id, PASS_ON_AFTER_MS);
    if (first) return first;
    await this.transactions.run(async (tx) => {
      if (await this.store.passOn(tx, id)) this.wakeUps.send(tx, `sign:${connectorId}`);
    });
    return this.answerTo(id, ANSWER_WITHIN_MS - PASS_ON_AFTER_MS);
  }

  /** Waits for the answer; undefined: none came in time. */
  private async answerTo(id: string, withinMs: number): Promise<SignAnswer | undefined> {
    const woken = new Waker();
    const stop = this.wakeUps.on((topic) => topic === `sign:${id}` && woken.wake());
    const endMs = performance.now() + withinMs;
    try {
      while (performance.now() < endMs) {
        const answer = await this.store.find(this.transactions.reader, id);
        if (answer?.certificate || answer?.fault) return answer;
        await woken.sleep(POLL_MS);
      }
      return undefined;
    } finally {
      stop();
    }
  }
}

/** Sleeps until woken, at most so long. A wake-up before the sleep counts. */
class Waker {
  private woken = false;
  private rouse?: () => void;

  wake(): void {
    this.woken = true;
    this.rouse?.();
  }

  async sleep(ms: number): Promise<void> {
    if (!this.woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(ms, ANSWER_WITHIN_MS));
        this.rouse = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.woken = false;
  }
}

function certificateOf({ certificate, fault }: SignAnswer): string {
  if (certificate) return certificate;
  const { code, message, hint, detail } = fault ?? { code: 'internal-error', message: 'The connector gave no answer.' };
  throw new Fault(isFaultCode(code) ? code : 'internal-error', message, { hint, detail });
}

const isFaultCode = (code: string): code is FaultCode => Object.hasOwn(FAULT_CODES, code);

const offline = (name: string, what: string): Fault =>
  new Fault('connector-offline', `The connector ${name} ${what}.`, {
    hint: 'Try again in a minute; if it stays so, an administrator should look at the page Connectors.',
  });
