import type { GrantId } from '#access/ids.js';

/** The one name inside a certificate that a server checks: `grant-<grant id>-<number of the key bound to it>` [I2]. */
export type Principal = string & { readonly __kind: 'principal' };

const PRINCIPAL = /^grant-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[1-9][0-9]{0,8}$/;

/** Whether a text is a grant's principal, and not a login name, a list or nothing. */
export const isPrincipal = (text: string): text is Principal => PRINCIPAL.test(text);

/**
 * @param keyNumber counts the keys bound to the grant, from 1
 * @throws RangeError if the id is no UUID in small letters or the number no positive integer: a mistake of the caller
 */
export function grantPrincipal(grantId: GrantId, keyNumber: number): Principal {
  const principal = `grant-${grantId}-${keyNumber}`;
  if (!isPrincipal(principal)) throw new RangeError('A principal needs a grant id and a key number from 1.');
  return principal;
}
