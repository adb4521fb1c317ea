/** What a flow offers to fill into its request form by one click. It gives nothing by itself: the ask is decided like any other. */
import type { AccessFlowVersion } from './access-flow.js';
import { CUSTOM_FIELD_LIMITS, fitsField } from './custom-field.js';
import type { WrongField } from './fault.js';
import { inWords } from './in-words.js';

export interface RequestTemplate {
  readonly name: string;
  /** null: as long as is usual. */
  readonly durationSeconds: number | null;
  /** null: the person writes one. */
  readonly reason: string | null;
  /** Of the flow's custom fields, by name; those that the person fills in are left out. */
  readonly fields: Readonly<Record<string, string>>;
}

export const TEMPLATE_LIMITS = { templates: 10, nameLength: 60, reasonLength: 1000 } as const;

type Offering = Pick<AccessFlowVersion, 'templates' | 'customFields' | 'longestSeconds' | 'fixedDuration'>;

/** What in the templates the flow itself would not take; none: each can be sent once the rest is filled in. */
export const wrongInTemplates = (flow: Offering): WrongField[] => {
  const names = flow.templates.map(({ name }) => name.trim().toLowerCase());
  return flow.templates.flatMap((template, at) => [
    ...(names.indexOf(names[at]) < at ? [{ path: `templates[${at}].name`, reason: 'names another template already' }] : []),
    ...wrongTime(template, flow, `templates[${at}].durationSeconds`),
    ...wrongValues(template, flow, `templates[${at}].fields`),
  ]);
}; // prettier-ignore

const wrongTime = ({ durationSeconds }: RequestTemplate, flow: Offering, path: string): WrongField[] => {
  const { longestSeconds, fixedDuration } = flow;
  if (durationSeconds === null) return [];
  if (fixedDuration && durationSeconds !== longestSeconds) return [{ path, reason: `must be ${inWords(longestSeconds)}: the flow gives exactly that` }]; // prettier-ignore
  return durationSeconds > longestSeconds
    ? [{ path, reason: `must be at most ${inWords(longestSeconds)}, the longest of the flow` }]
    : [];
};

const wrongValues = ({ fields }: RequestTemplate, { customFields }: Offering, path: string): WrongField[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const field = customFields.find((one) => one.name === name);
    if (field === undefined) return [{ path: `${path}.${name}`, reason: 'is no field of the flow' }];
    if (fitsField(value, field)) return [];
    const form = field.pattern === null ? '' : ` of the form ${field.pattern}`;
    return [{ path: `${path}.${name}`, reason: `must be a text${form} of at most ${CUSTOM_FIELD_LIMITS.valueLength} characters` }];
  }); // prettier-ignore
