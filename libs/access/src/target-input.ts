/** Whether something that came from outside is a target of a flow, or one of its parts [I50]. */
import { hasOnly, isId, isRecord, isShortText } from './condition-input.js';
import { isLinuxName } from './linux-names.js';
import { DEFAULT_PERMISSION } from './resource.js';

const MOST = { selectors: 50, names: 1000, tags: 20, permissions: 200, integrations: 200, length: 200 } as const;

const isList = (value: unknown, most: number, each: (one: unknown) => boolean): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= most &&
  new Set(value).size === value.length &&
  value.every(each);
const isText = (value: unknown): boolean => isShortText(value, MOST.length);

/** Tags: a name and a text, which may be empty. */
const areTags = (value: unknown, least = 1): boolean =>
  isRecord(value) &&
  Object.keys(value).length >= least &&
  Object.keys(value).length <= MOST.tags &&
  Object.entries(value).every(([tag, text]) => isText(tag) && (text === '' || isText(text)));

const SELECTORS: Readonly<Record<string, (value: unknown) => boolean>> = {
  all: (value) => value === true,
  names: (value) => isList(value, MOST.names, isText),
  ids: (value) => isList(value, MOST.names, isId),
  patterns: (value) => isList(value, MOST.selectors, isText),
  tags: areTags,
  tagPatterns: areTags,
};

const isSelector = (value: unknown): boolean => {
  if (!isRecord(value)) return false;
  const [kind, ...more] = Object.keys(value);
  return more.length === 0 && Object.hasOwn(SELECTORS, kind ?? '') && SELECTORS[kind](value[kind]);
};

const areSelectors = (value: unknown, least: number): boolean =>
  Array.isArray(value) && value.length >= least && value.length <= MOST.selectors && value.every(isSelector);

/** Whether it is a ServerScope within its limits. */
export const isServerScope = (value: unknown): boolean =>
  isRecord(value) && Object.hasOwn(value, 'include')
    ? hasOnly(value, 'include', 'exclude') && areSelectors(value['include'], 1) && areSelectors(value['exclude'], 0)
    : isSelector(value);

/** Whether it is a ResourceQuery that asks for something. */
export const isResourceQuery = (value: unknown): boolean => {
  if (!isRecord(value) || !hasOnly(value, 'text', 'tags', 'integrationIds')) return false;
  const { text, tags, integrationIds } = value;
  const asks = text !== null || integrationIds !== null || (isRecord(tags) && Object.keys(tags).length > 0);
  return (
    asks &&
    (text === null || isText(text)) &&
    areTags(tags, 0) &&
    (integrationIds === null || isList(integrationIds, MOST.integrations, isId))
  );
};

const isPermission = (value: unknown): boolean =>
  typeof value === 'string' && (value === DEFAULT_PERMISSION || isLinuxName(value));

/** `all`, or a list of Linux groups and sudo roles, or `Default`. */
export const areTargetPermissions = (value: unknown): boolean =>
  value === 'all' || isList(value, MOST.permissions, isPermission);
