import { Injectable } from '@nestjs/common';
import type { GrantId, ResourceId } from '#access/ids.js';
import type { Resource } from '../catalog/resource.js';
import { ResourcesService } from '../catalog/resources.service.js';
import { Transactions } from '../database/transactions.js';
import { GrantKeys } from '../grants/grant-keys.service.js';
import { noSuchGrant } from '../grants/grant-returns.service.js';
import { GrantsList } from '../grants/grants-list.service.js';
import type { GrantView } from '../grants/grants.view.js';
import type { SignedIn } from '../http/authority.js';
import type { AccessDetailsView, CertifiedKey } from './access-details.view.js';
import { CertificatesStore } from './certificates.store.js';
import { certificateFileNameOf, keyFileNameOf, knownHostsText, sshCommand, sshConfig } from './ssh-texts.js';

/** How a person logs in with his own grant. Nobody else is shown that, not even an administrator. */
@Injectable()
export class AccessDetails {
  constructor(
    private readonly grants: GrantsList,
    private readonly keys: GrantKeys,
    private readonly store: CertificatesStore,
    private readonly resources: ResourcesService,
    private readonly transactions: Transactions,
  ) {}

  /** @throws Fault not-found, also for a grant of somebody else */
  async of(me: SignedIn, id: GrantId): Promise<AccessDetailsView> {
    const grant = await this.grants.get(me, id);
    if (grant.person.id !== me.personId) throw noSuchGrant();
    const [[resource], key] = await Promise.all([
      this.resources.find([grant.resource.id as ResourceId]),
      this.certifiedKey(id),
    ]);
    if (!resource) throw noSuchGrant();
    return { ...textsOf(grant, resource), grant, key };
  }

  private async certifiedKey(id: GrantId): Promise<CertifiedKey | null> {
    const { reader } = this.transactions;
    const key = await this.keys.current(reader, id);
    const certificate = key && (await this.store.newest(reader, id, key.number));
    if (!key || !certificate) return null;
    const { line, validBefore, serial } = certificate;
    return {
      number: key.number,
      fingerprint: key.fingerprint,
      certificate: line,
      validBefore: validBefore.toISOString(),
      serial,
    };
  }
}

const textsOf = (grant: GrantView, resource: Resource): Omit<AccessDetailsView, 'grant' | 'key'> => {
  const { name: serverName, host, port } = resource;
  const login = { grantId: grant.id, serverName, host, port, account: grant.account };
  const knownHosts = knownHostsText(login, resource.confirmedFingerprint, resource.hostKeys);
  return {
    command: sshCommand(login),
    sshConfig: sshConfig(login),
    knownHosts,
    keyFileName: keyFileNameOf(login),
    certificateFileName: certificateFileNameOf(login),
    hostKeyConfirmed: knownHosts !== '',
    customAccessDetails: resource.customAccessDetails,
  };
};
