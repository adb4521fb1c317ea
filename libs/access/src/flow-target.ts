/** What a flow lets one ask for: servers of an integration, a bundle, or a saved query. What none of them names is not reached. */
import type { BundleId, IntegrationId, ResourceId } from './ids.js';
import type { ResourceFacts } from './resource.js';
import { matchesPattern, plainForm } from './text-forms.js';

/** Servers by one property. In patterns `*` stands for any characters. A server bears all of the tags that are named. */
export type ServerSelector =
  | { readonly all: true }
  | { readonly names: readonly string[] }
  | { readonly ids: readonly ResourceId[] }
  | { readonly patterns: readonly string[] }
  | { readonly tags: Readonly<Record<string, string>> }
  | { readonly tagPatterns: Readonly<Record<string, string>> };

/** Servers of an integration: of one selector, or those of any included one that no excluded one names. */
export type ServerScope =
  ServerSelector | { readonly include: readonly ServerSelector[]; readonly exclude: readonly ServerSelector[] };

/** `all`: whatever the resource offers, now and later. */
export type TargetPermissions = readonly string[] | 'all';

export interface IntegrationTarget {
  readonly integrationId: IntegrationId;
  readonly servers: ServerScope;
  readonly permissions: TargetPermissions;
}

/** A named list of targets, kept elsewhere; whoever loads the flow looks up what it holds now. Not looked up: nothing. */
export interface BundleTarget {
  readonly bundleId: BundleId;
  readonly holds?: readonly IntegrationTarget[] | undefined;
}

/** Servers of any integration by what they are, new ones too. Conditions that are given must all hold; none at all names none. */
export interface ResourceQuery {
  /** Part of the name, in any case. */
  readonly text: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** null: of any integration. */
  readonly integrationIds: readonly IntegrationId[] | null;
}

export interface QueryTarget {
  readonly query: ResourceQuery;
  readonly permissions: TargetPermissions;
}

export type FlowTarget = IntegrationTarget | BundleTarget | QueryTarget;

/** Whether any of the targets reaches this permission on this resource. */
export const reaches = (targets: readonly FlowTarget[], resource: ResourceFacts, permission: string): boolean =>
  resource.permissions.includes(permission) && targets.some((target) => gives(target, resource, permission));

/** The permissions of this resource that the targets reach. */
export const reachedPermissions = (targets: readonly FlowTarget[], resource: ResourceFacts): string[] => {
  const matching = targets.flatMap(plainTargets).filter((target) => isOn(target, resource));
  return resource.permissions.filter((one) => matching.some(({ permissions }) => namesPermission(permissions, one)));
};

type PlainTarget = IntegrationTarget | QueryTarget;

const plainTargets = (target: FlowTarget): readonly PlainTarget[] =>
  'bundleId' in target ? (target.holds ?? []) : [target];

const gives = (target: FlowTarget, resource: ResourceFacts, permission: string): boolean =>
  plainTargets(target).some((one) => namesPermission(one.permissions, permission) && isOn(one, resource));

const namesPermission = (permissions: TargetPermissions, one: string): boolean =>
  permissions === 'all' || permissions.includes(one);

const isOn = (target: PlainTarget, resource: ResourceFacts): boolean =>
  'query' in target
    ? isFound(target.query, resource)
    : target.integrationId === resource.integrationId && isInScope(target.servers, resource);

/** An exclusion names more than an inclusion: look-alikes too, so that another case of a tag does not slip past it. */
export const isInScope = (scope: ServerScope, resource: ResourceFacts): boolean => {
  if (!('include' in scope)) return isSelected(scope, resource, (text) => text) === true;
  return (
    scope.include.some((one) => isSelected(one, resource, (text) => text) === true) &&
    scope.exclude.every((one) => isSelected(one, resource, plainForm) === false)
  );
};

/** undefined: the selector is of no known kind, which neither includes a server nor lets one pass an exclusion. */
const isSelected = (
  selector: ServerSelector,
  resource: ResourceFacts,
  form: (text: string) => string,
): boolean | undefined => {
  const alike = (text: string, value: string): boolean => form(text) === form(value);
  const fits = (text: string, pattern: string): boolean => matchesPattern(form(text), form(pattern));
  if ('all' in selector) return selector.all;
  if ('ids' in selector) return selector.ids.includes(resource.resourceId);
  if ('names' in selector) return selector.names.some((name) => alike(resource.name, name));
  if ('patterns' in selector) return selector.patterns.some((pattern) => fits(resource.name, pattern));
  if ('tags' in selector) return bearsTags(resource, selector.tags, alike);
  if ('tagPatterns' in selector) return bearsTags(resource, selector.tagPatterns, fits);
  return undefined;
};

/** No tag at all names no server: an empty condition is not "everything". */
const bearsTags = (
  resource: ResourceFacts,
  tags: Readonly<Record<string, string>>,
  alike: (text: string, value: string) => boolean,
): boolean => {
  const wanted = Object.entries(tags);
  const borne = Object.entries(resource.tags);
  return (
    wanted.length > 0 &&
    wanted.every(([tag, value]) => borne.some(([name, text]) => alike(name, tag) && alike(text, value)))
  );
};

const isFound = ({ text, tags, integrationIds }: ResourceQuery, resource: ResourceFacts): boolean => {
  const wanted = Object.entries(tags);
  if (text === null && wanted.length === 0 && integrationIds === null) return false;
  if (integrationIds !== null && !integrationIds.includes(resource.integrationId)) return false;
  if (text !== null && !resource.name.toLowerCase().includes(text.toLowerCase())) return false;
  return wanted.every(([tag, value]) => Object.hasOwn(resource.tags, tag) && resource.tags[tag] === value);
};
