/** What the form of an access flow holds, what is sent of it, and how it reads. Pure. */
import type { AccessFlow, FlowTarget, Named } from '#api-client/views.js';
import type { PeopleAndTeams } from '../../ui/pickers.js';

export interface TargetDraft {
  integration: Named | null;
  by: 'all' | 'names' | 'tags';
  names: string[];
  /** `env=prod`, or a bare tag. */
  tags: string[];
  anyPermission: boolean;
  permissions: string[];
}

export interface FlowDraft {
  name: string;
  requesters: PeopleAndTeams;
  targets: TargetDraft[];
  automatic: boolean;
  approvers: PeopleAndTeams;
  longestSeconds: number;
  justificationRequired: boolean;
  allowsForwarding: boolean;
  /** null: sessions end with the access. */
  finishWithinSeconds: number | null;
  requestTimeoutSeconds: number;
}

export const NEW_TARGET: TargetDraft = {
  integration: null,
  by: 'all',
  names: [],
  tags: [],
  anyPermission: true,
  permissions: [],
};

const NOBODY: PeopleAndTeams = { people: [], teams: [] };

export const NEW_FLOW: FlowDraft = {
  name: '',
  requesters: NOBODY,
  targets: [NEW_TARGET],
  automatic: false,
  approvers: NOBODY,
  longestSeconds: 14_400,
  justificationRequired: true,
  allowsForwarding: false,
  finishWithinSeconds: null,
  requestTimeoutSeconds: 86_400,
};

const idsOf = ({ people, teams }: PeopleAndTeams) => ({
  personIds: people.map((person) => person.id),
  teamIds: teams.map((team) => team.id),
});

const tagText = ([name, value]: [string, string]): string => (value === '' ? name : `${name}=${value}`);

export const targetDraft = (target: Pick<FlowTarget, 'integration' | 'servers' | 'permissions'>): TargetDraft => ({
  ...NEW_TARGET,
  integration: target.integration,
  ...('names' in target.servers ? { by: 'names', names: target.servers.names } : {}),
  ...('tags' in target.servers ? { by: 'tags', tags: Object.entries(target.servers.tags).map(tagText) } : {}),
  ...(target.permissions === 'all' ? {} : { anyPermission: false, permissions: target.permissions }),
});

/** Takes a flow; gives the facts that its sentence is made of. */
export const sentenceOf = (flow: AccessFlow) => ({
  ...flow,
  inWords: flow.simple ? undefined : { requesters: flow.requestersInWords, approval: flow.approvalInWords },
});

/** Takes a flow of which the form can say the whole; gives the form as it stands for an edit. */
export const draftOf = (flow: AccessFlow): FlowDraft => ({
  ...flow,
  targets: flow.targets.map(targetDraft),
  automatic: flow.approvers === null,
  approvers: flow.approvers ?? NOBODY,
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

/** Takes one target of the form; gives what is sent of it. */
export const targetBody = (target: TargetDraft) => ({
  integrationId: target.integration?.id ?? '',
  servers: serversOf(target),
  permissions: permissionsOf(target),
});

/** The same as what the sentence is made of. */
export const targetPreview = (target: TargetDraft): FlowTarget => ({
  integration: target.integration ?? { id: '', name: '…' },
  servers: serversOf(target),
  query: null,
  bundle: null,
  permissions: permissionsOf(target),
});

/** Takes the form; gives what is sent. */
export const bodyOf = (draft: FlowDraft) => ({
  name: draft.name.trim(),
  requesters: idsOf(draft.requesters),
  targets: draft.targets.map(targetBody),
  approvers: draft.automatic ? null : idsOf(draft.approvers),
  longestSeconds: draft.longestSeconds,
  justificationRequired: draft.justificationRequired,
  allowsForwarding: draft.allowsForwarding,
  finishWithinSeconds: draft.finishWithinSeconds,
  requestTimeoutSeconds: draft.requestTimeoutSeconds,
});

/** Takes the form; gives the facts that the sentence is made of. */
export const previewOf = (draft: FlowDraft) => ({
  requesters: draft.requesters,
  targets: draft.targets.map(targetPreview),
  approvers: draft.automatic ? null : draft.approvers,
  longestSeconds: draft.longestSeconds,
  justificationRequired: draft.justificationRequired,
  finishWithinSeconds: draft.finishWithinSeconds,
});

const nobody = ({ people, teams }: PeopleAndTeams): boolean => people.length + teams.length === 0;

/** Whether something of the target must still be said. */
export const targetMissing = (target: TargetDraft): boolean =>
  target.integration === null ||
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
