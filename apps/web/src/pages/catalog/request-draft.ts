/** What a request form holds, and what follows from it. Pure. */
import type { CatalogEntry, CatalogFlow, CatalogOption, CatalogTemplate, PersonSummary } from '#api-client/views.js';
import { listWords } from '../../ui/list-words.js';
import { durationWords, momentWords } from '../../ui/time-words.js';
import { momentOfField, zoneHere } from '../shifts/shift-draft.js';

/** What is said once, for however many servers. */
export interface Said {
  /** For whom; null: for oneself. */
  receiver: Pick<PersonSummary, 'id' | 'displayName'> | null;
  /** null: not said, as long as the rule usually gives. */
  durationSeconds: number | null;
  /** When it is to begin, as the field for it holds it; empty: as soon as it may. */
  start: string;
  reason: string;
  /** Of custom fields, by name. */
  fields: Record<string, string>;
  /** It is an emergency. */
  breakGlass: boolean;
}

export interface Draft extends Said {
  permissions: string[];
  flowId: string | null;
}

export const NOTHING_SAID: Said = {
  receiver: null,
  durationSeconds: null,
  start: '',
  reason: '',
  fields: {},
  breakGlass: false,
};

/** Takes an entry of the catalog and the chosen permissions; gives the flows that allow all of them in one request. */
export const flowsFor = (entry: CatalogEntry, permissions: readonly string[]): CatalogFlow[] => {
  const chosen = entry.options.filter((option) => permissions.includes(option.permission));
  const [first, ...others] = chosen;
  if (first === undefined) return [];
  return first.flows.filter((flow) => others.every((option) => option.flows.some((other) => other.id === flow.id)));
};

/** The flow that the form stands on: the chosen one, else one without approval, else the one that gives the longest time. */
export const flowOf = (flows: readonly CatalogFlow[], flowId: string | null): CatalogFlow | undefined =>
  flows.find((flow) => flow.id === flowId) ??
  [...flows].sort((a, b) => Number(b.automatic) - Number(a.automatic) || b.longestSeconds - a.longestSeconds)[0];

/** A flow in a few words: who approves, and how long. */
export const flowWords = (flow: CatalogFlow): string =>
  `${flow.automatic ? 'no approval needed' : `approved by ${flow.oneYes ? listWords(flow.approvers, 'or') : (flow.approvalInWords ?? '')}`}, ${flow.fixedDuration ? 'exactly' : 'up to'} ${durationWords(flow.longestSeconds)}`;

/** What was asked for and does not run: it begins later, by oneself or by itself, or nobody has answered yet. */
export const waitsWords = (toStart: CatalogOption['toStart'], nowMs: number): string => {
  if (toStart === undefined) return 'waiting for approval';
  if (toStart.at === 'first-use') return 'start now';
  const dueMs = Date.parse(toStart.dueAt);
  return dueMs > nowMs ? `starts ${momentWords(dueMs, nowMs)}` : 'starting';
};

/**
 * Whether it can still be asked for: by who has it already, to make it longer, for later or for somebody else; by who waits for
 * it or has it later, in an emergency.
 */
export const isFree = ({ mine, flows, extension }: CatalogOption): boolean =>
  mine === 'none' ||
  extension !== undefined ||
  flows.some(
    ({ forOthers, breakGlassReviewSeconds, startAheadSeconds }) =>
      forOthers ||
      (mine === 'running' && startAheadSeconds !== null) ||
      (mine !== 'running' && breakGlassReviewSeconds !== null),
  );

/** The permissions that the person marked, as far as he may still ask for them in one request. */
const favouriteOf = (entry: CatalogEntry): string[] => {
  const marked = entry.favourite?.permissions ?? [];
  const free = entry.options.filter((option) => isFree(option) && marked.includes(option.permission));
  const permissions = free.map(({ permission }) => permission);
  return flowsFor(entry, permissions).length > 0 ? permissions : [];
};

/** A form as it opens: the only permission is chosen already, or those of the favourite. */
export const firstDraft = (entry: CatalogEntry): Draft => {
  const free = entry.options.filter(isFree);
  const permissions = free.length === 1 ? free.map((option) => option.permission) : favouriteOf(entry);
  return { ...NOTHING_SAID, permissions, flowId: null };
};

/** An hour, where neither the person nor the rule says how long. */
const UNLESS_SAID_SECONDS = 3600;

/** The duration that the form would send under a flow: never above its longest, and no other than a fixed one. */
export const durationUnder = (
  said: Said,
  {
    longestSeconds,
    usualSeconds,
    fixedDuration,
  }: Pick<CatalogFlow, 'longestSeconds' | 'usualSeconds' | 'fixedDuration'>,
): number =>
  fixedDuration
    ? longestSeconds
    : Math.min(said.durationSeconds ?? usualSeconds ?? UNLESS_SAID_SECONDS, longestSeconds);

/** Whether a start is said, and one of these flows lets one say so. An emergency waits for none. */
const saysStart = (said: Said, flows: readonly CatalogFlow[]): boolean =>
  said.start !== '' && flows.some((flow) => flow.startAheadSeconds !== null && !isEmergency(said, flow));

/** When it is to begin; null: as soon as it may. */
export const startOf = (said: Said, flows: readonly CatalogFlow[]): string | null => {
  if (!saysStart(said, flows)) return null;
  const startMs = momentOfField(said.start, zoneHere());
  return startMs === null ? null : new Date(startMs).toISOString();
};

/** The form after a template was chosen: what the template says counts, the rest stays. */
export const filledBy = <Form extends Said>(
  form: Form,
  { durationSeconds, reason, fields }: CatalogTemplate,
): Form => ({
  ...form,
  ...(durationSeconds !== null && { durationSeconds }),
  ...(reason !== null && { reason }),
  fields: { ...form.fields, ...fields },
});

/** Of what was filled in, that for which these flows ask. */
export const fieldsFor = (said: Said, flows: readonly Pick<CatalogFlow, 'customFields'>[]): Record<string, string> =>
  Object.fromEntries(
    customFieldsOf(flows).flatMap(({ name }) => {
      const value = said.fields[name]?.trim() ?? '';
      return value === '' ? [] : [[name, value] as const];
    }),
  );

/** The fields of several flows, each once by its name. */
export const customFieldsOf = (flows: readonly Pick<CatalogFlow, 'customFields'>[]): CatalogFlow['customFields'] => [
  ...new Map(flows.flatMap(({ customFields }) => customFields).map((field) => [field.name, field])).values(),
];

/** What must still be said before it can be sent; undefined: nothing. */
export const missingOf = (said: Said, flows: readonly CatalogFlow[]): string | undefined => {
  if (flows.length === 0) return 'which permission';
  if (said.receiver === null && flows.every(({ forSelf }) => !forSelf)) return 'for whom';
  if (saysStart(said, flows) && startOf(said, flows) === null) return 'when it is to start';
  const empty = customFieldsOf(flows).find(({ name, required }) => required && !said.fields[name]?.trim());
  if (empty) return empty.label;
  return (said.breakGlass || flows.some((flow) => flow.justificationRequired)) && said.reason.trim() === ''
    ? 'the reason'
    : undefined;
};

/** Whether the glass is broken: said, and allowed by the flow. */
export const isEmergency = (said: Said, flow: Pick<CatalogFlow, 'breakGlassReviewSeconds'>): boolean =>
  said.breakGlass && flow.breakGlassReviewSeconds !== null;

/** What is sent of it. */
export const termsOf = (said: Said, flows: readonly CatalogFlow[], durationSeconds: number | null) => ({
  durationSeconds,
  startAt: startOf(said, flows),
  ...(said.receiver && { receiverId: said.receiver.id }),
  ...(said.reason.trim() !== '' && { reason: said.reason.trim() }),
});
