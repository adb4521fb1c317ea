import type { AccessRequestView } from '../access-requests/access-requests.view.js';
import type { GrantView } from '../grants/grants.view.js';
import type { GrantReceiptView } from '../grants/receipt.view.js';
import type { Story, TraceAudit } from './story.js';
import { timelineOf } from './timeline.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 17, minute)).toISOString();
const rita = { id: 'rita', displayName: 'Rita', email: null };
const rack = { id: 'rack', name: 'rack' };

const request = (changes: Partial<AccessRequestView> = {}): AccessRequestView => ({
  id: 'r', byCondition: false, state: 'approved', requester: rita, receiver: rita, resource: { id: 'w', name: 'web-1', integrationName: 'machines', host: 'h' }, permissions: ['web-ops'],
  sudoRoles: [], durationSeconds: 3600, reason: null, flow: { id: 'f', name: 'ops', version: 2 }, approvers: ['owners', 'Omar'], oneYes: true, approvalInWords: null, stillNeeded: [], nextTierAt: null, nextApprovers: [], fields: [], finishWithinSeconds: null,
  tiersAsked: [{ at: at(0), approvers: ['owners', 'Omar'] }], approvals: [],
  createdAt: at(0), timesOutAt: at(50), decidedAt: at(1), mayApprove: false, mayCancel: false, whyMe: null, batchId: null, review: null, mayReview: false, extension: null, grant: null, startAt: null, firstUseWithinSeconds: null, toStart: null, settledAt: null, lapsedBecause: null, mayStart: false, ...changes,
}); // prettier-ignore
const grant = (changes: Partial<GrantView> = {}): GrantView => ({
  id: 'g', requestId: 'r', state: 'ending', cause: 'expired', person: rita, resource: { id: 'w', name: 'web-1', integrationName: 'machines', host: 'h', port: 22 },
  account: 'rita', permissions: ['web-ops'], sudoRoles: [], fromAt: at(1), untilAt: at(20), provedUntilAt: null, endedAt: at(20), provedAt: null, fault: null, retryAt: null,
  debt: false, debtSince: null, writtenOff: null, certificateSerials: [], mayGiveBack: false, mayRevoke: false, finishUntilAt: null, finishingSessions: null, extension: null, mayExtend: false, automatic: null, ...changes,
}); // prettier-ignore
const receipt = (changes: Partial<GrantReceiptView> = {}): GrantReceiptView => ({
  id: 'receipt', connector: rack, readAt: at(21), storedAt: at(21), generation: 8, state: 'absent', account: 'rita', groups: [], sudoRoles: [], untilAt: null, remaining: [],
  verified: true, finishing: false, ...changes,
}); // prettier-ignore
const row = (minute: number, action: string, detail: Record<string, unknown> = {}): TraceAudit => ({
  at: new Date(at(minute)), action, actorKind: 'connector', actorId: 'rack', actorName: 'rack', detail,
}); // prettier-ignore
const told = (story: Partial<Story>, isAdministrator = true) =>
  timelineOf({ request: request(), grant: null, receipts: [], audit: [], keys: [], certificates: [], order: null, ...story }, isAdministrator); // prettier-ignore
const order = { ...rack, start: 7, end: 8 };

describe('the timeline of a request', () => {
  it('says when approved access begins, and what came of it', () => {
    const approved = row(1, 'access-request.approved', { startsAt: at(30) });
    const scheduled = request({ state: 'approved', startAt: at(30), settledAt: at(30) });
    const lines = (story: Partial<Story>) => told(story).slice(2).map(({ sentence }) => sentence);
    expect(told({ request: scheduled })[0].sentence).toContain('for 1 hour, to begin 2026-11-22 17:30 UTC, under');
    expect(lines({ request: scheduled, audit: [approved] })).toEqual([
      'The request was approved. It begins by itself 2026-11-22 17:30 UTC.', 'It was time: the access began.',
    ]);
    const unused = request({ state: 'lapsed', settledAt: at(30), lapsedBecause: 'It was not used.' });
    expect(lines({ request: unused, audit: [row(1, 'access-request.approved', { firstUseUntil: at(30) })] })).toEqual([
      'The request was approved. Its time begins with the first use, until 2026-11-22 17:30 UTC.', 'The access never began: It was not used.',
    ]);
    const cancelled = request({ state: 'cancelled', settledAt: at(9) });
    expect(lines({ request: cancelled, audit: [row(9, 'access-request.cancelled')] }).at(-1)).toBe('rack cancelled it before it began.');
  }); // prettier-ignore

  it('says whom was asked, or that nobody had to be', () => {
    expect(told({}).map(({ kind, sentence }) => `${kind}: ${sentence}`)).toEqual([
      'asked: Rita asked for web-ops on web-1 for 1 hour, under the access flow “ops” (version 2).',
      'approvers-asked: Asked to answer: owners or Omar.',
      'approved: The request was approved.',
    ]);
    expect(told({ request: request({ tiersAsked: [] }) })[1].sentence).toMatch(/^Nobody had to be asked/);
  });

  it('says for whom, and at what time further people were asked', () => {
    const sue = { id: 'sue', displayName: 'Sue', email: null };
    const tiersAsked = [{ at: at(0), approvers: ['owners'] }, { at: at(10), approvers: ['bosses'] }]; // prettier-ignore
    const lines = told({ request: request({ receiver: sue, tiersAsked, decidedAt: at(12) }) });
    expect(lines[0].sentence).toMatch(/^Rita asked for web-ops on web-1 for Sue, for 1 hour, under/);
    expect(lines[2]).toMatchObject({ at: at(10), sentence: 'Asked to answer as well: bosses.' });
  });

  it('says nothing of a grant to whom may not know of it', () => {
    const audit = [row(2, 'grant.started'), row(21, 'grant.debt-alarmed')];
    expect(told({ audit }, false).map(({ kind }) => kind)).toEqual(['asked', 'approvers-asked', 'approved']);
  });

  it('says of an emergency that it was taken without approval, who was told, and who closed its review with what comment', () => {
    const omar = { id: 'omar', displayName: 'Omar', email: null };
    const open = { dueAt: at(50), overdue: false, closedAt: null, closedBy: null, comment: null };
    const taken = request({ review: open, tiersAsked: [], decidedAt: at(0), reason: 'fire' });
    const audit = [row(0, 'access-request.approved', { breakGlass: true }), row(5, 'access-request.reviewed')];
    expect(told({ request: taken, audit }, false).map((one) => [one.kind, one.sentence, one.reason, one.untilAt])).toEqual([
      ['asked', 'Rita took web-ops on web-1 at once, as an emergency and without approval, for 1 hour, under the access flow “ops” (version 2).', 'fire', null],
      ['approvers-told', 'Told of it, so that one of them reviews it: owners and Omar.', null, at(50)],
    ]);
    const closed = request({ ...taken, review: { ...open, closedAt: at(5), closedBy: omar, comment: 'was right' } });
    expect(told({ request: closed, audit }, false).slice(2).map(({ kind, by, sentence, reason }) => [kind, by.name, sentence, reason])).toEqual([
      ['reviewed', 'Omar', 'Omar closed the review.', 'was right'],
    ]);
  }); // prettier-ignore

  it('says which end was ordered at the start, whatever end it got since', () => {
    const audit = [row(1, 'grant.started', { until: at(15) })];
    const [, , , ordered] = told({ grant: grant(), order, audit });
    expect([ordered.kind, ordered.untilAt]).toEqual(['ordered', at(15)]);
  });

  it('says that it timed out', () => {
    const lines = told({ request: request({ state: 'timed-out', decidedAt: at(50) }) });
    expect(lines.at(-1)).toMatchObject({ at: at(50), kind: 'timed-out', by: { name: 'Curfew' } });
  });

  it('says who was ordered what, also where the audit has no row of it', () => {
    const lines = told({ grant: grant(), order });
    expect(lines.slice(3).map(({ kind, generation, by }) => [kind, generation, by.name])).toEqual([
      ['ordered', 7, 'Curfew'],
      ['ended', 8, 'Curfew'],
    ]);
    expect(lines.at(-1)?.sentence).toBe('The time was up: the connector rack was ordered to remove it.');
  });

  it('says why it could not be set up', () => {
    const failed = grant({ state: 'failed', cause: null, endedAt: at(2) });
    const audit = [row(2, 'grant.failed', { message: 'web-1 has no group web-ops.' }), row(3, 'grant.proved-absent', { receiptId: 'receipt' })]; // prettier-ignore
    const lines = told({ grant: { ...failed, provedAt: at(3) }, audit, receipts: [receipt()], order });
    expect(lines.slice(-2).map(({ kind, sentence, receiptId }) => [kind, sentence, receiptId])).toEqual([
      ['failed', 'It could not be set up. web-1 has no group web-ops.', null],
      ['removal-proved', 'rack read web-1 back: nothing of it is left.', 'receipt'],
    ]);
  });

  it('says of a receipt whose signature does not fit that it does not', () => {
    const audit = [row(21, 'grant.ended', { receiptId: 'receipt' })];
    const story = { grant: grant({ state: 'ended', provedAt: at(21) }), audit, order };
    expect(told({ ...story, receipts: [receipt({ verified: false })] }).at(-1)?.sentence).toContain('does not fit');
    expect(told({ ...story, receipts: [receipt()] }).at(-1)?.sentence).not.toContain('does not fit');
  });

  it('says who wrote the removal off; why, and the receipts, only to administrators', () => {
    const writtenOff = { by: { id: 'ada', displayName: 'Ada', email: null }, reason: 'burnt', at: at(40) };
    const left = receipt({ remaining: ['process 4711'] });
    const story = { grant: grant({ writtenOff }), receipts: [left], order };
    const [incomplete, last] = told(story).slice(-2);
    expect([incomplete.kind, incomplete.receiptId]).toEqual(['removal-incomplete', 'receipt']);
    expect(last).toMatchObject({ kind: 'written-off', by: { id: 'ada', name: 'Ada' }, reason: 'burnt' });
    const others = JSON.stringify(told(story, false));
    expect(others).toContain('Ada wrote the removal off');
    expect(others).not.toMatch(/burnt|"receipt"|4711/);
  });

  it('tells of alarms, extensions and sessions that finish as the audit has them', () => {
    const audit = [row(21, 'grant.finishing'), row(25, 'grant.sessions-ended'), row(26, 'grant.debt-alarmed'), row(27, 'grant.extended', { until: at(30) })]; // prettier-ignore
    const left = receipt({ remaining: ['session 4'], finishing: true });
    const lines = told({ grant: grant(), audit, order, receipts: [left] }).slice(-4);
    expect(lines.map(({ kind }) => kind)).toEqual(['finishing', 'sessions-ended', 'debt-alarmed', 'extended']);
    expect(lines[3].untilAt).toBe(at(30));
  });

  it('says by how much an access was extended, and on whose word', () => {
    const extended = (changes: Partial<TraceAudit> = {}): TraceAudit => ({ ...row(9, 'grant.extended', { from: at(20), until: at(50), extensionRequestId: 'e' }), ...changes }); // prettier-ignore
    const lineOf = (audit: TraceAudit, changes: Partial<AccessRequestView> = {}) =>
      told({ request: request(changes), grant: grant(), audit: [audit], order }).find(({ kind }) => kind === 'extended'); // prettier-ignore
    const said = 'The access was extended by 30 minutes, ';
    expect(lineOf(extended())).toMatchObject({ sentence: `${said}without another approval, as the access flow allows.`, untilAt: at(50), requestId: 'e' }); // prettier-ignore
    expect(lineOf(extended({ actorKind: 'person', actorName: 'Omar' }))?.sentence).toBe(`${said}approved by Omar.`);
  });

  it('of what a flow renews tells the last renewal and its proof for all of them, and each time that it began anew', () => {
    const audit = [1, 2, 3].flatMap((number) => [
      row(number * 2, 'grant.extended', { from: at(10), until: at(20 + number), number }),
      row(number * 2 + 1, 'grant.end-proved', { until: at(20 + number), ...(number === 1 && { endedAt: at(1) }) }),
    ]);
    const lines = told({ request: request({ byCondition: true }), grant: grant(), audit, order });
    const renewals = lines.filter(({ kind }) => kind === 'extended' || kind === 'end-proved');
    expect(renewals.map(({ at: when, untilAt }) => [when, untilAt])).toEqual([[at(3), at(21)], [at(6), at(23)], [at(7), at(23)]]); // prettier-ignore
    expect(renewals[1]).toMatchObject({ sentence: 'The access was renewed, 3 times by now, because its condition holds.', requestId: null }); // prettier-ignore
  });

  it('of an extension names the access that it extends, and tells nothing of its order and end', () => {
    const extension = { grantId: 'g', requestId: 'first', fromUntilAt: at(20), untilAt: at(50), number: 1, most: 2 };
    const asked = request({ id: 'e', durationSeconds: 1800, extension, tiersAsked: [] });
    const audit = [row(9, 'grant.extended', { from: at(20), until: at(50), extensionRequestId: 'e' })];
    expect(
      told({ request: asked, grant: grant(), audit }).map(({ kind, sentence, requestId }) => [
        kind,
        sentence,
        requestId,
      ]),
    ).toEqual([
      [
        'asked',
        'Rita asked to extend the running access to web-1 (web-ops) by 30 minutes, from 2026-11-22 17:20 UTC to 2026-11-22 17:50 UTC, under the access flow “ops” (version 2).',
        'first',
      ],
      [
        'approvers-asked',
        'Nobody had to be asked: the access flow lets running access be extended without another approval.',
        null,
      ],
      ['approved', 'The request was approved.', null],
      ['extended', 'The access was extended by 30 minutes, without another approval, as the access flow allows.', null],
    ]);
  });
});
