import { Injectable } from '@nestjs/common';
import { ownerValuesOf } from '#access/owners.js';
import type { ResourceId } from '#access/ids.js';
import type { PeopleOrTeams } from '#access/person.js';
import { Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { CatalogRecorder } from './catalog-recorder.js';
import type { ServerOwnersView } from './owners.dto.js';
import { OwnersLookup } from './owners-lookup.service.js';
import { OwnersNaming, ownerValueView } from './owners-naming.service.js';
import { noSuchServer } from './servers-administration.service.js';
import { ServersStore } from './servers.store.js';

/** Who owns one server, and why. */
@Injectable()
export class ServerOwners {
  constructor(
    private readonly store: ServersStore,
    private readonly lookup: OwnersLookup,
    private readonly naming: OwnersNaming,
    private readonly transactions: Transactions,
    private readonly record: CatalogRecorder,
  ) {}

  /** @throws Fault not-found */
  async of(id: ResourceId): Promise<ServerOwnersView> {
    const { reader } = this.transactions;
    const server = await this.store.find(reader, id);
    if (!server) throw noSuchServer();
    const values = ownerValuesOf(server.tags, server.integration.ownerTags);
    const found = await this.lookup.named(values, reader);
    const nameOf = await this.naming.of([server.owners, server.integration.owners]);
    return {
      named: nameOf(server.owners),
      byTag: values.map((value) => ownerValueView(value, found)),
      integration: nameOf(server.integration.owners),
    };
  }

  /** Names the owners of one server, beside those whom its tags name. @throws Fault not-found, input-invalid */
  async name(me: SignedIn, id: ResourceId, owners: PeopleOrTeams): Promise<void> {
    await this.naming.refuseUnknown(owners, '');
    await this.transactions.run(async (tx) => {
      const [server] = await this.store.lock(tx, [id]);
      if (!server) throw noSuchServer();
      const after = { personIds: owners.personIds, teamIds: owners.teamIds };
      await this.store.change(tx, [id], { owners: after });
      await this.record.server(tx, actorOf(me), 'server.owners-named', server, { before: server.owners, after });
    });
  }
}
