/** What a request's page says of its approval: in words, who is still needed, and why it waits for me. */
import type { AccessFlowVersion } from '#access/access-flow.js';
import { type GivenAnswer, judgeAnswers, nextTierAtMs, openTiers, whyNoApprover } from '#access/approval-answers.js';
import { type ApprovalPolicy, type Approver, approversOfSet, type AskedFor, fills } from '#access/approval-policy.js';
import { isPlain } from '#access/explain.js';
import { approvalInWords, approverInWords, listed } from '#access/flow-words.js';
import { humanKey, type PersonFacts } from '#access/person.js';
import { approverNames, type FlowNames } from '../access-flows/flow-names.service.js';
import type { AccessRequestView } from './access-requests.view.js';

export interface ApprovalAsked {
  readonly flow: AccessFlowVersion;
  readonly asked: AskedFor;
  readonly answers: readonly GivenAnswer[];
  readonly askedAtMs: number;
  readonly nowMs: number;
  /** When it was decided, or stopped to wait; while it waits: now. */
  readonly askedUntilMs: number;
  /** It still waits for answers. */
  readonly open: boolean;
  readonly names: FlowNames;
  /** Nobody was asked: it was taken in an emergency, or extends what its flow lets be extended without. */
  readonly unasked: boolean;
}

type Told = Pick<AccessRequestView, 'approvers' | 'oneYes' | 'approvalInWords' | 'stillNeeded' | 'nextTierAt' | 'nextApprovers' | 'tiersAsked'>; // prettier-ignore

export const approvalTold = (facts: ApprovalAsked): Told => {
  const { asked, answers, askedAtMs, nowMs, open, names } = facts;
  const { approval } = facts.flow;
  const told = { approvers: approverNames(approval, names), oneYes: approval === null || isPlain(approval) };
  if (approval === null)
    return { ...told, approvalInWords: null, stillNeeded: [], nextTierAt: null, nextApprovers: [], tiersAsked: [] };
  const tiers = openTiers(approval, askedAtMs, nowMs);
  const verdict = judgeAnswers(approval, answers, asked, tiers);
  const ways = open && verdict.kind === 'waiting' ? verdict.stillNeeded : [];
  const next = open ? nextTierAtMs(approval, askedAtMs, nowMs) : null;
  return {
    ...told,
    approvalInWords: approvalInWords(approval, names.nameOf),
    stillNeeded: [...new Set(ways.map(({ places }) => placesInWords(places, names)))],
    nextTierAt: next === null ? null : new Date(next).toISOString(),
    nextApprovers:
      next === null ? [] : approverNames({ ...approval, tiers: approval.tiers.slice(tiers, tiers + 1) }, names),
    tiersAsked: facts.unasked ? [] : tiersAsked(approval, facts),
  };
};

/** Each tier that was open before it was decided, with the moment at which it opened. */
const tiersAsked = (policy: ApprovalPolicy, { askedAtMs, askedUntilMs, names }: ApprovalAsked): Told['tiersAsked'] =>
  policy.tiers.slice(0, openTiers(policy, askedAtMs, askedUntilMs)).map((tier, number) => ({
    at: new Date(askedAtMs + number * (policy.escalateAfterSeconds ?? 0) * 1000).toISOString(),
    approvers: approverNames({ ...policy, tiers: [tier] }, names),
  }));

const placesInWords = (places: readonly (readonly Approver[])[], { nameOf }: FlowNames): string =>
  listed(places.map((place) => listed(place.map((one) => approverInWords(one, nameOf)), 'or')), 'and'); // prettier-ignore

/** Whether my answer would count now: I am asked, and no human being that I am has answered. */
export const mayAnswer = (mine: PersonFacts, { flow, asked, answers, askedAtMs, nowMs, open }: ApprovalAsked): boolean => {
  if (!open || !flow.active || flow.approval === null) return false;
  if (answers.some(({ person }) => humanKey(person) === humanKey(mine))) return false;
  return whyNoApprover(flow.approval, mine, asked, openTiers(flow.approval, askedAtMs, nowMs)) === null;
}; // prettier-ignore

/** The first place that I fill in a tier that is open: as myself rather than through a team. */
export const whyMe = (mine: PersonFacts, { flow, asked, askedAtMs, nowMs, names }: ApprovalAsked): string | null => {
  if (flow.approval === null) return null;
  const tiers = flow.approval.tiers.slice(0, openTiers(flow.approval, askedAtMs, nowMs));
  const places = tiers.flatMap(({ sets }) => sets.flatMap(approversOfSet)).filter((one) => fills(one, mine, asked));
  const place = places.find(({ kind }) => kind === 'person') ?? places[0];
  return place ? reasonOf(place, names) : null;
};

const reasonOf = (place: Approver, { nameOf }: FlowNames): string => {
  switch (place.kind) {
    case 'person':
      return 'The access flow names you as an approver.';
    case 'team':
      return `You are in the team “${nameOf(place.id) ?? ''}”, which approves under this access flow.`;
    case 'shift':
      return `You are on the shift “${nameOf(place.id) ?? ''}”, which approves under this access flow.`;
    case 'manager':
      return 'You are the manager of the requester.';
    default:
      return `You are ${approverInWords(place, nameOf)}.`;
  }
};
