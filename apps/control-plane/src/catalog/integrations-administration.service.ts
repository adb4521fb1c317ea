import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ConnectorId, IntegrationId } from '#access/ids.js';
import { NO_OWNERS } from '#access/owners.js';
import type { PeopleOrTeams } from '#access/person.js';
import { parseKnownHosts } from '#ssh/known-hosts.js';
import type { Actor } from '../audit/audit.service.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { CatalogRecorder } from './catalog-recorder.js';
import { ConnectorMove } from './connector-move.js';
import type { IntegrationEntity } from './integration.entity.js';
import { type EditIntegration, type NewIntegration, readGroups, readSecret } from './integrations.dto.js';
import { readOwnerTags } from './owners.dto.js';
import { readSudoRoles } from './sudo-roles.dto.js';
import { IntegrationsStore } from './integrations.store.js';
import { ListTaking } from './list-taking.service.js';
import { DEFAULT_USER, readServersList } from './servers-list.js';

const notFound = (): Fault =>
  new Fault('not-found', 'There is no such integration.', { hint: 'Look under Integrations.' });

/** What administrators do with integrations. Whatever a change takes away from people ends for them first. */
@Injectable()
export class IntegrationsAdministration {
  constructor(
    private readonly store: IntegrationsStore,
    private readonly lists: ListTaking,
    private readonly moves: ConnectorMove,
    private readonly transactions: Transactions,
    private readonly record: CatalogRecorder,
  ) {}

  /** @throws Fault servers-list-invalid, input-invalid, name-taken, not-found (connector) */
  add(by: Actor, input: NewIntegration): Promise<IntegrationId> {
    const defaultUser = input.defaultUser ?? DEFAULT_USER;
    const servers = readServersList(input.servers, defaultUser);
    const userGroups = readGroups(input.userGroups ?? []);
    const sudoRoles = readSudoRoles(input.sudoRoles ?? [], userGroups);
    const ownership = { owners: ownersOf(input) ?? NO_OWNERS, ownerTags: readOwnerTags(input.ownerTags ?? []) };
    const secret = readSecret(input.secret);
    const customAccessDetails = detailsOf(input, null);
    const fields = {
      name: input.name,
      secret,
      defaultUser,
      servers,
      userGroups,
      sudoRoles,
      customAccessDetails,
      ...ownership,
    };
    return this.transactions.run(async (tx) => {
      await this.refuseTakenName(tx, input.name, null);
      const connectorId = input.connectorId as ConnectorId;
      const generation = await this.moves.enter(tx, connectorId);
      const id = await this.store.add(tx, { ...fields, connectorId, generation });
      const integration = await this.lock(tx, id);
      const list = { entries: servers, knownHosts: knownHostsOf(input.knownHosts), actor: by };
      const taken = await this.lists.take(tx, integration, list);
      await this.record.integration(tx, by, 'integration.added', integration, { ...taken, ...ownership });
      return id;
    });
  }

  /** Changes what is given and leaves the rest. @throws Fault as add, and conflict when servers still hang on the connector */
  edit(by: Actor, id: IntegrationId, input: EditIntegration): Promise<void> {
    return this.transactions.run(async (tx) => {
      const before = await this.lock(tx, id);
      const after = edited(before, input);
      if (after.name !== before.name) await this.refuseTakenName(tx, after.name, id);
      if (after.connectorId !== before.connectorId) await this.moves.move(tx, before, after.connectorId);
      const generation = await this.moves.enter(tx, after.connectorId);
      const { name, connectorId, secret, defaultUser, servers, userGroups, sudoRoles, owners, ownerTags } = after;
      const secretFault = sameJson(secret, before.secret) ? before.secretFault : null;
      const { customAccessDetails } = after;
      const parts = {
        name,
        connectorId,
        secret,
        defaultUser,
        servers,
        userGroups,
        sudoRoles,
        owners,
        ownerTags,
        customAccessDetails,
      };
      await this.store.change(tx, id, { ...parts, secretFault, generation });
      const list = { entries: servers, knownHosts: knownHostsOf(input.knownHosts), actor: by };
      await this.lists.withdrawPermissions(tx, before, after, by);
      const taken = await this.lists.take(tx, after, list);
      const fields = Object.entries(input)
        .filter(([, value]) => value !== undefined)
        .map(([field]) => field);
      await this.record.integration(tx, by, 'integration.edited', after, {
        ...taken,
        fields,
        ...ownershipGiven(input, before, after),
      });
    });
  }

  /** Grants on its servers end first; it is gone when their end is proved or written off. */
  remove(me: SignedIn, id: IntegrationId): Promise<void> {
    return this.transactions.run(async (tx) => {
      const integration = await this.lock(tx, id);
      const generation = await this.moves.enter(tx, integration.connectorId);
      await this.store.change(tx, id, { deletedAt: this.record.now() });
      const taken = await this.lists.take(tx, integration, { entries: [], knownHosts: null, actor: actorOf(me) });
      await this.store.forgetEmptied(tx, [id], generation);
      await this.record.integration(tx, actorOf(me), 'integration.deleted', integration, { servers: taken.left });
    });
  }

  /** Asks the connector to read the secret and look at all servers now. */
  refresh(me: SignedIn, id: IntegrationId): Promise<void> {
    return this.transactions.run(async (tx) => {
      const integration = await this.lock(tx, id);
      await this.store.change(tx, id, { looksWanted: integration.looksWanted + 1 });
      await this.record.wakeConnector(tx, integration.connectorId);
      await this.record.integration(tx, actorOf(me), 'integration.refreshed', integration);
    });
  }

  private async lock(tx: Transaction, id: IntegrationId): Promise<IntegrationEntity> {
    const integration = await this.store.lock(tx, id);
    if (!integration) throw notFound();
    return integration;
  }

  private async refuseTakenName(tx: Transaction, name: string, except: IntegrationId | null): Promise<void> {
    if (!(await this.store.nameTaken(tx, name, except))) return;
    throw new Fault('name-taken', `There is an integration named ${name} already.`, {
      hint: 'Choose another name.',
      fields: [{ path: 'name', reason: 'is taken' }],
    });
  }
}

/** A list that is sent again counts with its own default user; else a new default user leaves the servers as they are. */
function edited(before: IntegrationEntity, input: EditIntegration): IntegrationEntity {
  const defaultUser = input.defaultUser ?? before.defaultUser;
  const userGroups = input.userGroups === undefined ? before.userGroups : readGroups(input.userGroups);
  return {
    ...before,
    name: input.name ?? before.name,
    connectorId: (input.connectorId as ConnectorId | undefined) ?? before.connectorId,
    secret: input.secret === undefined ? before.secret : readSecret(input.secret),
    defaultUser,
    servers: input.servers === undefined ? before.servers : readServersList(input.servers, defaultUser),
    userGroups,
    sudoRoles: readSudoRoles(input.sudoRoles ?? before.sudoRoles, userGroups),
    owners: ownersOf(input) ?? before.owners,
    ownerTags: input.ownerTags === undefined ? before.ownerTags : readOwnerTags(input.ownerTags),
    customAccessDetails: detailsOf(input, before.customAccessDetails),
  };
}

const ownersOf = ({ owners }: EditIntegration): PeopleOrTeams | undefined =>
  owners && { personIds: owners.personIds, teamIds: owners.teamIds };

/** What is said, without blank lines around it; blank says: none. */
const detailsOf = ({ customAccessDetails: said }: EditIntegration, before: string | null): string | null =>
  said === undefined ? before : said?.trim() || null;

/** Who could approve before and who can now, for the audit. */
const ownershipGiven = (
  input: EditIntegration,
  before: IntegrationEntity,
  after: IntegrationEntity,
): Record<string, unknown> => ({
  ...(input.owners && { owners: { before: before.owners, after: after.owners } }),
  ...(input.ownerTags && { ownerTags: { before: before.ownerTags, after: after.ownerTags } }),
});

const knownHostsOf = (text: string | undefined) => (text?.trim() ? parseKnownHosts(text) : null);

const sameJson = (one: object, other: object): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
