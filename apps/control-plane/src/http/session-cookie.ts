/**
 * The session's cookie. The `__Host-` prefix makes browsers refuse it without Secure, with a Domain or from a plain http
 * site other than localhost: no other host can set or read it. RFC 6265bis, section 4.1.3.
 */
import '@fastify/cookie';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../identity/sign-in.service.js';

export const SESSION_COOKIE = '__Host-curfew';

const ATTRIBUTES = { httpOnly: true, secure: true, sameSite: 'strict', path: '/' } as const;

export const sessionTokenOf = (request: FastifyRequest): string | undefined => {
  const token = request.cookies[SESSION_COOKIE];
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined;
};

/** Gives the browser the session. Without Max-Age: it forgets it when it is closed. */
export const setSessionCookie = (reply: FastifyReply, token: string): void => {
  reply.setCookie(SESSION_COOKIE, token, ATTRIBUTES);
};

export const clearSessionCookie = (reply: FastifyReply): void => {
  reply.clearCookie(SESSION_COOKIE, ATTRIBUTES);
};

/** Parameter of a handler: where the call comes from, for those who begin a session. */
export const CallerOf = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { ip: request.ip, formerToken: sessionTokenOf(request) };
});
