/** Puts the control plane together: the server, what every call passes, and the modules. */
import cookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { Clock } from './clock/clock.js';
import type { ControlPlaneConfig } from './config.js';
import type { DatabaseConnection } from './database/data-source.js';
import { demandAuthorities } from './http/declared-authorities.js';
import { createLog, NestLog } from './http/log.js';
import { OpenApi, openApiDocument } from './http/openapi.js';
import { problemOf } from './http/problem.js';
import { RoutesServed } from './http/routes-served.js';
import { setSecurityHeaders } from './http/security-headers.js';
import { serveWebFiles } from './http/web-files.js';
import { CallTimes } from './metrics/call-times.js';

const MOST_BODY_BYTES = 1024 * 1024;
/** Above that, new connections are closed at once: memory stays bounded, whoever opens them [I52]. */
const MOST_CONNECTIONS = 8_192;
/** A list of ten thousand servers with tags, or a known_hosts file of theirs. */
const MOST_LIST_BYTES = 4 * 1024 * 1024;

export interface AppParts {
  readonly config: ControlPlaneConfig;
  readonly database: DatabaseConnection | string;
  readonly clock: Clock;
  readonly routes: RoutesServed;
}

export interface AppOptions {
  readonly config: ControlPlaneConfig;
  /** Where PostgreSQL is. */
  readonly database: DatabaseConnection | string;
  /** Default: the wall clock. */
  readonly clock?: Clock;
  /** Default: JSON lines on stderr. */
  readonly log?: Logger;
}

/**
 * Makes the app, ready to listen. Its `close()` ends everything that it began; not the database server.
 * @throws Error when a route does not say who may call it
 */
export const createApp = async (options: AppOptions): Promise<NestFastifyApplication> => {
  const { config, database, clock = new Clock(), log = createLog(config.logLevel) } = options;
  const routes = new RoutesServed();
  const adapter = createAdapter(config);
  const server = adapter.getInstance() as unknown as FastifyInstance;
  routes.watch(server);
  server.addHook('onRoute', (route) => {
    if (/^\/api\/integrations(\/:id|\/check-list)?$/.test(route.url)) route.bodyLimit = MOST_LIST_BYTES;
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with({ config, database, clock, routes }),
    adapter,
    {
      logger: new NestLog(log),
      bodyParser: false,
      abortOnError: false,
    },
  );
  try {
    demandAuthorities(app);
    app.setGlobalPrefix('api');
    await server.register(cookie);
    await setSecurityHeaders(server, config.tls !== undefined);
    await serveWebFiles(server, config.webFolder);
    logCalls(server, log, app.get(CallTimes));
    keepAnswersPrivate(server);
    app.get(OpenApi).document = openApiDocument(app);
    await app.init();
    await server.ready();
    server.server.maxConnections = MOST_CONNECTIONS;
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
};

/**
 * Gives the OpenAPI document of the whole app without running it: nothing is connected to, nothing listens. The web app, the
 * CLI and the tests take their types from it.
 */
export const describeApi = async (): Promise<OpenAPIObject> => {
  const config: ControlPlaneConfig = { dataFolder: '', host: '', port: 0, logLevel: 'silent', webFolder: '' };
  const parts = { config, database: '', clock: new Clock(), routes: new RoutesServed() };
  const app = await NestFactory.create(AppModule.with(parts), new FastifyAdapter(), { preview: true, logger: false });
  app.setGlobalPrefix('api');
  return openApiDocument(app);
};

/** Listens only to JSON of a bounded size; refuses `__proto__` in it; believes only trusted proxies about who the caller is. */
const createAdapter = ({ tls, trustedProxies }: ControlPlaneConfig): FastifyAdapter => {
  const adapter = new FastifyAdapter({
    ...(tls && { https: { cert: tls.certificate, key: tls.key, minVersion: 'TLSv1.2' } }),
    frameworkErrors: answerMalformed,
    bodyLimit: MOST_BODY_BYTES,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    trustProxy: trustedProxies?.trusts ?? false,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    connectionTimeout: 0,
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false, caseSensitive: true },
  });
  adapter.getInstance().removeContentTypeParser('text/plain');
  return adapter;
};

/** An address that cannot be decoded meets no hook and no filter: it is answered here. */
const answerMalformed = (error: Error, _: unknown, reply: FastifyReply): void => {
  const problem = problemOf(error);
  void reply
    .code(problem.status)
    .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    .type('application/problem+json')
    .send(problem);
};

/** What the API answers is for this caller and this moment, unless a handler says otherwise. */
const keepAnswersPrivate = (server: FastifyInstance): void => {
  server.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    done();
  });
};

/** One line for each call, and how long it took: which route, by whom, what came of it. Never what was sent, nor the address as it was typed. */
const logCalls = (server: FastifyInstance, log: Logger, times: CallTimes): void => {
  server.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    const { signedIn } = request as { signedIn?: { personId: string } };
    const call = {
      method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      person: signedIn?.personId,
    };
    log.debug(call, 'call');
    times.took({ method, route, status: reply.statusCode, ms: reply.elapsedTime });
    done();
  });
};
