import { Injectable } from '@nestjs/common';
import type { ExtensionPermit } from '#access/decide.js';
import type { AccessRequestId, GrantId } from '#access/ids.js';
import type { Actor } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import type { Transaction } from '../database/transactions.js';
import { GrantRecord } from './grant-record.js';
import { type GivenEnd, type GrantRow, GrantsStore } from './grants.store.js';
import { unprovedSince } from './unproved-extension.js';

/** Running grants are made longer in place, each time by a permit: nothing else moves an end later [I19]. */
@Injectable()
export class GrantExtensions {
  constructor(
    private readonly store: GrantsStore,
    private readonly record: GrantRecord,
    private readonly connectors: ConnectorsService,
    private readonly clock: Clock,
  ) {}

  /** The grant's row as it is now; null: there is none. */
  async find(tx: Transaction, id: GrantId): Promise<GrantRow | null> {
    return (await this.store.find(tx, [id]))[0] ?? null;
  }

  /** The grant's row, locked: until the transaction ends it neither ends nor is made longer by somebody else. */
  async held(tx: Transaction, id: GrantId): Promise<GrantRow | null> {
    return (await this.store.lock(tx, [id]))[0] ?? null;
  }

  /**
   * Moves the end and raises the generation of the connector, which is woken when the transaction commits.
   * @param grant its row, locked by this transaction
   * @param requestId the request for it, which is approved already
   */
  async extend(
    tx: Transaction,
    { terms }: ExtensionPermit,
    grant: GrantRow,
    requestId: AccessRequestId,
    actor: Actor,
  ): Promise<void> {
    const given = this.given(terms, grant);
    await this.store.addExtension(tx, { ...given, requestId });
    await this.move(tx, grant, given, actor, { extensionRequestId: requestId });
  }

  /** The same, by its flow, while its condition holds: nobody asks, so there is no request. @param grant its row, locked */
  async renew(tx: Transaction, { terms }: ExtensionPermit, grant: GrantRow, actor: Actor): Promise<void> {
    const given = this.given(terms, grant);
    await this.store.putRenewal(tx, given);
    await this.move(tx, grant, given, actor, {});
  }

  private given({ number, fromUntilMs, untilMs }: ExtensionPermit['terms'], { id: grantId }: GrantRow): GivenEnd {
    return { grantId, number, fromUntilAt: new Date(fromUntilMs), untilAt: new Date(untilMs), at: this.clock.now() };
  }

  private async move(
    tx: Transaction,
    grant: GrantRow,
    { number, fromUntilAt, untilAt }: GivenEnd,
    actor: Actor,
    about: { extensionRequestId?: AccessRequestId },
  ): Promise<void> {
    const generation = await this.connectors.raiseGeneration(tx, grant.connectorId);
    const extensionUnprovedSince = grant.extensionUnprovedSince ?? this.clock.now();
    const change = { untilAt, extended: number, extendedUntilAt: untilAt, extensionUnprovedSince, generation };
    await this.store.change(tx, [grant.id], { ...change, fault: null, retryAt: null });
    const ends = { from: fromUntilAt.toISOString(), until: untilAt.toISOString() };
    await this.record.write(tx, actor, 'grant.extended', grant, { ...about, number, ...ends });
  }

  /**
   * The site's own rules (ceiling of the connector, policy of the server) refused the last extension: the grant ends when it
   * was to end before. It counts as used.
   * @param grant its row, locked by this transaction
   */
  async takeBack(tx: Transaction, grant: GrantRow, fault: NonNullable<GrantRow['fault']>): Promise<void> {
    const last = await this.store.extension(tx, grant.id, grant.extended);
    if (last === null || last.untilAt.getTime() !== grant.untilAt.getTime()) return;
    const { id, name } = await this.connectors.get(grant.connectorId, tx);
    const generation = await this.connectors.raiseGeneration(tx, grant.connectorId);
    const extensionUnprovedSince = unprovedSince({ ...grant, untilAt: last.fromUntilAt }, this.clock.now());
    const change = { untilAt: last.fromUntilAt, extensionUnprovedSince, generation };
    await this.store.change(tx, [grant.id], { ...change, fault, retryAt: null });
    const { code, message } = fault;
    const until = last.fromUntilAt.toISOString();
    await this.record.write(tx, { kind: 'connector', id, name }, 'grant.extension-refused', grant, { code, message, until }); // prettier-ignore
  }
}
