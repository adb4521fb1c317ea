/** An id that carries its kind as a type, so that a grant's id is never taken for a person's. All are UUID text. */
export type Id<Kind extends string> = string & { readonly __kind: Kind };

export type InstallationId = Id<'installation'>;
export type PersonId = Id<'person'>;
export type TeamId = Id<'team'>;
export type ShiftId = Id<'shift'>;
export type ConnectorId = Id<'connector'>;
/** An enrolled instance of a connector: its key. */
export type ConnectorKeyId = Id<'connector-key'>;
export type IntegrationId = Id<'integration'>;
export type ResourceId = Id<'resource'>;
export type BundleId = Id<'bundle'>;
export type AccessFlowId = Id<'access-flow'>;
export type AccessFlowVersionId = Id<'access-flow-version'>;
export type FlowProposalId = Id<'flow-proposal'>;
export type AccessRequestId = Id<'access-request'>;
export type GrantId = Id<'grant'>;
export type ReceiptId = Id<'receipt'>;
export type ShiftOverrideId = Id<'shift-override'>;
