/** Several servers in one form: what each is asked with. Pure. */
import type { CatalogBundle, CatalogEntry, CatalogFlow, CatalogOption } from '#api-client/views.js';
import { durationUnder, fieldsFor, flowsFor, termsOf, type Said } from './request-draft.js';

/** Servers that were ticked, or a bundle. */
export type Many = { entries: CatalogEntry[] } | { bundle: CatalogBundle };

/** As many as the API takes at once. */
export const MOST_AT_ONCE = 50;
/** As many as a bundle may hold that is asked for whole. */
export const MOST_OF_BUNDLE = 1000;

/** Every permission that can still be asked for on some of them. */
export const permissionsOf = (many: Many): string[] =>
  'bundle' in many
    ? []
    : [
        ...new Set(
          many.entries.flatMap(({ options }) =>
            options.flatMap((option) => (isNew(option) || option.extension ? option.permission : [])),
          ),
        ),
      ];

const isNew = ({ mine }: CatalogOption): boolean => mine === 'none';

/** Of what is chosen, that which the person has not; where he has all of it, that which may be made longer. */
const chosenOptions = ({ options }: CatalogEntry, permissions: readonly string[]): CatalogOption[] => {
  const chosen = options.filter(({ permission }) => permissions.includes(permission));
  return chosen.some(isNew) ? chosen.filter(isNew) : chosen.filter(({ extension }) => extension !== undefined);
};

/** By which flow each server is asked for, by the id of the server; without one: any that permits it. */
export type FlowChoices = Readonly<Record<string, string>>;

/** The flows that allow the chosen permissions of a server in one request. */
const fitting = (entry: CatalogEntry, permissions: readonly string[]): CatalogFlow[] => {
  const options = chosenOptions(entry, permissions);
  const together = flowsFor(entry, options.map(({ permission }) => permission)); // prettier-ignore
  return together.length > 0 ? together : options.flatMap(({ flows }) => flows);
};

/** The one that was chosen for a server, as long as it fits. */
const chosenFor = (flows: readonly CatalogFlow[], id: string, choices: FlowChoices): CatalogFlow | undefined =>
  flows.find((flow) => flow.id === choices[id]);

interface Asked {
  id: string;
  name: string;
  flows: CatalogFlow[];
}

/** The servers, or the bundle, with the flows that fit each. */
const askedOf = (many: Many, permissions: readonly string[]): Asked[] =>
  'bundle' in many
    ? [{ id: many.bundle.id, name: many.bundle.name, flows: many.bundle.flows }]
    : many.entries.map((entry) => ({ id: entry.resource.id, name: entry.resource.name, flows: fitting(entry, permissions) })); // prettier-ignore

/** Those for which several flows fit. */
export const choicesOf = (many: Many, permissions: readonly string[]): Asked[] =>
  askedOf(many, permissions).filter(({ flows }) => new Set(flows.map(({ id }) => id)).size > 1);

/** The flows that may come to answer, each once. */
export const flowsOfMany = (many: Many, permissions: readonly string[], choices: FlowChoices): CatalogFlow[] => {
  const flows = askedOf(many, permissions).flatMap(({ id, flows: all }) => chosenFor(all, id, choices) ?? all);
  return [...new Map(flows.map((flow) => [flow.id, flow])).values()];
}; // prettier-ignore

/** A flow by which access may be taken in an emergency; undefined: there is none. */
export const emergencyFlow = (flows: readonly CatalogFlow[]): CatalogFlow | undefined =>
  flows.find(({ breakGlassReviewSeconds }) => breakGlassReviewSeconds !== null);

/** How long all of them are asked for; null: it is not said, and each flow gives what it usually does. */
const durationOfMany = (said: Said, flows: readonly CatalogFlow[]): number | null => {
  const each = [...new Set(flows.map((flow) => durationUnder(said, flow)))];
  if (each.length === 1) return each[0];
  return said.durationSeconds && Math.min(said.durationSeconds, longestOfMany(flows));
};

export const longestOfMany = (flows: readonly CatalogFlow[]): number =>
  Math.max(...flows.map(({ longestSeconds }) => longestSeconds));

/**
 * Each server is asked for the chosen permissions that it has, by the flow chosen for it, with the fields for which its flows
 * ask; in an emergency those whose flow lets it start at once, the others as always.
 */
export const batchBody = (many: Many, permissions: readonly string[], said: Said, choices: FlowChoices) => {
  const flows = flowsOfMany(many, permissions, choices);
  const terms = termsOf(said, flows, durationOfMany(said, flows));
  if ('bundle' in many) {
    const chosen = chosenFor(flows, many.bundle.id, choices);
    const breakGlass = said.breakGlass && emergencyFlow(flows) !== undefined;
    return { ...terms, bundleId: many.bundle.id, fields: fieldsFor(said, flows), breakGlass, ...(chosen && { flowId: chosen.id }) };
  }
  const items = many.entries.flatMap((entry) => {
    const options = chosenOptions(entry, permissions);
    if (options.length === 0) return [];
    const fits = fitting(entry, permissions);
    const chosen = chosenFor(fits, entry.resource.id, choices);
    const asking = chosen ? [chosen] : fits;
    const asked = { resourceId: entry.resource.id, permissions: options.map(({ permission }) => permission) };
    if (!options.some(isNew) && terms.startAt === null) return asked;
    return {
      ...asked,
      fields: fieldsFor(said, asking),
      ...(chosen && { flowId: chosen.id }),
      ...(said.breakGlass && { breakGlass: emergencyFlow(asking) !== undefined }),
    };
  });
  return { ...terms, items };
}; // prettier-ignore
