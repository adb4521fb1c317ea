/** What the form of an integration holds, and what is sent of it. Pure. */
import type { ProblemField } from '#api-client/problem.js';
import type { Integration, OwnerTag, SecretReference } from '#api-client/views.js';
import type { Choice } from '../../ui/pick.js';
import { connectorChoice, type PeopleAndTeams } from '../../ui/pickers.js';

/** A sudo role as it is typed: its commands one per line. */
export interface RoleDraft {
  name: string;
  commandsText: string;
}

export interface IntegrationDraft {
  name: string;
  connector: Choice | null;
  store: SecretReference['store'];
  path: string;
  region: string;
  secretId: string;
  defaultUser: string;
  userGroups: string[];
  sudoRoles: RoleDraft[];
  owners: PeopleAndTeams;
  ownerTags: OwnerTag[];
  customAccessDetails: string;
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
  sudoRoles: [],
  owners: { people: [], teams: [] },
  ownerTags: [],
  customAccessDetails: '',
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
  sudoRoles: integration.sudoRoles.map(({ name, commands }) => ({ name, commandsText: commands.join('\n') })),
  owners: integration.owners,
  ownerTags: integration.ownerTags,
  customAccessDetails: integration.customAccessDetails ?? '',
  serversText: JSON.stringify(integration.servers, null, 2),
});

/** As many characters as the API takes of the text for whoever has access. */
export const DETAILS_MOST = 400;

/** How many characters of it are too many. */
export const detailsTooLong = ({ customAccessDetails }: IntegrationDraft): number =>
  Math.max(0, [...customAccessDetails.trim()].length - DETAILS_MOST);

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
  sudoRoles: draft.sudoRoles.map((role) => ({ name: role.name.trim(), commands: commandsOf(role) })),
  owners: { personIds: draft.owners.people.map(({ id }) => id), teamIds: draft.owners.teams.map(({ id }) => id) },
  ownerTags: draft.ownerTags,
  customAccessDetails: draft.customAccessDetails.trim() || null,
  ...(draft.knownHosts.trim() === '' ? {} : { knownHosts: draft.knownHosts }),
});

/** The lines that say something. */
export const commandsOf = ({ commandsText }: RoleDraft): string[] =>
  commandsText
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Takes the fields that the control plane refused; says what of them is wrong in one sudo role, command by command. */
export const roleMistakes = (
  fields: readonly ProblemField[],
  roles: readonly RoleDraft[],
  at: number,
): { name: string[]; commands: string[] } => {
  const of = fields.filter(({ path }) => path.startsWith(`sudoRoles[${at}].`) || path.startsWith(`sudoRoles.${at}.`));
  const [name, commands] = ['name', 'commands'].map((field) =>
    of.filter(({ path }) => /\.(name|commands)/.exec(path)?.[1] === field),
  );
  return {
    name: (name ?? []).map(({ reason }) => reason),
    commands: (commands ?? []).map(({ path, reason }) => {
      const index = /commands(?:\[|\.)(\d+)/.exec(path)?.[1];
      const role = roles[at];
      const command = index === undefined || role === undefined ? undefined : commandsOf(role)[Number(index)];
      return command === undefined ? reason : `${command}: ${reason}`;
    }),
  };
};

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
