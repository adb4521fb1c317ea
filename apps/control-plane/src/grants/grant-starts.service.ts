import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { GrantPermit } from '#access/decide.js';
import { Fault } from '#access/fault.js';
import type { AccessRequestId, GrantId } from '#access/ids.js';
import { groupsOf } from '#access/resource.js';
import type { CertificateExtension } from '#protocol/order.js';
import type { Actor } from '../audit/audit.service.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import type { Transaction } from '../database/transactions.js';
import { GrantRecord } from './grant-record.js';
import { type GrantRow, GrantsStore } from './grants.store.js';
import { startPlace, type StartPlace } from './start-place.js';

/** What a certificate allows: a terminal; ports only where the flow lets them through [I3]. */
const extensionsOf = (allowsForwarding: boolean): CertificateExtension[] =>
  allowsForwarding ? ['permit-port-forwarding', 'permit-pty'] : ['permit-pty'];

/** Grants begin, each by a permit. */
@Injectable()
export class GrantStarts {
  constructor(
    private readonly store: GrantsStore,
    private readonly record: GrantRecord,
    private readonly connectors: ConnectorsService,
  ) {}

  /** Call it first in a transaction that may start a grant: nothing is withdrawn in the meantime. */
  prepare(tx: Transaction): Promise<void> {
    return this.store.holdWithdrawals(tx);
  }

  /** Writes the grant and raises the generation of its connector, which is woken when the transaction commits. */
  async start(tx: Transaction, permit: GrantPermit, requestId: AccessRequestId, actor: Actor): Promise<GrantId> {
    const { terms } = permit;
    const place = await startPlace(tx, terms.personId, terms.resourceId);
    if (!place) throw new Fault('not-found', 'There is no such server, or no such person.');
    if (place.isOfAnother && !place.adopt) throw accountOfAnother(place);
    const generation = await this.connectors.raiseGeneration(tx, place.connectorId);
    const grant = newGrant(permit, place, { requestId, generation });
    await this.store.add(tx, grant);
    await this.record.write(tx, actor, 'grant.started', grant, {
      server: place.server,
      from: grant.fromAt.toISOString(),
      until: grant.untilAt.toISOString(),
      adopt: place.adopt,
      ...(grant.automaticFlowId && { flow: terms.flow.name, flowVersion: terms.flow.version }),
      ...(grant.sudoRoles.length > 0 && { sudoRoles: grant.sudoRoles }),
      ...(grant.finishUntil && { sessionsMayFinishUntil: grant.finishUntil.toISOString() }),
    });
    return grant.id;
  }
}

/** An account outlives its grants: after a change of names it still is the one of the person before, home and all [I28]. */
const accountOfAnother = ({ account, server }: StartPlace): Fault =>
  new Fault('account-exists', `The account ${account} on ${server} is that of another person.`, {
    hint: 'An administrator gives the person another account name, or says on the page of the server that it is the same person.',
  });

const finishUntilOf = ({ flow: { finishWithinSeconds }, untilMs }: GrantPermit['terms']): Date | null =>
  finishWithinSeconds === null ? null : new Date(untilMs + finishWithinSeconds * 1000);

const NOTHING_PROVED = {
  activeAt: null,
  provedUntilAt: null,
  provedUntilGeneration: null,
  extensionUnprovedSince: null,
  provedAt: null,
};

const newGrant = (
  { terms }: GrantPermit,
  { connectorId, account, adopt }: StartPlace,
  { requestId, generation }: Pick<GrantRow, 'requestId' | 'generation'>,
): GrantRow => ({
  id: randomUUID() as GrantId,
  requestId,
  personId: terms.personId,
  resourceId: terms.resourceId,
  connectorId,
  flowVersionId: terms.flow.versionId,
  automaticFlowId: terms.flow.trigger === 'condition' ? terms.flow.flowId : null,
  account,
  adopt,
  permissions: [...terms.permissions],
  groups: groupsOf(terms.permissions, terms.sudoRoles),
  sudoRoles: [...terms.sudoRoles],
  extensions: extensionsOf(terms.flow.allowsForwarding),
  finishUntil: finishUntilOf(terms),
  finishingSessions: null,
  sessionsEndedAt: null,
  state: 'granting',
  cause: null,
  fromAt: new Date(terms.fromMs),
  untilAt: new Date(terms.untilMs),
  extended: 0,
  extendedUntilAt: null,
  ...NOTHING_PROVED,
  endingAt: null,
  keyNumber: 1,
  generation,
  startGeneration: generation,
  endGeneration: null,
  fault: null,
  retryAt: null,
  writtenOffAt: null,
  writtenOffById: null,
  writtenOffReason: null,
});
