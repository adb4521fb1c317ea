import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { IntegrationId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import type { EditIntegration, NewIntegration } from './integrations.dto.js';
import { IntegrationsStore } from './integrations.store.js';
import type { IntegrationOwnersView } from './owners.dto.js';
import { OwnersLookup } from './owners-lookup.service.js';
import { OwnersNaming, ownerValueView } from './owners-naming.service.js';

/** What the tags of an integration's servers say about owners, and whom that names now. */
@Injectable()
export class IntegrationOwners {
  constructor(
    private readonly store: IntegrationsStore,
    private readonly lookup: OwnersLookup,
    private readonly naming: OwnersNaming,
    private readonly transactions: Transactions,
  ) {}

  /** @throws Fault not-found */
  async of(id: IntegrationId): Promise<IntegrationOwnersView> {
    const { reader } = this.transactions;
    if ((await this.store.findMany(reader, [id])).length === 0) {
      throw new Fault('not-found', 'There is no such integration.', { hint: 'Look under Integrations.' });
    }
    const found = await this.store.ownerValues(reader, id);
    const owners = await this.lookup.named(found, reader);
    const values = found.map(({ servers, ...value }) => ({ ...ownerValueView(value, owners), servers }));
    const isUnknown = (one: (typeof values)[number]): boolean => one.team === null && one.person === null;
    return { values: [...values.filter(isUnknown), ...values.filter((one) => !isUnknown(one))] };
  }

  /** @throws Fault input-invalid */
  refuseUnknown({ owners }: NewIntegration | EditIntegration): Promise<void> {
    return this.naming.refuseUnknown(owners, 'owners');
  }
}
