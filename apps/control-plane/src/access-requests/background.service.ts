/** What an approver is told of the receiver before he answers. For the approvers of the request and administrators alone. */
import { Injectable } from '@nestjs/common';
import { whyNotApprover } from '#access/answering.js';
import { deny } from '#access/denial.js';
import { faultOf } from '#access/explain.js';
import type { AccessRequestId } from '#access/ids.js';
import { Clock } from '../clock/clock.js';
import type { SignedIn } from '../http/authority.js';
import { BACKGROUND_DAYS, BackgroundStore } from './background.store.js';
import type { RequestBackgroundOf, RequestBackgroundView } from './background.view.js';
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
    const [known] = await this.known([id]);
    return known;
  }

  /** Those of the requests that this person may be told it of; the others are left out, as if there were none. */
  async ofEach(me: SignedIn, ids: readonly AccessRequestId[]): Promise<RequestBackgroundOf[]> {
    const about = await this.about.findAll(me, ids);
    const told = about.filter((one) => mayKnow(me, one)).map(({ request }) => request.id);
    const known = await this.known(told);
    return known.map((background, at) => ({ requestId: told[at], background }));
  }

  /** In the order of the ids. */
  private async known(ids: readonly AccessRequestId[]): Promise<RequestBackgroundView[]> {
    if (ids.length === 0) return [];
    const since = new Date(this.clock.nowMs() - BACKGROUND_DAYS * DAY_MS);
    const [counts, before, running, standing] = await Promise.all([
      this.store.counts(ids, since),
      this.store.before(ids),
      this.store.running(ids),
      this.store.standing(ids),
    ]);
    return ids.map((id) => {
      const {
        account = '',
        grantsOnServer = 0,
        grantsOnIntegration = 0,
      } = counts.find((one) => one.about === id) ?? {};
      return {
        account,
        grantsOnServer,
        grantsOnIntegration,
        before: of(id, before).map((one) => ({ ...one, at: one.at.toISOString() })),
        running: of(id, running).map((one) => ({ ...one, untilAt: one.untilAt.toISOString() })),
        standing: of(id, standing).map((one) => ({ ...one, seenAt: one.seenAt.toISOString() })),
      };
    });
  }
}

const of = <Row extends { about: AccessRequestId }>(id: AccessRequestId, rows: readonly Row[]): Omit<Row, 'about'>[] =>
  rows.flatMap(({ about, ...row }) => (about === id ? [row] : []));

const mayKnow = (me: SignedIn, { mine, asked, flow }: RequestAbout): boolean =>
  me.role === 'administrator' || whyNotApprover(mine, asked, flow) === null;

const refuseOthers = (me: SignedIn, { mine, asked, flow }: RequestAbout): void => {
  const why = whyNotApprover(mine, asked, flow);
  if (why === null || me.role === 'administrator') return;
  const isTheirs = [asked.requester, asked.receiver].some(({ personId }) => personId === me.personId);
  throw isTheirs ? faultOf(deny(why, { flow: flow.name })) : noSuchRequest();
};
