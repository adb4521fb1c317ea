/** Several servers in one form: what each is asked with. Pure. */
import type { CatalogBundle, CatalogEntry, CatalogFlow } from '#api-client/views.js';
import { durationUnder, fieldsFor, termsOf, type Said } from './request-draft.js';

/** Servers that were ticked, or a bundle. */
export type Many = { entries: CatalogEntry[] } | { bundle: CatalogBundle };

/** As many as the API takes at once. */
export const MOST_AT_ONCE = 50;

/** Every permission that can still be asked for on some of them. */
export const permissionsOf = (many: Many): string[] =>
  'bundle' in many
    ? []
    : [
        ...new Set(
          many.entries.flatMap(({ options }) =>
            options.flatMap(({ permission, mine }) => (mine === 'none' ? permission : [])),
          ),
        ),
      ];

const chosenOptions = ({ options }: CatalogEntry, permissions: readonly string[]) =>
  options.filter(({ permission, mine }) => mine === 'none' && permissions.includes(permission));

/** The flows that may come to answer, each once. */
export const flowsOfMany = (many: Many, permissions: readonly string[]): CatalogFlow[] => {
  const flows =
    'bundle' in many
      ? many.bundle.flows
      : many.entries.flatMap((entry) => chosenOptions(entry, permissions).flatMap((option) => option.flows));
  return [...new Map(flows.map((flow) => [flow.id, flow])).values()];
};

/** How long all of them are asked for; null: it is not said, and each flow gives what it usually does. */
export const durationOfMany = (said: Said, flows: readonly CatalogFlow[]): number | null => {
  const each = [...new Set(flows.map((flow) => durationUnder(said, flow)))];
  if (each.length === 1) return each[0];
  return said.durationSeconds && Math.min(said.durationSeconds, longestOfMany(flows));
};

export const longestOfMany = (flows: readonly CatalogFlow[]): number =>
  Math.max(...flows.map(({ longestSeconds }) => longestSeconds));

/** Each server is asked for the chosen permissions that it has, with the fields for which its flows ask. */
export const batchBody = (many: Many, permissions: readonly string[], said: Said) => {
  const flows = flowsOfMany(many, permissions);
  const terms = termsOf(said, flows, durationOfMany(said, flows));
  if ('bundle' in many) return { ...terms, bundleId: many.bundle.id, fields: fieldsFor(said, flows) };
  const items = many.entries.flatMap((entry) => {
    const options = chosenOptions(entry, permissions);
    if (options.length === 0) return [];
    const fields = fieldsFor(
      said,
      options.flatMap((option) => option.flows),
    );
    return { resourceId: entry.resource.id, permissions: options.map(({ permission }) => permission), fields };
  });
  return { ...terms, items };
};
