import { Fault } from '#access/fault.js';
import type { ConnectorId } from '#access/ids.js';
import type { Order, OrderedGrant } from '#protocol/order.js';
import type { OrderEntry } from './entries.js';

/** What to do with an order: journal it, leave it (it says nothing new), or ask for what is missing in between. */
export type OrderVerdict =
  { kind: 'take'; entry: OrderEntry } | { kind: 'known' } | { kind: 'gap' } | { kind: 'refused'; fault: Fault };

/** What the connector holds already. */
export interface OrderHolder {
  connectorId: ConnectorId;
  /** null: no order yet. */
  generation: number | null;
}

/**
 * Decides on an order by its envelope [I37]: only for this connector, never older than what is held, never with a gap.
 * Losing, doubling or reordering orders changes nothing in the end [I22]: a lost one shows as a gap, the others as known.
 */
export const judgeOrder = (holder: OrderHolder, order: Order): OrderVerdict => {
  if (order.connectorId !== holder.connectorId) {
    return { kind: 'refused', fault: new Fault('link-refused', 'An order for another connector came over the link.') };
  }
  const held = holder.generation;
  if (held !== null && order.generation <= held) return { kind: 'known' };
  if (order.since !== null && (held === null || order.since > held)) return { kind: 'gap' };
  if (order.since !== null && order.since > order.generation) return { kind: 'gap' };
  const times = order.grants.find((grant) => !hasTimes(grant));
  if (times !== undefined) {
    const detail = `grant ${times.grantId} from ${times.fromIso} until ${times.untilIso}`;
    return {
      kind: 'refused',
      fault: new Fault('input-invalid', 'An order holds a grant without proper times.', { detail }),
    };
  }
  return { kind: 'take', entry: entryOf(order) };
};

const hasTimes = (grant: OrderedGrant): boolean =>
  [grant.fromIso, grant.untilIso, grant.finishUntilIso ?? grant.untilIso].every((time) =>
    Number.isFinite(Date.parse(time)),
  );

const entryOf = (order: Order): OrderEntry => ({
  kind: 'order',
  generation: order.generation,
  since: order.since,
  integrations: order.integrations.map((integration) => ({ ...integration })),
  servers: order.servers.map((server) => ({ ...server })),
  grants: order.grants.map((grant) => ({ ...grant })),
});
