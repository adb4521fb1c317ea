/** Who may call a route. Default-deny: a handler without a declared authority is refused when the program starts [I31]. */
import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { PersonId } from '#access/ids.js';
import type { Actor, Author } from '../audit/audit.service.js';

/**
 * `anyone`: no session (sign-in, health). `signed-in`: any enabled person. `administrator`. `connector`: no session; the
 * handler itself proves the connector by token or signature. `metrics`: no session; the guard asks for the metrics token.
 */
export type AuthorityName = 'anyone' | 'signed-in' | 'administrator' | 'connector' | 'metrics';

export const AUTHORITY_KEY = 'curfew:authority';

export const Authority = (name: AuthorityName) => SetMetadata(AUTHORITY_KEY, name);

/** A person whose session was proved for this call. Only the session guard makes one. */
export interface SignedIn {
  readonly personId: PersonId;
  readonly displayName: string;
  readonly role: 'administrator' | 'member';
  readonly sessionId: string;
  readonly ip: string;
}

/** The signed-in person as the actor of audit rows. */
export const actorOf = (me: SignedIn): Actor => ({ kind: 'person', id: me.personId, name: me.displayName, ip: me.ip });

/** The signed-in person as the author of an edit that counts at once. */
export const authorOf = (me: SignedIn): Author => ({ actor: actorOf(me), personId: me.personId });

/** Parameter of a handler: the signed-in person. The guard has put it on the request. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const { signedIn } = context.switchToHttp().getRequest<{ signedIn?: SignedIn }>();
  if (!signedIn) throw new Error('A handler that takes @Me() needs the authority signed-in or administrator.');
  return signedIn;
});
