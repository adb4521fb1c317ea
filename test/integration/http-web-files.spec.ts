import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { givenControlPlane } from '#testkit/control-plane.js';
import { givenFolder } from '#testkit/folder.js';

const PAGE = '<!doctype html><html><head><title>Curfew</title></head><body></body></html>';

const givenWebApp = async () => {
  const webFolder = givenFolder('web');
  mkdirSync(join(webFolder, 'assets'));
  writeFileSync(join(webFolder, 'index.html'), PAGE);
  writeFileSync(join(webFolder, 'assets', 'index-B4Cd3f9x.js'), 'export {};');
  writeFileSync(join(webFolder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(webFolder, '.hidden.json'), '{}');
  writeFileSync(`${webFolder}-outside.txt`, 'outside');
  return givenControlPlane({ config: { webFolder } });
};

describe('the web app', () => {
  let url: string;
  beforeAll(async () => ({ url } = await givenWebApp()));

  it.each(['/', '/catalog', '/people/7b1f1c34-3b0f-4e5c-9f26-4a3b5c6d7e8f', '/first-administrator', '/index.html'])(
    'answers %s with its page, which is never kept',
    async (path) => {
      const response = await fetch(url + path);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await response.text()).toContain('<title>Curfew</title>');
    },
  );

  it('carries in its page the nonce that its policy wants of style elements, another one each time', async () => {
    const nonces = [];
    for (let n = 0; n < 2; n += 1) {
      const response = await fetch(url);
      const nonce = /<meta property="csp-nonce" nonce="(\w+)" \/>/.exec(await response.text())?.[1] ?? 'none';
      expect(response.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
      nonces.push(nonce);
    }
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('has files that browsers keep for ever when their name holds a hash, and others that they ask for again', async () => {
    const asset = await fetch(`${url}/assets/index-B4Cd3f9x.js`);
    expect([asset.status, asset.headers.get('content-type')]).toEqual([200, expect.stringContaining('/javascript')]);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await fetch(`${url}/logo.svg`)).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    '/assets/missing.js',
    '/.hidden.json',
    '/assets/../../x.json',
    '/..%2fweb-outside.txt',
    '/%2e%2e/web-outside.txt',
    '/a%00.js',
    '/package.json',
  ])('has no file %s', async (path) => {
    expect([400, 404]).toContain((await fetch(url + path)).status);
  });

  it('does not answer calls of the API', async () => {
    for (const path of ['/api', '/api/', '/api/nothing', '/api%2fpeople']) {
      const response = await fetch(url + path);
      expect([response.status, response.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });
});

describe('a control plane without a built web app', () => {
  it('says so, and serves the API and its documents', async () => {
    const { url } = await givenControlPlane({ config: { webFolder: '/nowhere' } });
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('npm run build')]);
    expect((await fetch(`${url}/api/docs`)).status).toBe(200);
    for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js']) {
      expect((await fetch(`${url}/api/docs/${file}`)).status).toBe(200);
    }
    expect((await fetch(`${url}/api/docs/package.json`)).status).toBe(404);
  });
});
