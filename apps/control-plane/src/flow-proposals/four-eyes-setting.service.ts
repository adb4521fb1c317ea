import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import { humansAmong, whyNoFourEyes } from '#access/proposal.js';
import { AuditService } from '../audit/audit.service.js';
import { Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { FourEyes } from '../identity/four-eyes.service.js';
import { PeopleQueue } from '../identity/people-queue.js';
import { PeopleService } from '../identity/people.service.js';
import { FlowProposalsStore } from './flow-proposals.store.js';
import type { FourEyesView } from './flow-proposals.view.js';

/** Whether edits need a second administrator, as the page shows it. */
@Injectable()
export class FourEyesReading {
  constructor(
    private readonly fourEyes: FourEyes,
    private readonly people: PeopleService,
    private readonly store: FlowProposalsStore,
    private readonly transactions: Transactions,
  ) {}

  async look(): Promise<FourEyesView> {
    const [required, administrators, switchOff] = await Promise.all([
      this.fourEyes.required(),
      this.people.administrators(),
      this.store.switchOff(this.transactions.reader),
    ]);
    return { required, administrators: humansAmong(administrators), switchOffProposal: switchOff?.id ?? null };
  }
}

/** Switching it on. Switching it off is an edit that must be proposed. */
@Injectable()
export class FourEyesSetting {
  constructor(
    private readonly fourEyes: FourEyes,
    private readonly people: PeopleService,
    private readonly queue: PeopleQueue,
    private readonly audit: AuditService,
    private readonly wakeUps: WakeUps,
  ) {}

  /** @throws Fault second-administrator-missing, four-eyes-required */
  async set(me: SignedIn, required: boolean): Promise<void> {
    await this.queue.run(async (tx) => {
      if ((await this.fourEyes.held(tx)) === required) return;
      if (!required) throw notAlone();
      const fault = whyNoFourEyes(await this.people.administrators(tx));
      if (fault) throw fault;
      await this.fourEyes.set(tx, true);
      const object = { kind: 'installation', id: null, name: 'Four eyes' };
      await this.audit.record(tx, actorOf(me), { action: 'four-eyes.switched-on', object });
      this.wakeUps.send(tx, 'flow-proposals');
    });
  }
}

const notAlone = (): Fault =>
  new Fault('four-eyes-required', 'Four eyes stay on: a second administrator must approve switching them off.', {
    hint: 'Propose it on the page Access flows. A program does so with POST /api/flow-proposals.',
  });
