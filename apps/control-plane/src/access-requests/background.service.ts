/** What an approver is told of the receiver before he answers. For the approvers of the request and administrators alone. */
import { Injectable } from '@nestjs/common';
import { whyNotApprover } from '#access/answering.js';
import { deny } from '#access/denial.js';
import { faultOf } from '#access/explain.js';
import type { AccessRequestId } from '#access/ids.js';
import { Clock } from '../clock/clock.js';
import type { SignedIn } from '../http/authority.js';
import { BACKGROUND_DAYS, BackgroundStore } from './background.store.js';
import type { RequestBackgroundView } from './background.view.js';
import { noSuchRequest } from './answer-facts.service.js';
import { type RequestAbout, RequestsAbout } from './requests-about.service.js';

const DAY_MS = 86_400_000;

@Injectable()
export class Backgrounds {
  constructor(
    private readonly about: RequestsAbout,
    private readonly store: BackgroundStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Fault not-found; not-an-approver for whom it was asked and who asked, unless he approves it */
  async of(me: SignedIn, id: AccessRequestId): Promise<RequestBackgroundView> {
    const found = await this.about.find(me, id);
    if (!found) throw noSuchRequest();
    refuseOthers(me, found);
    const { request, resource } = found;
    const since = new Date(this.clock.nowMs() - BACKGROUND_DAYS * DAY_MS);
    const account = await this.store.account(request);
    const [before, counts, running, standing] = await Promise.all([
      this.store.before(request, resource.integrationId),
      this.store.counts(request, resource.integrationId, since),
      this.store.running(request),
      this.store.standing(request, account),
    ]);
    return {
      account,
      before: before.map((one) => ({ ...one, at: one.at.toISOString() })),
      ...counts,
      running: running.map((one) => ({ ...one, untilAt: one.untilAt.toISOString() })),
      standing: standing.map((one) => ({ ...one, seenAt: one.seenAt.toISOString() })),
    };
  }
}

const refuseOthers = (me: SignedIn, { mine, asked, flow }: RequestAbout): void => {
  const why = whyNotApprover(mine, asked, flow);
  if (why === null || me.role === 'administrator') return;
  const isTheirs = [asked.requester, asked.receiver].some(({ personId }) => personId === me.personId);
  throw isTheirs ? faultOf(deny(why, { flow: flow.name })) : noSuchRequest();
};
