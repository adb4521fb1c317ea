/** Every table of the control plane. Each feature's entity adds itself here, sorted by folder. */
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { AccessFlowEntity, AccessFlowVersionEntity } from '../access-flows/access-flow.entity.js';
import { AccessRequestEntity, ApprovalEntity } from '../access-requests/access-request.entity.js';
import { BreakGlassReviewEntity } from '../access-requests/break-glass-review.entity.js';
import { FavouriteEntity } from '../access-requests/favourite.entity.js';
import { ReviewAlarmEntity } from '../access-requests/review-alarm.entity.js';
import { AlarmMessageEntity } from '../alarms/alarm-message.entity.js';
import { AuditRowEntity } from '../audit/audit-row.entity.js';
import { BundleEntity } from '../bundles/bundle.entity.js';
import { AccountClaimEntity } from '../catalog/account-claim.entity.js';
import { IntegrationEntity } from '../catalog/integration.entity.js';
import { ResourceEntity } from '../catalog/resource.entity.js';
import { CertificateEntity } from '../certificates/certificate.entity.js';
import { ClockMarkEntity } from '../clock-watch/clock-mark.entity.js';
import { AutomaticMarkEntity } from '../automatic-access/automatic-mark.entity.js';
import { SignCallEntity } from '../connector-link/sign-call.entity.js';
import { ConnectorInstanceEntity } from '../connectors/connector-instance.entity.js';
import { ConnectorKeyEntity } from '../connectors/connector-key.entity.js';
import { ConnectorEntity } from '../connectors/connector.entity.js';
import { FlowProposalEntity } from '../flow-proposals/flow-proposal.entity.js';
import { DebtAlarmEntity } from '../grants/debt-alarm.entity.js';
import { ExtensionAlarmEntity } from '../grants/extension-alarm.entity.js';
import { GrantEntity, GrantExtensionEntity, GrantKeyEntity, GrantRenewalEntity } from '../grants/grant.entity.js';
import { ReceiptEntity, StandingFindingEntity } from '../grants/receipt.entity.js';
import { InstallationEntity } from '../identity/installation.entity.js';
import { PasswordEntity } from '../identity/password.entity.js';
import { PersonEntity } from '../identity/person.entity.js';
import { SessionEntity } from '../identity/session.entity.js';
import { TeamEntity, TeamMemberEntity } from '../identity/team.entity.js';
import { ShiftEntity, ShiftOverrideEntity, ShiftPersonEntity } from '../shifts/shift.entity.js';

type EntityClass = Extract<EntityTarget<ObjectLiteral>, abstract new (...args: never[]) => unknown>;

export const ENTITIES: EntityClass[] = [
  AccessFlowEntity,
  AccessFlowVersionEntity,
  AccessRequestEntity,
  ApprovalEntity,
  BreakGlassReviewEntity,
  FavouriteEntity,
  ReviewAlarmEntity,
  AlarmMessageEntity,
  AuditRowEntity,
  AutomaticMarkEntity,
  BundleEntity,
  AccountClaimEntity,
  IntegrationEntity,
  ResourceEntity,
  CertificateEntity,
  ClockMarkEntity,
  SignCallEntity,
  ConnectorInstanceEntity,
  ConnectorKeyEntity,
  ConnectorEntity,
  FlowProposalEntity,
  DebtAlarmEntity,
  ExtensionAlarmEntity,
  GrantEntity,
  GrantExtensionEntity,
  GrantKeyEntity,
  GrantRenewalEntity,
  ReceiptEntity,
  StandingFindingEntity,
  InstallationEntity,
  PasswordEntity,
  PersonEntity,
  SessionEntity,
  TeamEntity,
  TeamMemberEntity,
  ShiftEntity,
  ShiftPersonEntity,
  ShiftOverrideEntity,
];
