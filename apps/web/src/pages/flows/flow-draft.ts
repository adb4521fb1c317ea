/** What the form of an access flow holds, what is sent of it, and how it reads. Pure. */
import type { AccessFlow, FlowTarget, Integration, Named, PersonSummary } from '#api-client/views.js';

export interface TargetDraft {
  integrationId: string;
  by: 'all' | 'names' | 'tags';
  names: string[];
  /** `env=prod`, or a bare tag. */
  tags: string[];
  anyPermission: boolean;
  permissions: string[];
}

export interface Who {
  personIds: string[];
  teamIds: string[];
}

export interface FlowDraft {
  name: string;
  requesters: Who;
  targets: TargetDraft[];
  automatic: boolean;
  approvers: Who;
  longestSeconds: number;
  justificationRequired: boolean;
  allowsForwarding: boolean;
  requestTimeoutSeconds: number;
}

export const NEW_TARGET: TargetDraft = {
  integrationId: '',
  by: 'all',
  names: [],
  tags: [],
  anyPermission: true,
  permissions: [],
};

export const NEW_FLOW: FlowDraft = {
  name: '',
  requesters: { personIds: [], teamIds: [] },
  targets: [NEW_TARGET],
  automatic: false,
  approvers: { personIds: [], teamIds: [] },
  longestSeconds: 14_400,
  justificationRequired: true,
  allowsForwarding: false,
  requestTimeoutSeconds: 86_400,
};

const idsOf = (who: { people: PersonSummary[]; teams: Named[] }): Who => ({
  personIds: who.people.map((person) => person.id),
  teamIds: who.teams.map((team) => team.id),
});

const tagText = ([name, value]: [string, string]): string => (value === '' ? name : `${name}=${value}`);

const targetDraft = (target: FlowTarget): TargetDraft => ({
  ...NEW_TARGET,
  integrationId: target.integration.id,
  ...('names' in target.servers ? { by: 'names', names: target.servers.names } : {}),
  ...('tags' in target.servers ? { by: 'tags', tags: Object.entries(target.servers.tags).map(tagText) } : {}),
  ...(target.permissions === 'all' ? {} : { anyPermission: false, permissions: target.permissions }),
});

/** Takes a flow; gives the form as it stands for an edit. */
export const draftOf = (flow: AccessFlow): FlowDraft => ({
  ...flow,
  requesters: idsOf(flow.requesters),
  targets: flow.targets.map(targetDraft),
  automatic: flow.approvers === null,
  approvers: flow.approvers === null ? NEW_FLOW.approvers : idsOf(flow.approvers),
});

const tagPair = (text: string): [string, string] => {
  const at = text.indexOf('=');
  return at === -1 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
};

const serversOf = (target: TargetDraft): FlowTarget['servers'] => {
  if (target.by === 'names') return { names: target.names };
  return target.by === 'tags' ? { tags: Object.fromEntries(target.tags.map(tagPair)) } : { all: true };
};

const permissionsOf = (target: TargetDraft): string[] | 'all' => (target.anyPermission ? 'all' : target.permissions);

/** Takes the form; gives what is sent. */
export const bodyOf = (draft: FlowDraft) => ({
  name: draft.name.trim(),
  requesters: draft.requesters,
  targets: draft.targets.map((target) => ({
    integrationId: target.integrationId,
    servers: serversOf(target),
    permissions: permissionsOf(target),
  })),
  approvers: draft.automatic ? null : draft.approvers,
  longestSeconds: draft.longestSeconds,
  justificationRequired: draft.justificationRequired,
  allowsForwarding: draft.allowsForwarding,
  requestTimeoutSeconds: draft.requestTimeoutSeconds,
});

export interface Directory {
  people: PersonSummary[];
  teams: Named[];
}

const named = (who: Who, directory: Directory) => ({
  people: directory.people.filter((person) => who.personIds.includes(person.id)),
  teams: directory.teams.filter((team) => who.teamIds.includes(team.id)),
});

/** Takes the form and the names behind its ids; gives the facts that the sentence is made of. */
export const previewOf = (draft: FlowDraft, directory: Directory, integrations: Integration[]) => ({
  requesters: named(draft.requesters, directory),
  targets: draft.targets.map((target) => ({
    integration: integrations.find((integration) => integration.id === target.integrationId) ?? { id: '', name: '…' },
    servers: serversOf(target),
    permissions: permissionsOf(target),
  })),
  approvers: draft.automatic ? null : named(draft.approvers, directory),
  longestSeconds: draft.longestSeconds,
  justificationRequired: draft.justificationRequired,
});

const nobody = (who: Who): boolean => who.personIds.length + who.teamIds.length === 0;

const targetMissing = (target: TargetDraft): boolean =>
  target.integrationId === '' ||
  (target.by === 'names' && target.names.length === 0) ||
  (target.by === 'tags' && target.tags.length === 0) ||
  (!target.anyPermission && target.permissions.length === 0);

/** What must still be said before the flow can be saved; empty: nothing. */
export const missingOf = (draft: FlowDraft): string[] => [
  ...(draft.name.trim() === '' ? ['its name'] : []),
  ...(nobody(draft.requesters) ? ['who may ask'] : []),
  ...(draft.targets.length === 0 || draft.targets.some(targetMissing) ? ['for what'] : []),
  ...(!draft.automatic && nobody(draft.approvers) ? ['who approves'] : []),
];
