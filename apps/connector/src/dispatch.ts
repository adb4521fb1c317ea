import type { Logger } from 'pino';
import { Fault } from '#access/fault.js';
import { faultReportOf } from '#protocol/fault-report.js';
import { type FromConnector, SignRefused, Signed, Taken } from '#protocol/from-connector.js';
import type { FromControlPlane, Sign } from '#protocol/from-control-plane.js';
import type { Order, OrderedIntegration } from '#protocol/order.js';
import type { ConnectorIdentity } from './enrol/enrol.js';
import type { Journal } from './journal/journal.js';
import { judgeOrder } from './journal/take-order.js';
import type { Fleet } from './servers/fleet.js';
import type { Signer } from './signer/signer.js';

/** What messages of the control plane set in motion. */
export interface DispatchParts {
  identity: ConnectorIdentity;
  journal: Journal;
  fleet: Fleet;
  signer: Signer;
  log: Logger;
}

export interface DispatchLink {
  send(message: FromConnector): boolean;
  redial(reason: Fault): void;
}

/** Takes each message to the part that it is for. Orders go one after the other; certificates do not wait for them. */
export class Dispatch {
  private orders: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: DispatchParts,
    private readonly link: DispatchLink,
  ) {}

  receive(message: FromControlPlane): void {
    switch (message.type) {
      case 'order':
        this.orders = this.orders.then(() => this.take(message)).catch((error: unknown) => this.failed(error));
        return;
      case 'sign':
        void this.sign(message);
        return;
      case 'look':
        return this.parts.fleet.look(message.integrationId);
      case 'receipt-stored':
        this.parts.journal
          .commit({ kind: 'receipts-stored', receiptIds: message.receiptIds })
          .then(() => this.parts.fleet.wake())
          .catch((error: unknown) => this.failed(error));
    }
  }

  /** Waits until the orders that came are in the journal. */
  settled(): Promise<void> {
    return this.orders;
  }

  private async take(order: Order): Promise<void> {
    const { journal, identity, fleet, log } = this.parts;
    const verdict = judgeOrder({ connectorId: identity.connectorId, generation: journal.state.generation }, order);
    if (verdict.kind === 'refused') {
      log.error({ code: verdict.fault.code, detail: verdict.fault.detail }, verdict.fault.message);
      return;
    }
    if (verdict.kind === 'gap') return this.link.redial(new Fault('conflict', 'An order was lost on the way.'));
    const edited = editedIn(order, journal);
    if (verdict.kind === 'take') {
      await journal.commit(verdict.entry);
      log.info({ generation: order.generation, complete: order.since === null }, 'order taken');
    }
    this.link.send(taken(journal.state.generation ?? 0));
    if (verdict.kind !== 'take') return;
    for (const { integrationId } of edited) fleet.look(integrationId);
    fleet.wake();
  }

  private async sign({ callId, grantId, keyNumber, publicKey }: Sign): Promise<void> {
    try {
      await this.orders;
      const certificate = await this.parts.signer.sign({ grantId, keyNumber, publicKey });
      this.parts.log.info({ grantId, keyNumber }, 'certificate signed');
      this.link.send(Object.assign(new Signed(), { type: 'signed' as const, callId, certificate }));
    } catch (error) {
      const fault = error instanceof Fault ? error : new Fault('internal-error', 'The connector could not sign.');
      this.parts.log.warn({ grantId, code: fault.code, detail: fault.detail }, fault.message);
      this.link.send(
        Object.assign(new SignRefused(), { type: 'sign-refused' as const, callId, fault: faultReportOf(fault) }),
      );
    }
  }

  private failed(error: unknown): void {
    const fault =
      error instanceof Fault
        ? error
        : new Fault('internal-error', 'A message of the control plane could not be taken in.');
    this.parts.log.error({ code: fault.code, detail: fault.detail, err: error }, fault.message);
    // Told everything again on the next link, it tries again.
    this.link.redial(fault);
  }
}

/** Integrations with another secret, other Linux groups or other sudo roles than before: what the last look at their servers said no longer holds. */
const editedIn = ({ integrations }: Order, { state }: Journal): OrderedIntegration[] =>
  integrations.filter((integration) => {
    const known = state.integrations.get(integration.integrationId);
    return known !== undefined && lookedFor(known) !== lookedFor(integration);
  });

const lookedFor = ({ secret, userGroups, sudoRoles = [] }: OrderedIntegration): string =>
  JSON.stringify([secret, userGroups, sudoRoles]);

const taken = (generation: number): Taken => Object.assign(new Taken(), { type: 'taken' as const, generation });
