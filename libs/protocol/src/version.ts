/**
 * History of the link between connector and control plane. A connector that is older than OLDEST_PROTOCOL is refused with the
 * words "update the connector".
 *   1 (2026-11): first version: challenge, hello, order, sign, look, receipts.
 *   2 (2026-11): a connector of this version is asked its time again and again (tell-clock) and answers (clock).
 *   3 (2026-11): sudo roles in orders and receipts. An older connector is served as long as it is ordered none.
 *   4 (2026-11): a connector tells the digest of its ceiling and is told the newest generation in the welcome. Several instances with a key each may dial for one connector.
 *   5 (2026-11): sessions that may finish, in orders and receipts. An older connector is not told, and ends them with their grant.
 *   6 (2026-11): grants whose end was moved later by a new approval. An older connector is served as long as it is ordered none.
 *   7 (2026-11): receipts that say the end that the server holds, and ends that were moved more than 1,000 times. An older connector is not
 *     told to say it, and is served as long as it is ordered none.
 */
export const PROTOCOL_VERSION = 7;
export const OLDEST_PROTOCOL = 1;
/** From this version on a connector knows `tell-clock`. */
export const TELLS_CLOCK_SINCE = 2;
/** From this version on a connector knows sudo roles. */
export const SUDO_SINCE = 3;
/** From this version on several instances of one connector work side by side: the ceiling stands in the hello, the generation in the welcome. */
export const INSTANCES_SINCE = 4;
/** From this version on a connector knows sessions that may finish. */
export const FINISH_SINCE = 5;
/** From this version on a connector moves the end of a grant later when it was extended. */
export const EXTENDED_SINCE = 6;
/** From this version on a connector says in its receipts which end a server holds. */
export const TELLS_END_SINCE = 7;

/** Path of the WebSocket that a connector dials. */
export const LINK_PATH = '/api/connector-link';
/** Close code after `refused`: the connector must not simply try again at once. */
export const LINK_REFUSED_CODE = 4403;
/** Largest message on the link, bytes. A complete order for thousands of servers fits. */
export const LINK_MAX_BYTES = 16 * 1024 * 1024;
