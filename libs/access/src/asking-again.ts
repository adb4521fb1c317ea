/** Asking again for what runs means making it longer, in place. Which access is meant, and by how much; the permit is made in decide.ts. */
import { type CustomField, wrongField } from './custom-field.js';
import { deny, type Denial, type DenialReason } from './denial.js';
import { type ExtensionFacts, termsOfExtension } from './extension.js';
import type { RunningAccess } from './grant.js';
import type { AccessFlowId, PersonId } from './ids.js';
import type { ExtensionTerms } from './permit.js';

/** What of an ask says whether it means something that runs. */
interface AskAmongRunning {
  readonly requesterId: PersonId;
  readonly receiverId: PersonId;
  readonly permissions: readonly string[];
  readonly flowId: AccessFlowId | null;
  readonly startAtMs: number | null;
  readonly breakGlass: boolean;
  readonly nowMs: number;
}

/**
 * The running access that an ask means: it gives all that is asked for, and whoever asks has it or asked for it. null: the ask is
 * for something new, as one is that names another flow, a later start or an emergency.
 */
export const meantByAsk = (ask: AskAmongRunning, running: readonly RunningAccess[]): RunningAccess | null => {
  if (ask.breakGlass || (ask.startAtMs ?? 0) > ask.nowMs || ask.permissions.length === 0) return null;
  const [last] = running
    .filter(({ active, askedFor, flowId }) => active && askedFor && (ask.flowId ?? flowId) === flowId)
    .filter(({ requesterId }) => ask.requesterId === ask.receiverId || ask.requesterId === requesterId)
    .filter((one) => ask.permissions.every((permission) => one.permissions.includes(permission)))
    .sort((one, other) => other.untilMs - one.untilMs);
  return last ?? null;
};

export interface AskAgainFacts extends Omit<ExtensionFacts, 'seconds'> {
  /** From now, as in every ask. null: as long as the flow gives to who does not say, but no longer than it makes longer at once. */
  readonly durationSeconds: number | null;
  /** What was filled in. Making access longer asks for no field, but what is said must be right. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A gain of a tenth of what is asked for, or of a minute, is none: who asks twice is given it once. */
const leastGain = (askedSeconds: number): number => Math.min(60, Math.floor(askedSeconds / 10) + 2);

/** From now, so that it moves no end twice, whoever says it again. */
const secondsAsked = ({ durationSeconds, flow }: AskAgainFacts): number =>
  durationSeconds ?? Math.min(flow.defaultSeconds ?? flow.longestSeconds, flow.extensions?.longestSeconds ?? Infinity);

/** The terms of the extension that the ask comes to: the end is as far from now as was asked for. */
export const termsOfAskAgain = (facts: AskAgainFacts): ExtensionTerms | Denial => {
  const { flow, resource, permissions, untilMs } = facts;
  const askedSeconds = secondsAsked(facts);
  const gain = Math.floor((facts.nowMs + askedSeconds * 1000 - untilMs) / 1000);
  const least = leastGain(askedSeconds);
  const about = { flow: flow.name, resource: resource?.name, permissions, untilMs };
  const terms = termsOfExtension({ ...facts, seconds: Math.max(least, gain) });
  if ('kind' in terms) return deny(NEVER_LONGER[terms.reason] ?? terms.reason, { ...terms.detail, untilMs });
  if (gain < least) return deny('runs-long-enough', { ...about, askedSeconds });
  const wrong = wrongField(flow.customFields.map(notRequired), facts.fields);
  return wrong ? deny(`field-${wrong.why}`, { ...about, field: wrong.label }) : terms;
};

/** What runs and is not made longer cannot be asked for: the answer says both. */
const NEVER_LONGER: Partial<Record<DenialReason, DenialReason>> = {
  'no-extensions': 'runs-without-extensions',
  'extensions-used-up': 'runs-extensions-used-up',
};

const notRequired = (field: CustomField): CustomField => ({ ...field, required: false });
