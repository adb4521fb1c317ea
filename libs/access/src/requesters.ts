/** Who may ask under a flow, and for whom. */
import { type ConditionTree, holds } from './condition.js';
import type { PersonFacts } from './person.js';

/** For whom a requester may ask. What is false or null is not allowed. */
export interface RequestFor {
  readonly self: boolean;
  readonly directReports: boolean;
  /** Anybody who meets these conditions. */
  readonly others: ConditionTree | null;
}

export const FOR_ONESELF: RequestFor = { self: true, directReports: false, others: null };

interface Asked {
  readonly requesters: ConditionTree;
  readonly requestFor: RequestFor;
}

/** Whether the person is among the requesters, for whomever he asks. */
export const mayAsk = ({ requesters }: Asked, requester: PersonFacts): boolean => holds(requesters, requester);

/** Whether the flow lets the requester ask for this receiver. What the receiver gets rests on both of them. */
export const mayAskFor = (flow: Asked, requester: PersonFacts, receiver: PersonFacts): boolean =>
  mayAsk(flow, requester) && isReceiver(flow.requestFor, requester, receiver);

const isReceiver = (
  { self, directReports, others }: RequestFor,
  requester: PersonFacts,
  receiver: PersonFacts,
): boolean => {
  if (requester.personId === receiver.personId) return self;
  if (directReports && receiver.managerId === requester.personId) return true;
  return others !== null && holds(others, receiver);
};
