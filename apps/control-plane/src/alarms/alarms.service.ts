/** Alarms: what somebody has to see to now. Written down with what they tell of, and sent from there. */
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../clock/clock.js';
import { ControlPlaneConfig } from '../config.js';
import type { Transaction } from '../database/transactions.js';
import { InstallationService } from '../identity/installation.service.js';
import { AlarmMessagesStore } from './alarm-messages.store.js';

export interface Alarm {
  /** `<noun>.<what>`, e.g. `access-debt.overdue`. */
  kind: string;
  /** What it is about: alarms about one thing arrive in order. */
  subjectId: string;
  /** One sentence for a person. */
  text: string;
  /** The page where one sees more, e.g. `/access-debt`. */
  page: string;
  /** More for programs. Never a secret. */
  facts: Record<string, unknown>;
}

@Injectable()
export class Alarms {
  constructor(
    private readonly store: AlarmMessagesStore,
    private readonly installation: InstallationService,
    private readonly config: ControlPlaneConfig,
    private readonly clock: Clock,
  ) {}

  /** Has an alarm sent once this transaction is committed. Where no webhook is configured, nothing is written. */
  async raise(tx: Transaction, { kind, subjectId, text, page, facts }: Alarm): Promise<void> {
    if (!this.config.watching?.alarmWebhook) return;
    const id = randomUUID();
    const { publicUrl } = this.config;
    const installationId = await this.installation.id();
    const at = this.clock.now().toISOString();
    const message = { id, kind, at, text, installationId, url: publicUrl ? publicUrl + page : null, ...facts };
    await this.store.add(tx, { id, kind, subjectId, body: JSON.stringify(message) });
  }
}
