/** Every table of the control plane. Each feature's entity adds itself here, sorted by folder. */
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { AuditRowEntity } from '../audit/audit-row.entity.js';
import { AccountClaimEntity } from '../catalog/account-claim.entity.js';
import { IntegrationEntity } from '../catalog/integration.entity.js';
import { ResourceEntity } from '../catalog/resource.entity.js';
import { SignCallEntity } from '../connector-link/sign-call.entity.js';
import { ConnectorInstanceEntity } from '../connectors/connector-instance.entity.js';
import { ConnectorEntity } from '../connectors/connector.entity.js';

type EntityClass = Extract<EntityTarget<ObjectLiteral>, abstract new (...args: never[]) => unknown>;

export const ENTITIES: EntityClass[] = [
  AuditRowEntity,
  AccountClaimEntity,
  IntegrationEntity,
  ResourceEntity,
  SignCallEntity,
  ConnectorInstanceEntity,
  ConnectorEntity,
];
