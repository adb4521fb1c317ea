/** The form of a request for what one has: it makes that longer. Pure. */
import type { CatalogEntry, CatalogFlow, CatalogOption } from '#api-client/views.js';
import { durationChoices } from '../../ui/time-words.js';
import { type Draft, flowsFor } from './request-draft.js';

/** Running access that an ask means. */
export interface Running {
  untilAt: string;
  extension: NonNullable<CatalogOption['extension']>;
}

const chosenOf = ({ options }: CatalogEntry, { permissions }: Pick<Draft, 'permissions'>): CatalogOption[] =>
  options.filter(({ permission }) => permissions.includes(permission));

/** What the form would make longer: all that is chosen runs by one grant, and nothing says that it is meant otherwise. */
export const runningOf = (entry: CatalogEntry, draft: Draft): Running | undefined => {
  const chosen = chosenOf(entry, draft);
  const [first] = chosen;
  if (draft.receiver !== null || draft.start !== '' || first?.extension === undefined) return undefined;
  if (first.untilAt === undefined || chosen.some(({ grantId }) => grantId !== first.grantId)) return undefined;
  return { untilAt: first.untilAt, extension: first.extension };
};

/** Whether a permission can be asked for together with those that are chosen: what runs is made longer alone. */
export const fitsChosen = (entry: CatalogEntry, draft: Draft, option: CatalogOption): boolean => {
  const chosen = chosenOf(entry, draft);
  if (chosen.length === 0 || chosen.includes(option)) return true;
  if (flowsFor(entry, [...draft.permissions, option.permission]).length === 0) return false;
  return draft.receiver !== null || draft.start !== '' || chosen.every(({ grantId }) => grantId === option.grantId);
};

/** An end that is only so little later is not worth an extension. */
const WORTH_SECONDS = 300;
/** The form stands open for a while, and what one may ask for from now gets less. */
const SLACK_SECONDS = 120;

/**
 * The flow as the form needs it to make running access longer: for how long from now, and no more asked than that needs.
 * @param openedMs when the form was opened: what it proposes does not change while one reads it
 */
export const flowToExtend = (
  flow: CatalogFlow,
  { untilAt, extension }: Running,
  { nowMs, openedMs }: { nowMs: number; openedMs: number },
): CatalogFlow => {
  const leftSeconds = (atMs: number): number => (Date.parse(untilAt) - atMs) / 1000;
  const slack = Math.min(SLACK_SECONDS, extension.longestSeconds / 10);
  const longestAt = (atMs: number): number =>
    Math.max(60, Math.floor((leftSeconds(atMs) + extension.longestSeconds - slack) / 60) * 60);
  const choices = durationChoices(longestAt(openedMs));
  return {
    ...flow,
    longestSeconds: longestAt(nowMs),
    usualSeconds: choices.find((seconds) => seconds > leftSeconds(openedMs) + WORTH_SECONDS) ?? longestAt(openedMs),
    fixedDuration: false,
    firstUseWithinSeconds: null,
    breakGlassReviewSeconds: null,
    justificationRequired: extension.justificationRequired,
    customFields: [],
    templates: [],
  };
};
