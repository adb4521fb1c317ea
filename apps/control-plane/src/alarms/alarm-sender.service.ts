import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import { DueTimer } from '../clock/due-timer.js';
import { ControlPlaneConfig } from '../config.js';
import { Transactions } from '../database/transactions.js';
import type { AlarmWebhook } from '../watching-config.js';
import { AlarmMessagesStore, type TakenMessage } from './alarm-messages.store.js';
import { postToWebhook } from './webhook.js';

const BACK_OFF = { firstMs: 1_000, longestMs: 5 * 60_000 };
/** An alarm that is older than this helps nobody any more; the page shows what is so. */
const GIVEN_UP_AFTER_SECONDS = 3 * 86_400;

/** Sends what waits, one after the other. Several replicas share the work: a message is one replica's while it is tried. */
@Injectable()
export class AlarmSender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Alarms');
  private readonly stopping = new AbortController();
  private readonly timer = new DueTimer({
    name: 'alarm messages',
    work: () => this.sendDue(),
    nowMs: () => this.clock.nowMs(),
  });

  constructor(
    private readonly store: AlarmMessagesStore,
    private readonly audit: AuditService,
    private readonly transactions: Transactions,
    private readonly config: ControlPlaneConfig,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.watching?.alarmWebhook) this.timer.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.timer.stop();
  }

  private async sendDue(): Promise<null> {
    const webhook = this.config.watching?.alarmWebhook;
    while (webhook && !this.stopping.signal.aborted) {
      const message = await this.transactions.run((tx) => this.store.take(tx));
      if (!message) break;
      await this.send(webhook, message);
    }
    return null;
  }

  private async send(webhook: AlarmWebhook, message: TakenMessage): Promise<void> {
    const { id, body } = message;
    try {
      const atSeconds = Math.floor(this.clock.nowMs() / 1_000);
      await postToWebhook(webhook, { id, body, atSeconds, stop: this.stopping.signal });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return this.failed(message, error);
    }
    await this.transactions.run(async (tx) => {
      await this.store.sent(tx, id);
      await this.record(tx, 'alarm.sent', message);
    });
  }

  private async failed(message: TakenMessage, fault: Fault): Promise<void> {
    const { id, tries, ageSeconds } = message;
    if (!this.stopping.signal.aborted) this.log.error(fault);
    await this.transactions.run(async (tx) => {
      if (ageSeconds < GIVEN_UP_AFTER_SECONDS) return this.store.putBack(tx, id, backOffMs(tries), fault.message);
      await this.store.giveUp(tx, id, fault.message);
      await this.record(tx, 'alarm.given-up', message);
    });
  }

  private record(
    tx: Parameters<AuditService['record']>[0],
    action: string,
    { id, kind, tries, subjectId }: TakenMessage,
  ): Promise<void> {
    const object = { kind: 'alarm', id, name: kind };
    return this.audit.record(tx, { kind: 'system', name: 'Curfew' }, { action, object, detail: { tries, subjectId } });
  }
}

/** @param tries so many failed so far */
const backOffMs = (tries: number): number =>
  Math.min(BACK_OFF.firstMs * 2 ** Math.min(tries - 1, 20), BACK_OFF.longestMs);
