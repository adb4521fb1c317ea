/** Every route that the server really serves, asked by everybody who may not [I31], [I38]. */
import { request } from 'node:http';
import { randomUUID } from 'node:crypto';
import { Controller, Get } from '@nestjs/common';
import { undeclared } from '../../apps/control-plane/src/http/declared-authorities.js';
import { Authority } from '../../apps/control-plane/src/http/authority.js';
import { RoutesServed } from '../../apps/control-plane/src/http/routes-served.js';
import { type ControlPlaneUnderTest, givenControlPlane } from '#testkit/control-plane.js';
import { type Api, givenApi } from '#testkit/given.js';

let curfew: ControlPlaneUnderTest & { api: Api };
let routes: string[];
beforeAll(async () => {
  const controlPlane = await givenControlPlane({
    config: { webFolder: '/nowhere', watching: { debtAlarmSeconds: 300, metricsToken: METRICS_TOKEN } },
  });
  curfew = Object.assign(controlPlane, { api: await givenApi(controlPlane) });
  await curfew.api.members('rita');
  routes = curfew.app
    .get(RoutesServed)
    .all.filter(({ url }) => url.startsWith('/api/'))
    .map(({ method, url }) => `${method} ${url}`)
    .sort();
});

/** Whom a route needs. What is not named here needs an administrator: a new route must be thought about to be open. */
const ANYONE = [
  'GET /api/curfew-host',
  'GET /api/docs',
  'GET /api/docs/:file',
  'GET /api/health',
  'GET /api/installation',
  'GET /api/openapi.json',
  'GET /api/ready',
  'POST /api/connectors/enrol',
  'POST /api/first-administrator',
  'POST /api/session',
];
const SIGNED_IN = [
  'DELETE /api/catalog/favourites/:id',
  'DELETE /api/session',
  'GET /api/access-requests',
  'GET /api/access-requests/:id',
  'GET /api/access-requests/:id/background',
  'GET /api/access-requests/backgrounds',
  'GET /api/access-requests/:id/timeline',
  'GET /api/automatic-access/kept-back/mine',
  'GET /api/automatic-access/waiting/mine',
  'GET /api/catalog',
  'GET /api/catalog/bundles',
  'GET /api/catalog/receivers',
  'GET /api/directory',
  'GET /api/events',
  'GET /api/grants',
  'GET /api/grants/:id',
  'GET /api/grants/:id/access-details',
  'GET /api/session',
  'GET /api/shifts',
  'GET /api/shifts/:id',
  'GET /api/shifts/:id/schedule',
  'POST /api/access-requests',
  'POST /api/access-requests/:id/approve',
  'POST /api/access-requests/:id/cancel',
  'POST /api/access-requests/:id/deny',
  'POST /api/access-requests/:id/review',
  'POST /api/access-requests/:id/start',
  'POST /api/access-requests/batch',
  'POST /api/access-requests/batch/dry-run',
  'POST /api/access-requests/dry-run',
  'POST /api/grants/:id/certificate',
  'POST /api/grants/:id/extend',
  'POST /api/grants/:id/give-back',
  'POST /api/grants/:id/revoke',
  'POST /api/session/password',
  'PUT /api/catalog/favourites/:id',
];

/** For whom shows the metrics token: no session opens it, whosever it is. */
const METRICS = ['GET /api/metrics'];
const METRICS_TOKEN = 'a-token-of-more-than-thirty-two-characters';

const pathOf = (route: string): [string, string] => {
  const [method, url] = route.split(' ');
  return [method, url.replace(/:\w+/g, randomUUID())];
};

const statusOf = (method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(curfew.url);
    const sent = {
      ...(body !== undefined && {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      }),
      ...headers,
    };
    const call = request({ host: '127.0.0.1', port, method, path, headers: sent }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    });
    call.on('error', reject);
    call.end(body);
  });

const bodyFor = (method: string): string | undefined => (method === 'GET' ? undefined : '{}');
const refusedAs = async (wanted: (route: string) => number[], headers: Record<string, string>): Promise<string[]> => {
  const wrong: string[] = [];
  for (const route of routes) {
    const allowed = wanted(route);
    if (allowed.length === 0) continue;
    const [method, path] = pathOf(route);
    const status = await statusOf(method, path, headers, bodyFor(method));
    if (!allowed.includes(status)) wrong.push(`${route}: ${status}`);
  }
  return wrong;
};

describe('every route', () => {
  it('is known, so that the sweep misses none', () => {
    expect(routes).toEqual(expect.arrayContaining(['GET /api/people', 'GET /api/audit/export', 'POST /api/session']));
    expect(routes.length).toBeGreaterThan(20);
  });

  it('that is not open answers 401 without a session', async () => {
    expect(await refusedAs((route) => (ANYONE.includes(route) ? [] : [401]), {})).toEqual([]);
  });

  it.each(['x', 'A'.repeat(43), '', `${'A'.repeat(43)}; __Host-curfew=x`])(
    'answers 401 with the made-up session %p',
    async (token) => {
      const headers = { cookie: `__Host-curfew=${token}` };
      expect(await refusedAs((route) => (ANYONE.includes(route) ? [] : [401]), headers)).toEqual([]);
    },
  );

  it('that is neither open nor for all signed-in answers 403 to a member, whatever the id', async () => {
    const headers = { cookie: curfew.api.as('rita').cookie ?? '' };
    const open = [...ANYONE, ...SIGNED_IN, ...METRICS];
    expect(await refusedAs((route) => (open.includes(route) ? [] : [403]), headers)).toEqual([]);
  });

  it('that is for the metrics token answers 401 to everybody without it, administrators too', async () => {
    expect(routes).toEqual(expect.arrayContaining(METRICS));
    const token = METRICS_TOKEN;
    const cookies = ['ada', 'rita'].map((who) => ({ cookie: curfew.api.as(who).cookie ?? '' }));
    const wrong = [
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      'Bearer ',
      token,
      `Basic ${token}`,
      'Bearer undefined',
    ];
    for (const headers of [{}, ...cookies, ...wrong.map((authorization) => ({ authorization }))])
      expect(await statusOf('GET', '/api/metrics', headers)).toBe(401);
    expect(await statusOf('GET', `/api/metrics?token=${token}`)).toBe(401);
    expect(await statusOf('GET', '/api/metrics', { authorization: `Bearer ${token}` })).toBe(200);
  });

  it('that changes something answers 403 when another site sends it, even for an administrator', async () => {
    const cookie = curfew.api.as('ada').cookie ?? '';
    const sites: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://localhost:${new URL(curfew.url).port}` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const site of sites) {
      const wrong = await refusedAs((route) => (route.startsWith('GET') ? [] : [403]), { cookie, ...site });
      expect(wrong).toEqual([]);
    }
  });

  it('is not reached by another kind of call, another spelling or a slash more', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter((one) => !ANYONE.includes(one))) {
      const [method, path] = pathOf(route);
      const spellings: [string, string][] = [
        ['HEAD', path],
        ['OPTIONS', path],
        ['TRACE', path],
        [method, `${path}/`],
        [method, path.replace('/api/', '//api/')],
        [method, path.replace('/api/', '/api//')],
        [method, path.replace('/api/', '/API/')],
        [method, path.replace('/api/', '/api/./')],
        [method, path.replace('/api/', '/api%2f')],
        [method, path.replace('/api/', '/%61pi/')],
        [method, `${path}%20`],
        [method, `${path};x=1`],
        [method, `/x/..${path}`],
      ];
      for (const [asked, spelled] of spellings) {
        const status = await statusOf(asked, spelled, {}, bodyFor(asked));
        if (![400, 401, 404, 405].includes(status) && !isWebPage(asked, spelled, status))
          wrong.push(`${asked} ${spelled}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  /** The web app's page, which is not built in this test, answers addresses that are not the API's. */
  const isWebPage = (method: string, path: string, status: number) =>
    status === 503 && method === 'GET' && !decodeURIComponent(path).startsWith('/api/');

  it('lets the own site through', async () => {
    const cookie = curfew.api.as('ada').cookie ?? '';
    const sent = { cookie, origin: curfew.url, 'sec-fetch-site': 'same-origin' };
    expect(await statusOf('POST', '/api/teams', sent, '{"name":"own site"}')).toBe(201);
  });
});

describe('a route that does not say who may call it', () => {
  @Controller('planted')
  class Planted {
    @Get('open')
    @Authority('anyone')
    open() {
      return 'open';
    }

    @Get('forgotten')
    forgotten() {
      return 'forgotten';
    }
  }

  @Authority('administrator')
  @Controller('declared')
  class Declared {
    @Get()
    look() {
      return 'declared by its class';
    }
  }

  it('is found and named at the start', () => {
    expect(undeclared([Planted, Declared])).toEqual(['Planted.forgotten (/api/planted/forgotten)']);
  });
});
