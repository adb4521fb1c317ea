/**
 * The web app's files. Names that hold a hash of their content are kept for ever; the page itself never. Every page of the web
 * app is the same file: which one is shown, the web app reads from the address.
 */
import fastifyStatic from '@fastify/static';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const NOT_BUILT = `The web app is not built yet. Run "npm run build" and start the control plane again; the API is at /api/docs.\n`;

/** Styles that the web app makes while it runs carry this response's nonce; no others are obeyed. */
const withNonce = (page: string, nonce: string): string =>
  page.replace(/<head>/, `<head>\n    <meta property="csp-nonce" nonce="${nonce}" />`);

/** Serves the folder's files under `/`, and its index.html for every other address that is not the API's. */
export const serveWebFiles = async (server: FastifyInstance, folder: string): Promise<void> => {
  const index = join(folder, 'index.html');
  const isBuilt = existsSync(index);
  const page = isBuilt ? readFileSync(index, 'utf8') : '';
  const sendPage = (_: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (!isBuilt) return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
    return reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(withNonce(page, reply.cspNonce.style));
  };
  if (isBuilt) {
    await server.register(fastifyStatic, {
      root: folder,
      serve: false,
      index: false,
      dotfiles: 'ignore',
      setHeaders: (reply, path) => void reply.header('cache-control', cachingOf(path)),
    });
  }
  server.get('/', sendPage);
  server.get('/*', async (request, reply) => {
    const path = decodeURIComponent(request.url.split('?')[0]).slice(1);
    if (path === 'api' || path.startsWith('api/')) return reply.callNotFound();
    if (isBuilt && isFile(path) && existsSync(join(folder, path))) return reply.sendFile(path);
    return isFile(path) ? reply.callNotFound() : sendPage(request, reply);
  });
};

/** A path of the web app's pages has no dot in its last part; a file has. */
const isFile = (path: string): boolean => /\.[a-z0-9]+$/i.test(path) && !path.endsWith('index.html');

const cachingOf = (path: string): string =>
  /-[\w-]{8,}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
