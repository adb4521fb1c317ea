export interface Named {
  id: string;
  name: string;
}
export interface PersonSummary {
  id: string;
  displayName: string;
  email: string | null;
}
export interface Person extends PersonSummary {
  accountName: string;
  role: 'administrator' | 'member';
  disabled: boolean;
  manager: PersonSummary | null;
  attributes: Record<string, string>;
  teams: Named[];
  issuer: string;
  subject: string;
  createdAt: string;
}
export interface Session {
  person: Person;
  waitingForMe: number;
  authorities: string[];
}
export interface DemoSignIn {
  role: string;
  email: string;
  password: string;
}
export interface Installation {
  id: string;
  name: string;
  version: string;
  needsFirstAdministrator: boolean;
  demo: { signIns: DemoSignIn[] } | null;
}
export interface Team extends Named {
  description: string;
  members: PersonSummary[];
}
export interface Fault {
  code: string;
  message: string;
  hint?: string;
  detail?: string;
}
export interface Connector extends Named {
  connected: boolean;
  version: string | null;
  lastSeenAt: string | null;
  enrolled: boolean;
  createdAt: string;
  userCaKeys: { line: string; fingerprint: string }[];
  integrations: Named[];
}
export type SecretReference =
  { store: 'file'; path: string } | { store: 'aws-secrets-manager'; region: string; secretId: string };
export interface ServerEntry {
  name: string;
  host: string;
  user?: string;
  port?: number | string;
  tags?: Record<string, string>;
}
export interface Integration extends Named {
  kind: 'ssh-servers';
  connector: Named & { connected: boolean };
  secret: SecretReference;
  defaultUser: string;
  servers: ServerEntry[];
  userGroups: string[];
  status: 'initializing' | 'active' | 'warning' | 'error';
  fault: Fault | null;
  serversFound: number;
  serversActive: number;
  lastLookedAt: string | null;
  createdAt: string;
}
export interface HostKey {
  type: string;
  fingerprint: string;
  key: string;
}
export interface PlannedWrite {
  path: string;
  mode: string;
  purpose: string;
  content?: string | null;
}
export type ServerState = 'unknown' | 'unconfirmed' | 'ready-for-set-up' | 'active' | 'amber' | 'failing' | 'removed';
export interface Server extends Named {
  integrationId: string;
  host: string;
  port: number;
  user: string;
  tags: Record<string, string>;
  state: ServerState;
  faults: Fault[];
  warnings: string[];
  hostKeys: HostKey[];
  confirmedFingerprint: string | null;
  wanted: 'look' | 'set-up' | 'removed';
  wouldWrite: PlannedWrite[];
  missingGroups: string[];
  sshdVersion: string | null;
  scriptVersion: string | null;
  clockSkewSeconds: number | null;
  lastLookedAt: string | null;
  gone: boolean;
}
export interface CatalogFlow extends Named {
  longestSeconds: number;
  justificationRequired: boolean;
  automatic: boolean;
  approvers: string[];
  allowsForwarding: boolean;
}
export interface CatalogOption {
  permission: string;
  flows: CatalogFlow[];
  mine: 'none' | 'pending' | 'running';
  requestId?: string;
  grantId?: string;
}
export interface CatalogResource extends Named {
  kind: 'ssh-server';
  integrationName: string;
  tags: Record<string, string>;
  state: ServerState;
  available: boolean;
  unavailableReason?: string;
}
export interface CatalogEntry {
  resource: CatalogResource;
  options: CatalogOption[];
}
export interface Approval {
  approver: PersonSummary;
  answer: 'yes' | 'no';
  reason: string | null;
  at: string;
}
export type GrantState = 'granting' | 'active' | 'ending' | 'ended' | 'failed';
export interface AccessRequest {
  id: string;
  state: 'pending' | 'approved' | 'denied' | 'cancelled' | 'timed-out';
  requester: PersonSummary;
  resource: Named & { integrationName: string; host: string };
  permissions: string[];
  durationSeconds: number;
  reason: string | null;
  flow: Named & { version: number };
  approvers: string[];
  approvals: Approval[];
  createdAt: string;
  timesOutAt: string;
  decidedAt: string | null;
  mayApprove: boolean;
  mayCancel: boolean;
  whyMe: string | null;
  grant: { id: string; state: GrantState; untilAt: string } | null;
}
export interface Grant {
  id: string;
  requestId: string;
  state: GrantState;
  cause: 'expired' | 'given-back' | 'revoked' | null;
  person: PersonSummary;
  resource: Named & { integrationName: string; host: string; port: number };
  account: string;
  permissions: string[];
  fromAt: string;
  untilAt: string;
  endedAt: string | null;
  provedAt: string | null;
  fault: Fault | null;
  retryAt: string | null;
  debt: boolean;
  writtenOff: { by: PersonSummary; reason: string; at: string } | null;
  certificateSerials: string[];
  mayGiveBack: boolean;
  mayRevoke: boolean;
}
export interface AccessDetails {
  grant: Grant;
  command: string;
  sshConfig: string;
  knownHosts: string;
  keyFileName: string;
  certificateFileName: string;
  hostKeyConfirmed: boolean;
  key: { number: number; fingerprint: string; certificate: string; validBefore: string; serial: string } | null;
}
export interface FlowTarget {
  integration: Named;
  servers: { all: true } | { names: string[] } | { tags: Record<string, string> };
  permissions: string[] | 'all';
}
export interface AccessFlow extends Named {
  active: boolean;
  version: number;
  requesters: { people: PersonSummary[]; teams: Named[] };
  targets: FlowTarget[];
  approvers: { people: PersonSummary[]; teams: Named[] } | null;
  longestSeconds: number;
  justificationRequired: boolean;
  requestTimeoutSeconds: number;
  allowsForwarding: boolean;
  createdAt: string;
  changedAt: string;
}
export interface AuditRow {
  id: string;
  at: string;
  actor: { kind: 'person' | 'connector' | 'system'; id: string | null; name: string };
  action: string;
  object: { kind: string; id: string; name: string };
  detail: Record<string, unknown>;
  ip: string | null;
}
export interface StandingFinding {
  server: Named;
  account: string;
  kind: string;
  name: string;
  foundAt: string;
}
export interface AccountClaim {
  person: PersonSummary;
  account: string;
  adopted: boolean;
  by: PersonSummary | null;
  at: string | null;
}
