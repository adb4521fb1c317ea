/** Servers of one integration with permissions, as a form holds them: a target of a flow, or a part of a bundle. Pure. */
import type { FlowTarget, Named } from '#api-client/views.js';
import type { ServerScope, ServerSelector } from '#access/flow-target.js';
import { tagWords } from '../../ui/list-words.js';

export const SELECTOR_KINDS = ['all', 'names', 'ids', 'patterns', 'tags', 'tagPatterns'] as const;
export type SelectorKind = (typeof SELECTOR_KINDS)[number];

/** One selector: names, ids or patterns as they are, tags as `env=prod` or a bare tag. */
export interface SelectorDraft {
  by: SelectorKind;
  values: string[];
}

export interface TargetDraft {
  integration: Named | null;
  /** `scope`: what is included and excluded says it. */
  by: 'all' | 'names' | 'tags' | 'scope';
  names: string[];
  /** `env=prod`, or a bare tag. */
  tags: string[];
  include: SelectorDraft[];
  exclude: SelectorDraft[];
  anyPermission: boolean;
  permissions: string[];
}

export const NEW_TARGET: TargetDraft = {
  integration: null,
  by: 'all',
  names: [],
  tags: [],
  include: [{ by: 'patterns', values: [] }],
  exclude: [],
  anyPermission: true,
  permissions: [],
};

const tagPair = (text: string): [string, string] => {
  const at = text.indexOf('=');
  return at === -1 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
};
export const tagsOfTexts = (texts: readonly string[]): Record<string, string> => Object.fromEntries(texts.map(tagPair));

const selectorDraft = (selector: ServerSelector): SelectorDraft => {
  if ('all' in selector) return { by: 'all', values: [] };
  if ('names' in selector) return { by: 'names', values: [...selector.names] };
  if ('ids' in selector) return { by: 'ids', values: [...selector.ids] };
  if ('patterns' in selector) return { by: 'patterns', values: [...selector.patterns] };
  return 'tags' in selector
    ? { by: 'tags', values: tagWords(selector.tags) }
    : { by: 'tagPatterns', values: tagWords(selector.tagPatterns) };
};

const selectorOf = ({ by, values }: SelectorDraft): ServerSelector => {
  if (by === 'all') return { all: true };
  return { [by]: by === 'tags' || by === 'tagPatterns' ? tagsOfTexts(values) : values } as unknown as ServerSelector;
};

const scopeDraft = (scope: ServerScope): Partial<TargetDraft> => {
  if ('include' in scope)
    return { by: 'scope', include: scope.include.map(selectorDraft), exclude: scope.exclude.map(selectorDraft) };
  if ('all' in scope) return {};
  if ('names' in scope) return { by: 'names', names: [...scope.names] };
  if ('tags' in scope) return { by: 'tags', tags: tagWords(scope.tags) };
  return { by: 'scope', include: [selectorDraft(scope)] };
};

export const targetDraft = (target: Pick<FlowTarget, 'integration' | 'servers' | 'permissions'>): TargetDraft => ({
  ...NEW_TARGET,
  integration: target.integration,
  ...scopeDraft(target.servers as ServerScope),
  ...permissionsDraft(target.permissions),
});

export const permissionsDraft = (
  permissions: readonly string[] | 'all',
): Pick<TargetDraft, 'anyPermission' | 'permissions'> =>
  permissions === 'all'
    ? { anyPermission: true, permissions: [] }
    : { anyPermission: false, permissions: [...permissions] };

const serversOf = ({ by, names, tags, include, exclude }: TargetDraft): ServerScope => {
  if (by === 'names') return { names };
  if (by === 'tags') return { tags: tagsOfTexts(tags) };
  if (by === 'all') return { all: true };
  const [first, ...others] = include.map(selectorOf);
  return others.length === 0 && exclude.length === 0 && first !== undefined
    ? first
    : { include: include.map(selectorOf), exclude: exclude.map(selectorOf) };
};

const permissionsOf = (target: TargetDraft): string[] | 'all' => (target.anyPermission ? 'all' : target.permissions);

/** Takes one target of the form; gives what is sent of it. */
export const targetBody = (target: TargetDraft) => ({
  integrationId: target.integration?.id ?? '',
  servers: serversOf(target) as FlowTarget['servers'],
  permissions: permissionsOf(target),
});

/** The same as what the sentence of a bundle is made of. */
export const targetPreview = (target: TargetDraft): FlowTarget => ({
  integration: target.integration ?? { id: '', name: '…' },
  servers: serversOf(target) as FlowTarget['servers'],
  query: null,
  bundle: null,
  permissions: permissionsOf(target),
});

const isEmpty = ({ by, values }: SelectorDraft): boolean => by !== 'all' && values.length === 0;

/** Whether something of the target must still be said. */
export const targetMissing = (target: TargetDraft): boolean =>
  target.integration === null ||
  (target.by === 'names' && target.names.length === 0) ||
  (target.by === 'tags' && target.tags.length === 0) ||
  (target.by === 'scope' && (target.include.length === 0 || [...target.include, ...target.exclude].some(isEmpty))) ||
  (!target.anyPermission && target.permissions.length === 0);
