/** Servers of the user's own (`--servers`): what the control plane and the connector are told of them at start. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.js';
import type { StartOptions } from './options.js';

const SECRET = 'servers.json';

export class OwnServers {
  private digest: string | undefined;

  constructor(
    private readonly servers: StartOptions['servers'],
    private readonly data: DataFolder,
  ) {}

  /**
   * Writes the login key as a file secret, and the file for CURFEW_PROVISION. A list that was taken before is not named
   * again, so that what an administrator has changed meanwhile stays.
   */
  write(): string {
    const connector = {
      name: 'local',
      enrolmentTokenFile: this.tokenFile,
      lost: !existsSync(this.data.in('connector')),
    };
    return this.data.writeSecret('provision.json', { connector, integration: this.integration() });
  }

  /** The control plane has taken it. */
  taken(): void {
    if (this.digest) this.data.writeSecret('servers-taken.json', { digest: this.digest });
  }

  /** For the connector's first start; undefined when it is enrolled. */
  enrolmentToken(): string | undefined {
    if (!existsSync(this.tokenFile)) return undefined;
    const token = readFileSync(this.tokenFile, 'utf8').trim();
    rmSync(this.tokenFile);
    return token;
  }

  private get tokenFile(): string {
    return this.data.in('enrolment-token');
  }

  private integration(): object | undefined {
    const { servers } = this;
    if (servers.kind !== 'given') return undefined;
    const { list, privateKey, passphrase, knownHosts, userGroups, defaultUser } = servers;
    this.data.writeSecret(join('secrets', SECRET), { base64_private_key: privateKey.toString('base64'), passphrase });
    const fields = {
      name: 'Servers',
      secret: { store: 'file', path: SECRET },
      servers: list,
      userGroups,
      knownHosts,
      defaultUser,
    };
    const digest = createHash('sha256').update(JSON.stringify(fields)).digest('hex');
    if (this.data.read<{ digest: string }>('servers-taken.json')?.digest === digest) return undefined;
    this.digest = digest;
    return fields;
  }
}
