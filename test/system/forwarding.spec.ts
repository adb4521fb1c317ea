import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { given } from './given-installation.js';
import { scp, sftp, type SshTarget, ssh, startSsh } from '#testkit/openssh.js';
import { ok } from '#testkit/given.js';
import { givenFolder } from '#testkit/folder.js';
import { until } from '#testkit/until.js';

/** A port that nobody listens on just now. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** The first line that a TCP service says. */
const greeting = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed without a word')));
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
  });

/** `ssh -N -L` to the server's own sshd, which greets whoever comes. */
const forwarded = async (login: SshTarget): Promise<{ port: number; end: () => void }> => {
  const port = await freePort();
  const session = startSsh(login, ['cat'], ['-L', `127.0.0.1:${port}:${login.address}:${login.port}`]);
  await until(() => connectable(port), { within: 30_000, what: 'ssh listens' });
  return { port, end: () => session.kill() };
};

const connectable = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

describe('where the flow allows forwarding, and lets sessions finish', () => {
  const curfew = given({ servers: ['web-1'], allowsForwarding: true, finishWithinSeconds: 3600 });

  it('ssh -L reaches a service through the server, as editors need it', async () => {
    const grant = await curfew.installation.granted('web-1');
    const tunnel = await forwarded(await curfew.installation.login(grant, 'web-1'));
    expect(await greeting(tunnel.port)).toMatch(/^SSH-2\.0-OpenSSH/);
    tunnel.end();
    ok(await curfew.installation.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    await curfew.installation.grantIn(grant.id, 'ended');
  });

  it('a session goes on after the end with its forwards and nothing else, also through a restart of the connector; then all is proved', async () => {
    const { installation } = curfew;
    const server = installation.host('web-1');
    const grant = await installation.granted('web-1', { seconds: 15 });
    const login = await installation.login(grant, 'web-1');
    const tunnel = await forwarded(login);
    await installation.connector.kill('SIGKILL');
    await until(async () => !(await server.output('id', '-nG', 'rita')).includes('web-ops'), { within: 60_000 });
    expect((await ssh(login, ['true'])).code).toBe(255);
    await installation.connector.start();
    await until(async () => (await installation.grant(grant.id)).finishingSessions === 1, { within: 60_000 });
    expect(await installation.grant(grant.id)).toMatchObject({ state: 'ending', cause: 'expired', debt: false });
    expect(await greeting(tunnel.port)).toMatch(/^SSH-2\.0-OpenSSH/);
    tunnel.end();
    // Counted again by itself, soon
    await installation.grantIn(grant.id, 'ended', 60_000);
  });

  it('whoever revokes ends the sessions that finish at once', async () => {
    const { installation } = curfew;
    const grant = await installation.granted('web-1', { seconds: 12 });
    const tunnel = await forwarded(await installation.login(grant, 'web-1'));
    await until(async () => (await installation.grant(grant.id)).finishingSessions === 1, { within: 60_000 });
    ok(await installation.api.as('omar').post(`/api/grants/${grant.id}/revoke`, { reason: 'enough' }));
    await installation.grantIn(grant.id, 'ended', 40_000);
    await expect(greeting(tunnel.port)).rejects.toThrow();
  });
});

describe('where the flow does not', () => {
  const curfew = given({ servers: ['web-1'] });

  it('files come and go by scp and sftp, but ssh -L reaches nothing', async () => {
    const grant = await curfew.installation.granted('web-1');
    const login = await curfew.installation.login(grant, 'web-1');
    const folder = givenFolder('files');
    writeFileSync(join(folder, 'there'), 'content');
    expect((await scp(login, join(folder, 'there'), 'server:/tmp/file')).code).toBe(0);
    expect((await sftp(login, [`get /tmp/file ${join(folder, 'back')}`])).code).toBe(0);
    expect(readFileSync(join(folder, 'back'), 'utf8')).toBe('content');
    expect((await ssh(login, ['cat', '/tmp/file'])).stdout).toBe('content');

    const tunnel = await forwarded(login);
    await expect(greeting(tunnel.port)).rejects.toThrow('closed without a word');
    tunnel.end();
  });
});
