import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '#access/fault.js';
import { problemOf } from './problem.js';
import { RoutesServed } from './routes-served.js';

/** Answers every refused call as a problem, and writes to the log what the caller must not know. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  constructor(private readonly routes: RoutesServed) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent) return;
    const problem = this.routes.narrowed(problemOf(error), request, reply);
    if (problem.status >= 500)
      this.log.error(this.described(error, request), error instanceof Error ? error.stack : '');
    else if (error instanceof Fault && error.detail)
      this.log.warn(`${this.described(error, request)} (${error.detail})`);
    if (problem.status === 429) reply.header('retry-after', /\d+/.exec(problem.hint ?? '')?.[0] ?? '60');
    void reply.code(problem.status).header('cache-control', 'no-store').type('application/problem+json').send(problem);
  }

  private described(error: unknown, request: FastifyRequest): string {
    const said = error instanceof Error ? error.message : String(error);
    return `${request.method} ${request.routeOptions?.url ?? 'unknown route'}: ${said}`;
  }
}
