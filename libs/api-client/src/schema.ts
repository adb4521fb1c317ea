import type * as V from './views.js';
type J<T> = { content: { 'application/json': T } };
interface Op<R, B = never, Q = never, P = never> {
  parameters: {
    query?: [Q] extends [never] ? never : Q;
    header?: never;
    path: [P] extends [never] ? never : P;
    cookie?: never;
  };
  requestBody: [B] extends [never] ? never : J<B>;
  responses: { 200: [R] extends [never] ? { content?: never } : J<R> };
}
interface Op0<R, B = never, Q = never> {
  parameters: { query?: [Q] extends [never] ? never : Q; header?: never; path?: never; cookie?: never };
  requestBody: [B] extends [never] ? never : J<B>;
  responses: { 200: [R] extends [never] ? { content?: never } : J<R> };
}
interface OpN<R, Q = never> {
  parameters: { query?: [Q] extends [never] ? never : Q; header?: never; path?: never; cookie?: never };
  requestBody?: never;
  responses: { 200: [R] extends [never] ? { content?: never } : J<R> };
}
interface OpI<R, Q = never> {
  parameters: { query?: [Q] extends [never] ? never : Q; header?: never; path: { id: string }; cookie?: never };
  requestBody?: never;
  responses: { 200: [R] extends [never] ? { content?: never } : J<R> };
}
type L<T> = { items: T[]; total: number };
type Page = { limit?: number; offset?: number; search?: string };
type Id = { id: string };
type PersonIn = { displayName: string; email: string; role: 'administrator' | 'member'; password?: string; accountName?: string; managerId?: string | null; attributes?: Record<string, string> };
type IntegrationIn = { name: string; connectorId: string; secret: V.SecretReference; servers: V.ServerEntry[] | string; defaultUser?: string; userGroups?: string[]; knownHosts?: string };
type FlowIn = { name: string; requesters: { personIds: string[]; teamIds: string[] }; targets: { integrationId: string; servers: V.FlowTarget['servers']; permissions: string[] | 'all' }[]; approvers: { personIds: string[]; teamIds: string[] } | null; longestSeconds: number; justificationRequired: boolean; requestTimeoutSeconds?: number; allowsForwarding: boolean };
type Enrol = { enrolmentToken: string; command: string };
export interface paths {
  '/api/installation': { get: OpN<V.Installation> };
  '/api/first-administrator': { post: Op0<V.Session, { token: string; displayName: string; email: string; password: string }> };
  '/api/session': { get: OpN<V.Session>; post: Op0<V.Session, { email: string; password: string }>; delete: OpN<never> };
  '/api/session/password': { post: Op0<never, { current: string; next: string }> };
  '/api/people': { get: OpN<L<V.Person>, Page>; post: Op0<V.Person, PersonIn> };
  '/api/people/{id}': { get: OpI<V.Person>; patch: Op<V.Person, Partial<PersonIn>, never, Id> };
  '/api/people/{id}/disable': { post: Op<V.Person, { reason: string }, never, Id> };
  '/api/people/{id}/enable': { post: OpI<V.Person> };
  '/api/directory': { get: OpN<{ people: V.PersonSummary[]; teams: V.Named[] }, { search?: string }> };
  '/api/teams': { get: OpN<L<V.Team>, Page>; post: Op0<V.Team, { name: string; description?: string; memberIds?: string[] }> };
  '/api/teams/{id}': { patch: Op<V.Team, { name?: string; description?: string }, never, Id>; delete: OpI<never> };
  '/api/teams/{id}/members': { put: Op<V.Team, { personIds: string[] }, never, Id> };
  '/api/connectors': { get: OpN<L<V.Connector>, Page>; post: Op0<{ connector: V.Connector } & Enrol, { name: string }> };
  '/api/connectors/{id}': { delete: OpI<never> };
  '/api/connectors/{id}/enrolment-token': { post: OpI<Enrol> };
  '/api/integrations': { get: OpN<L<V.Integration>, Page>; post: Op0<V.Integration, IntegrationIn> };
  '/api/integrations/{id}': { get: OpI<V.Integration>; patch: Op<V.Integration, Partial<IntegrationIn>, never, Id>; delete: OpI<never> };
  '/api/integrations/check-list': { post: Op0<{ servers: V.ServerEntry[] }, { servers: V.ServerEntry[] | string }> };
  '/api/integrations/{id}/refresh': { post: OpI<never> };
  '/api/integrations/{id}/servers': { get: OpI<L<V.Server>, Page> };
  '/api/integrations/{id}/set-up': { post: Op<V.Server[], { servers: { id: string; fingerprint: string }[] }, never, Id> };
  '/api/integrations/{id}/remove-from-servers': { post: Op<never, { serverIds?: string[] }, never, Id> };
  '/api/servers/{id}': { get: OpI<V.Server> };
  '/api/servers/{id}/confirm-host-key': { post: Op<V.Server, { fingerprint: string; replaces: string | null }, never, Id> };
  '/api/servers/{id}/write-off': { post: Op<{ writtenOff: number }, { reason: string }, never, Id> };
  '/api/servers/{id}/account-claims': { get: OpI<{ items: V.AccountClaim[] }> };
  '/api/servers/{id}/account-claims/{personId}': { put: Op<never, { reason: string }, never, Id & { personId: string }>; delete: Op<never, { reason: string }, never, Id & { personId: string }> };
  '/api/catalog': { get: OpN<{ items: V.CatalogEntry[]; total: number; tags: string[] }, Page & { tag?: string; integrationId?: string }> };
  '/api/access-requests': { get: OpN<L<V.AccessRequest>, Page & { scope?: 'mine' | 'waiting-for-me' | 'all'; state?: string }>; post: Op0<V.AccessRequest, { resourceId: string; permissions: string[]; durationSeconds: number; reason?: string; flowId?: string }> };
  '/api/access-requests/{id}': { get: OpI<V.AccessRequest> };
  '/api/access-requests/{id}/approve': { post: Op<V.AccessRequest, { reason?: string }, never, Id> };
  '/api/access-requests/{id}/deny': { post: Op<V.AccessRequest, { reason: string }, never, Id> };
  '/api/access-requests/{id}/cancel': { post: OpI<V.AccessRequest> };
  '/api/grants': { get: OpN<L<V.Grant>, Page & { scope?: 'mine' | 'all'; state?: string; resourceId?: string }> };
  '/api/grants/{id}': { get: OpI<V.Grant> };
  '/api/grants/{id}/give-back': { post: OpI<V.Grant> };
  '/api/grants/{id}/revoke': { post: Op<V.Grant, { reason: string }, never, Id> };
  '/api/grants/{id}/access-details': { get: OpI<V.AccessDetails> };
  '/api/grants/{id}/certificate': { post: Op<V.AccessDetails, { publicKey: string }, never, Id> };
  '/api/access-debt': { get: OpN<L<V.Grant>, Page> };
  '/api/standing-access': { get: OpN<L<V.StandingFinding>, Page> };
  '/api/access-flows': { get: OpN<L<V.AccessFlow>, Page>; post: Op0<V.AccessFlow, FlowIn> };
  '/api/access-flows/{id}': { get: OpI<V.AccessFlow>; put: Op<V.AccessFlow, FlowIn, never, Id>; delete: OpI<never> };
  '/api/access-flows/{id}/activate': { post: OpI<V.AccessFlow> };
  '/api/access-flows/{id}/deactivate': { post: OpI<V.AccessFlow> };
  '/api/audit': { get: OpN<L<V.AuditRow>, { actorId?: string; action?: string; objectId?: string; from?: string; to?: string; before?: string; limit?: number }> };
}
