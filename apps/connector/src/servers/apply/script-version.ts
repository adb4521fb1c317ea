import { Fault } from '#access/fault.js';
import type { GrantId } from '#access/ids.js';
import { NEWEST_REQUEST, REQUEST_VERSIONS, requestVersionFor } from '#host/request.js';
import { curfewHostVersion, requestVersionOf } from '#host/script.js';
import type { WantedServer } from '#host/wanted.js';
import type { FailedGrant } from './outcome.js';
import type { ServerMemory } from './server-memory.js';

/**
 * A script that is older than its connector, on a server where sudo does not let the connector replace it: what it can be told
 * is told in its version, the rest is held back.
 */

/** The version of requests that the script of a server knows. Its answers name it, so that after a restart the second try is understood. */
export const itsVersion = ({ found }: ServerMemory): number =>
  requestVersionOf(found.scriptVersion ?? '') ?? NEWEST_REQUEST;

/** Whether a grant was proved present by this connector's own journal. */
export type IsProved = (grantId: string) => boolean;

/** What the script can be told. One that knows no `hold` is told only what this connector itself knows to stand there. */
export const sayable = (wanted: WantedServer, memory: ServerMemory, isProved: IsProved): WantedServer => {
  const known = wanted.grants.filter((grant) => requestVersionFor(grant) <= itsVersion(memory));
  if (wanted.hold !== true || itsVersion(memory) >= REQUEST_VERSIONS.withHold) return { ...wanted, grants: known };
  const { hold: _, ...plain } = wanted;
  return { ...plain, grants: known.filter(({ grantId }) => isProved(grantId)) };
};

/** What it cannot be told, which is tried again until it can. */
export const heldBack = (wanted: WantedServer, memory: ServerMemory): FailedGrant[] =>
  wanted.grants
    .filter((grant) => requestVersionFor(grant) > itsVersion(memory))
    .map(({ grantId }) => ({ grantId: grantId as GrantId, fault: tooOld(memory), final: false }));

/** It knows not even the plainest request of now: nothing new is given by it; ends are tried all the same. */
export const isTooOld = (memory: ServerMemory): boolean => itsVersion(memory) < REQUEST_VERSIONS.plain;

export const tooOld = ({ found }: ServerMemory): Fault =>
  new Fault(
    'host-script-version',
    `curfew-host on the server (${found.scriptVersion}) is too old for its connector (${curfewHostVersion()}): this is not given there.`,
    { hint: 'Run on the server, as root: sh curfew-host install (see the page of the server).' },
  );
