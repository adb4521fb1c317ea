import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, type Problem } from './problem.js';
import { MethodNotAllowedException } from '@nestjs/common';

export interface RouteServed {
  readonly method: string;
  /** As Fastify writes it: `/api/people/:id`. */
  readonly url: string;
}

/** The routes that the server really serves, written down as they are added. */
@Injectable()
export class RoutesServed {
  readonly all: RouteServed[] = [];

  watch(server: FastifyInstance): void {
    server.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) this.all.push({ method: one, url });
    });
  }

  /** "There is nothing here" becomes "not this kind of call" where the address takes other kinds. */
  narrowed(problem: Problem, request: FastifyRequest, reply: FastifyReply): Problem {
    if (problem.status !== 404 || !request.is404) return problem;
    const [path] = request.url.split('?');
    const methods = this.all
      .filter(({ url }) => url.startsWith('/api/') && matches(url, path))
      .map(({ method }) => method);
    if (methods.length === 0) return problem;
    reply.header('allow', [...new Set(methods)].join(', '));
    return problemOf(new MethodNotAllowedException());
  }
}

/** Whether a path is one of a route's: each `:name` stands for one part. */
const matches = (url: string, path: string): boolean => {
  const wanted = url.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((part, index) => part.startsWith(':') || part === given[index]);
};
