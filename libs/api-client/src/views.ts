/** What the API shows, by the words of the domain. Everything here is taken from the generated schema. */
import type { components } from './schema.js';

type Schemas = components['schemas'];

export type PersonSummary = Schemas['PersonSummary'];
export type Named = Schemas['TeamSummary'];
export type Person = Schemas['PersonView'];
export type Session = Schemas['SessionView'];
export type Installation = Schemas['InstallationView'];
export type DemoSignIn = Schemas['DemoSignIn'];
export type Team = Schemas['TeamView'];
export type Fault = Schemas['FaultView'];
export type Connector = Schemas['ConnectorView'];
export type ConnectorInstance = Connector['instances'][number];
export type Integration = Schemas['IntegrationView'];
export type SecretReference = Integration['secret'];
export type SudoRole = Schemas['SudoRoleView'];
export type Server = Schemas['ServerView'];
export type HostKey = Server['hostKeys'][number];
export type PlannedWrite = Server['wouldWrite'][number];
export type AccountClaim = Schemas['AccountClaimsView']['items'][number];
export type CatalogEntry = Schemas['CatalogPage']['items'][number];
export type CatalogOption = CatalogEntry['options'][number];
export type CatalogFlow = CatalogOption['flows'][number];
export type AccessRequest = Schemas['AccessRequestView'];
export type Approval = AccessRequest['approvals'][number];
export type Grant = Schemas['GrantView'];
export type AccessDetails = Schemas['AccessDetailsView'];
export type AccessFlow = Schemas['AccessFlowView'];
export type FlowTarget = AccessFlow['targets'][number];
export type Shift = Schemas['ShiftView'];
export type ShiftStretch = Schemas['ShiftStretchView'];
export type Bundle = Schemas['BundleView'];
export type AuditRow = Schemas['AuditRowView'];
export type DebtSummary = Schemas['DebtSummaryView'];
export type Attention = Schemas['AttentionView'];
export type StandingFinding = Schemas['StandingFindingView'];
export type GrantReceipt = Schemas['GrantReceiptView'];
