/** Every table of the control plane. Each feature's entity adds itself here, sorted by folder. */
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { AuditRowEntity } from '../audit/audit-row.entity.js';

type EntityClass = Extract<EntityTarget<ObjectLiteral>, abstract new (...args: never[]) => unknown>;

export const ENTITIES: EntityClass[] = [AuditRowEntity];
