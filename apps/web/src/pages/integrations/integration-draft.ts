/** What the form of an integration holds, and what is sent of it. Pure. */
import type { ProblemField } from '#api-client/problem.js';
import type { Integration, SecretReference } from '#api-client/views.js';
import type { Choice } from '../../ui/pick.js';
import { connectorChoice } from '../../ui/pickers.js';

export interface IntegrationDraft {
  name: string;
  connector: Choice | null;
  store: SecretReference['store'];
  path: string;
  region: string;
  secretId: string;
  defaultUser: string;
  userGroups: string[];
  serversText: string;
  knownHosts: string;
}

export const EMPTY_DRAFT: IntegrationDraft = {
  name: '',
  connector: null,
  store: 'file',
  path: '',
  region: '',
  secretId: '',
  defaultUser: 'curfew',
  userGroups: [],
  serversText: '',
  knownHosts: '',
};

/** Takes an integration; gives the form as it stands for an edit. */
export const draftOf = (integration: Integration): IntegrationDraft => ({
  ...EMPTY_DRAFT,
  ...(integration.secret.store === 'file'
    ? { store: 'file', path: integration.secret.path }
    : { store: 'aws-secrets-manager', region: integration.secret.region, secretId: integration.secret.secretId }),
  name: integration.name,
  connector: connectorChoice(integration.connector),
  defaultUser: integration.defaultUser,
  userGroups: integration.userGroups,
  serversText: JSON.stringify(integration.servers, null, 2),
});

const secretOf = (draft: IntegrationDraft): SecretReference =>
  draft.store === 'file'
    ? { store: 'file', path: draft.path.trim() }
    : { store: 'aws-secrets-manager', region: draft.region.trim(), secretId: draft.secretId.trim() };

/** Takes the form; gives what is sent. The list goes as text, so that mistakes in it are named as they were typed. */
export const bodyOf = (draft: IntegrationDraft) => ({
  name: draft.name.trim(),
  connectorId: draft.connector?.value ?? '',
  secret: secretOf(draft),
  servers: draft.serversText,
  defaultUser: draft.defaultUser.trim(),
  userGroups: draft.userGroups,
  ...(draft.knownHosts.trim() === '' ? {} : { knownHosts: draft.knownHosts }),
});

export interface ListMistake {
  /** `Entry 3 (web-2)`, or `The list`. */
  where: string;
  field: string;
  reason: string;
}

const nameAt = (serversText: string, index: number): string | undefined => {
  try {
    const list: unknown = JSON.parse(serversText);
    const entry: unknown = Array.isArray(list) ? list[index] : undefined;
    return typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string'
      ? entry.name
      : undefined;
  } catch {
    return undefined;
  }
};

/** Takes a field that the control plane refused and the text of the list; says where in the list it stands. */
export const mistakeOf = (field: ProblemField, serversText: string): ListMistake => {
  const match = /^(?:servers)?\[?\.?(\d+)\]?\.?(.*)$/.exec(field.path);
  if (match === null)
    return { where: 'The list', field: field.path === 'servers' ? '' : field.path, reason: field.reason };
  const index = Number(match[1]);
  const name = nameAt(serversText, index);
  return {
    where: `Entry ${index + 1}${name === undefined ? '' : ` (${name})`}`,
    field: match[2] ?? '',
    reason: field.reason,
  };
};
