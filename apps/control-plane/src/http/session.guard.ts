/** Every call passes here: other sites are refused, the session is proved, the route's authority is asked for [I31], [I38]. */
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Fault } from '#access/fault.js';
import { Clock } from '../clock/clock.js';
import { ControlPlaneConfig } from '../config.js';
import { SessionsService } from '../identity/sessions.service.js';
import { AUTHORITY_KEY, type AuthorityName, type SignedIn } from './authority.js';
import { demandMetricsToken } from './metrics-token.js';
import { addressKey, type Rate, RATE_KEY, RateLimit } from './rate-limit.js';
import { refuseOtherSites } from './same-site.js';
import { sessionTokenOf } from './session-cookie.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

@Injectable()
export class SessionGuard implements CanActivate {
  private readonly limits = new Map<Rate, RateLimit>();

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
    private readonly config: ControlPlaneConfig,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { signedIn?: SignedIn }>();
    const authority = this.declared<AuthorityName>(AUTHORITY_KEY, context);
    if (!authority)
      throw new Error(`The route ${request.method} ${request.routeOptions.url ?? ''} names no authority.`);
    if (!SAFE_METHODS.has(request.method)) refuseOtherSites(request.headers, this.config.publicUrl);
    if (authority === 'signed-in' || authority === 'administrator') {
      request.signedIn = await this.prove(request);
      if (authority === 'administrator' && request.signedIn.role !== 'administrator') throw notAllowed();
    }
    if (authority === 'metrics') demandMetricsToken(request.headers, this.config.watching?.metricsToken);
    const rate = this.declared<Rate>(RATE_KEY, context);
    if (rate) this.limitOf(rate).take(request.signedIn?.personId ?? addressKey(request.ip));
    return true;
  }

  private declared<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }

  private async prove(request: FastifyRequest): Promise<SignedIn> {
    const token = sessionTokenOf(request);
    const session = token === undefined ? undefined : await this.sessions.prove(token);
    if (!session) throw notSignedIn();
    const { id: personId, displayName, role } = session.person;
    return { personId, displayName, role, sessionId: session.sessionId, ip: request.ip };
  }

  private limitOf(rate: Rate): RateLimit {
    const limit = this.limits.get(rate) ?? new RateLimit(this.clock, rate);
    this.limits.set(rate, limit);
    return limit;
  }
}

const notSignedIn = (): Fault =>
  new Fault('not-signed-in', 'You are not signed in, or your session has ended.', { hint: 'Sign in again.' });

const notAllowed = (): Fault =>
  new Fault('not-allowed', 'Only an administrator may do this.', { hint: 'Ask an administrator of Curfew.' });
