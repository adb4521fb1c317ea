import { Injectable } from '@nestjs/common';
import type { ConnectorId } from '#access/ids.js';
import { type Actor, AuditService } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';

type Detail = Record<string, unknown>;
interface Named {
  id: string;
  name: string;
}

/** Writes the one audit row of a change in the catalog, and wakes who looks at it. */
@Injectable()
export class CatalogRecorder {
  constructor(
    private readonly audit: AuditService,
    private readonly wakeUps: WakeUps,
    private readonly clock: Clock,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  async integration(
    tx: Transaction,
    actor: Actor,
    action: string,
    { id, name }: Named,
    detail: Detail = {},
  ): Promise<void> {
    await this.audit.record(tx, actor, { action, object: { kind: 'integration', id, name }, detail });
    this.wakeUps.send(tx, 'integrations', 'servers', 'connectors');
  }

  async server(tx: Transaction, actor: Actor, action: string, { id, name }: Named, detail: Detail = {}): Promise<void> {
    await this.audit.record(tx, actor, { action, object: { kind: 'server', id, name }, detail });
    this.wakeUps.send(tx, 'servers', 'integrations');
  }

  /** For what the connector is to see though its order did not change. */
  async wakeConnector(tx: Transaction, connectorId: ConnectorId): Promise<void> {
    this.wakeUps.send(tx, `order:${connectorId}`);
  }
}
