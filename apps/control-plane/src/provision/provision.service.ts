/** Makes what a file names when the control plane starts, so that an installation needs no clicks before it has servers. */
import { Injectable } from '@nestjs/common';
import { rmSync, writeFileSync } from 'node:fs';
import type { ConnectorId, IntegrationId } from '#access/ids.js';
import type { Actor } from '../audit/audit.service.js';
import { IntegrationsAdministration } from '../catalog/integrations-administration.service.js';
import { IntegrationsReading } from '../catalog/integrations-reading.service.js';
import { ConnectorsAdministration } from '../connectors/connectors-administration.service.js';
import { ConnectorsReading } from '../connectors/connectors-reading.service.js';
import { ControlPlaneConfig } from '../config.js';
import { type Provision, readEditIntegration, readNewIntegration, readProvision } from './provision-file.js';

const BY: Actor = { kind: 'system', name: 'start of the control plane' };

@Injectable()
export class ProvisionService {
  constructor(
    private readonly config: ControlPlaneConfig,
    private readonly connectors: ConnectorsAdministration,
    private readonly connectorsSeen: ConnectorsReading,
    private readonly integrations: IntegrationsAdministration,
    private readonly integrationsSeen: IntegrationsReading,
  ) {}

  /** Does what the file says; a second time it changes nothing that is so already. @throws Fault */
  async carryOut(): Promise<void> {
    if (this.config.provisionFile === undefined) return;
    const { connector, integration } = readProvision(this.config.provisionFile);
    const connectorId = await this.connector(connector);
    if (integration) await this.integration(integration, connectorId);
  }

  private async connector({ name, enrolmentTokenFile, lost = false }: Provision['connector']): Promise<ConnectorId> {
    const { items } = await this.connectorsSeen.page({ search: name, limit: 200, offset: 0 });
    const found = items.find((connector) => connector.name === name);
    if (!found) {
      const { id, token } = await this.connectors.add(BY, name);
      writeToken(enrolmentTokenFile, token);
      return id;
    }
    const id = found.id as ConnectorId;
    if (!found.enrolled || lost) writeToken(enrolmentTokenFile, await this.connectors.freshToken(BY, id));
    return id;
  }

  private async integration(fields: { name: string }, connectorId: ConnectorId): Promise<void> {
    const { items } = await this.integrationsSeen.page({ search: fields.name, limit: 200, offset: 0 });
    const found = items.find(({ name }) => name === fields.name);
    if (!found) await this.integrations.add(BY, await readNewIntegration({ ...fields, connectorId }));
    else await this.integrations.edit(BY, found.id as IntegrationId, await readEditIntegration(fields));
  }
}

/** A new file each time, so that an older one's mode never counts. */
function writeToken(path: string, token: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, `${token}\n`, { mode: 0o600, flag: 'wx' });
}
