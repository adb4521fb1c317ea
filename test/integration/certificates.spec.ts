/** Certificates over the real link: what is bound, what is signed, what is thrown away, and what a person is shown. */
import { randomBytes, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import WebSocket from 'ws';
import type { GrantId } from '#access/ids.js';
import { linkSignatureBytes } from '#protocol/signatures.js';
import { LINK_PATH, PROTOCOL_VERSION } from '#protocol/version.js';
import { type CertificateContents, signCertificate } from '#ssh/certificate.js';
import { grantPrincipal } from '#ssh/principal.js';
import { makeEd25519Key } from '#ssh/private-key.js';
import { parsePublicKey, publicKeyFromKeyObject } from '#ssh/public-key.js';
import type { AccessDetailsView } from '../../apps/control-plane/src/certificates/access-details.view.js';
import type { GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { atEnd } from '#testkit/at-end.js';
import { givenFolder } from '#testkit/folder.js';
import { ok, refused } from '#testkit/given.js';
import { showCertificate } from '#testkit/ssh-keygen.js';
import { until } from '#testkit/until.js';
import { givenWorld, type World } from './access-world.js';

const authority = makeEd25519Key();
const otherAuthority = makeEd25519Key();
const newKey = (): string => publicKeyFromKeyObject(makeEd25519Key().keyObject).line;
const seconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000);

/** The other end of the link, signing what it is asked for, or something else. */
class PlayedLink {
  asked = 0;
  spoil: Partial<CertificateContents> | 'other authority' | 'refuse' | 'garbage' = {};

  constructor(
    private readonly world: World,
    private readonly socket: WebSocket,
  ) {
    socket.on('message', (data: Buffer) => void this.take(JSON.parse(data.toString()) as Record<string, never>));
  }

  welcomed = false;

  private send(message: Record<string, unknown>): void {
    this.socket.send(JSON.stringify(message));
  }

  private async take(message: Record<string, string & number>): Promise<void> {
    if (message.type === 'challenge') return this.hello(message);
    if (message.type === 'welcome') this.welcomed = true;
    if (message.type === 'order') this.send({ type: 'taken', generation: message.generation });
    if (message.type === 'sign') await this.sign(message as never);
  }

  private hello({ nonce, installationId }: Record<string, string>): void {
    const { id: connectorId, key } = this.world.connector;
    const instanceId = 'c3c0d0a8-3f50-4f5b-9f6c-0e2a52cf3a10';
    const signature = sign(null, linkSignatureBytes({ nonce, installationId, connectorId, instanceId }), key);
    const userCaKeys = [publicKeyFromKeyObject(authority.keyObject).line];
    const clockIso = new Date(this.world.curfew.clock.nowMs()).toISOString();
    this.send({
      type: 'hello', connectorId, instanceId, version: '1.0.0', protocol: PROTOCOL_VERSION, generation: null, clockIso, userCaKeys,
      signature: signature.toString('base64'),
    }); // prettier-ignore
  }

  private async sign({
    callId,
    grantId,
    keyNumber,
    publicKey,
  }: {
    callId: string;
    grantId: GrantId;
    keyNumber: number;
    publicKey: string;
  }): Promise<void> {
    this.asked += 1;
    const { spoil } = this;
    if (spoil === 'refuse') {
      return this.send({
        type: 'sign-refused',
        callId,
        fault: { code: 'above-ceiling', message: 'The grant is above the ceiling of the connector.' },
      });
    }
    const certificate =
      spoil === 'garbage' ? 'ssh-ed25519 AAAA' : await this.certificate(grantId, keyNumber, publicKey);
    this.send({ type: 'signed', callId, certificate });
  }

  private async certificate(grantId: GrantId, keyNumber: number, publicKey: string): Promise<string> {
    const ordered = (await this.world.connector.ordered()).find((one) => one.grantId === grantId);
    if (!ordered) throw new Error('The grant was not ordered.');
    const { spoil } = this;
    const by = spoil === 'other authority' ? otherAuthority : authority;
    return signCertificate(
      {
        publicKey: parsePublicKey(publicKey),
        serial: randomBytes(8).readBigUInt64BE() >> 1n,
        keyId: `grant-${grantId}-${keyNumber}`,
        principal: grantPrincipal(grantId, keyNumber),
        validAfterSeconds: seconds(ordered.fromIso) - 60,
        validBeforeSeconds: seconds(ordered.untilIso),
        criticalOptions: {},
        extensions: ordered.extensions,
        nonce: randomBytes(32),
        ...(typeof spoil === 'object' ? spoil : {}),
      },
      { privateKey: by.keyObject, publicKey: publicKeyFromKeyObject(by.keyObject) },
    );
  }
}

let world: World;
let link: PlayedLink;
let next = 0;
const server = (): string => `web-${(next += 1)}`;
const certify = (who: string, grant: GrantView, publicKey: string) =>
  world.api.as(who).post<AccessDetailsView>(`/api/grants/${grant.id}/certificate`, { publicKey });
const details = (who: string, grant: GrantView) =>
  world.api.as(who).get<AccessDetailsView>(`/api/grants/${grant.id}/access-details`);
const code = (answer: Parameters<typeof refused>[0]): string => refused(answer).code;

beforeAll(async () => {
  world = await givenWorld(
    ['rita', 'rosa', 'omar', 'mallory', 'cora', 'cleo'],
    Array.from({ length: 20 }, (_, at) => ({ name: `web-${at + 1}` })),
  );
  await world.flow({ requesters: { personIds: [world.idOf('rita'), world.idOf('rosa')] } });
  await world.flow({ permissions: ['db-admins'], allowsForwarding: true, approvers: null });
  const socket = new WebSocket(`${world.curfew.url.replace('http', 'ws')}${LINK_PATH}`);
  atEnd(() => socket.terminate());
  link = new PlayedLink(world, socket);
  await until(() => link.welcomed, { within: 40_000 });
});
beforeEach(() => {
  link.spoil = {};
});

describe('a certificate', () => {
  it('is for the grant, the key and the time, as ssh-keygen reads it [I1, I2, I3]', async () => {
    const grant = await world.granted(server());
    const { key, ...told } = ok(await certify('rita', grant, `${newKey()} rita@laptop`));
    const shown = await showCertificate(key?.certificate ?? '');
    expect(shown).toMatch(new RegExp(`Principals: \\s+grant-${grant.id}-1\\s+Critical Options: \\(none\\)`));
    expect(shown).toMatch(/Extensions: \s+permit-pty\s*$/);
    expect(shown).toContain(`Serial: ${key?.serial}`);
    expect(Date.parse(key?.validBefore ?? '')).toBeLessThanOrEqual(Date.parse(grant.untilAt));
    expect(told.grant.certificateSerials).toEqual([key?.serial]);
    expect(await world.audited(grant.id)).toEqual([
      'grant.started',
      'grant.activated',
      'grant.key-bound',
      'grant.certificate-issued',
    ]);
  });

  it('allows forwarding only where the flow does [I3]', async () => {
    const grant = await world.granting(server(), { permissions: ['db-admins'] });
    const { key } = ok(await certify('rita', grant, newKey()));
    expect(await showCertificate(key?.certificate ?? '')).toMatch(
      /Extensions: \s+permit-port-forwarding\s+permit-pty\s*$/,
    );
  });

  it('for the same key again is the same one; the connector is not asked twice', async () => {
    const grant = await world.granted(server());
    const publicKey = newKey();
    const first = ok(await certify('rita', grant, publicKey));
    const { asked } = link;
    expect(ok(await certify('rita', grant, publicKey)).key).toEqual(first.key);
    expect(link.asked).toBe(asked);
  });

  it('for another key gets the next number, which the connector is ordered', async () => {
    const grant = await world.granted(server());
    const first = ok(await certify('rita', grant, newKey()));
    const second = ok(await certify('rita', grant, newKey()));
    expect([first.key?.number, second.key?.number]).toEqual([1, 2]);
    expect(await showCertificate(second.key?.certificate ?? '')).toContain(`grant-${grant.id}-2`);
    expect(await world.connector.ordered()).toContainEqual(
      expect.objectContaining({ grantId: grant.id, keyNumber: 2 }),
    );
  });

  it('is for him alone whose grant it is', async () => {
    const grant = await world.granted(server());
    for (const who of ['omar', 'ada']) {
      expect(code(await certify(who, grant, newKey()))).toBe('not-found');
      expect(code(await details(who, grant))).toBe('not-found');
    }
  });

  it('is not made for a grant that has ended', async () => {
    const grant = await world.granted(server());
    ok(await world.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    expect(code(await certify('rita', grant, newKey()))).toBe('grant-not-active');
  });

  it.each([
    ['a certificate', async () => (await certifiedKey()).certificate, 'public-key-invalid'],
    ['a private key', () => '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n', 'public-key-invalid'],
    ['two keys', () => `${newKey()}\n${newKey()}`, 'public-key-invalid'],
    ['options in front', () => `cert-authority ${newKey()}`, 'public-key-invalid'],
    ['DSA', () => 'ssh-dss AAAAB3NzaC1kc3MAAACBAA==', 'public-key-weak'],
    ['a text of 17,000 characters', () => 'x'.repeat(17_000), 'input-invalid'],
  ])('is not made for %s [I4]', async (_, text, expected) => {
    const grant = await world.granted(server());
    const publicKey = await text();
    const { asked } = link;
    expect(code(await certify('rita', grant, publicKey))).toBe(expected);
    expect(link.asked).toBe(asked);
    expect(ok(await details('rita', grant)).key).toBeNull();
  });
});

describe('when the flow no longer lets one ask for what runs [I34]', () => {
  const ada = () => world.api.as('ada');
  const asks = (requesters: object, servers: string[]) => {
    const input = world.flowInput({ servers: { names: servers }, approvers: null, name: `for ${servers}` });
    return add('access-flows', { ...input, requesters });
  };
  const shift = (who: string) => ({
    name: `shift of ${who}`, personIds: [world.idOf(who)], length: { count: 1, unit: 'weeks' }, timeZone: 'UTC', startDate: '2020-01-06', handoverTime: '09:00',
  }); // prettier-ignore
  const add = async (path: string, input: object) => ok(await ada().post<{ id: string }>(`/api/${path}`, input)).id;

  /** Each: the flow, and what happens to whoever has access under it. */
  const CASES: Record<string, (who: string, servers: string[]) => Promise<() => Promise<{ status: number }>>> = {
    'an attribute of the person was changed': async (who, servers) => {
      ok(await ada().patch(`/api/people/${world.idOf(who)}`, { attributes: { department: 'analytics' } }));
      await asks({ subject: 'attribute', attribute: 'department', operator: 'is', values: ['analytics'] }, servers);
      return () => ada().patch(`/api/people/${world.idOf(who)}`, { attributes: { department: 'sales' } });
    },
    'the shift was handed over': async (who, servers) => {
      const id = await add('shifts', shift(who));
      await asks({ subject: 'shift', operator: 'is', values: [id] }, servers);
      return () => ada().put(`/api/shifts/${id}`, { ...shift('omar'), name: `shift of ${who}` });
    },
    'the person came into a team that the flow excludes': async (who, servers) => {
      const id = await add('teams', { name: `excluded of ${who}`, memberIds: [] });
      const named = { subject: 'person', operator: 'is', values: [world.idOf(who)] };
      await asks({ all: [named, { subject: 'team', operator: 'is-not', values: [id] }] }, servers);
      return () => ada().put(`/api/teams/${id}/members`, { personIds: [world.idOf(who)] });
    },
    'the flow was switched off': async (who, servers) => {
      const id = await asks({ personIds: [world.idOf(who)], teamIds: [] }, servers);
      return () => ada().post(`/api/access-flows/${id}/deactivate`);
    },
    'the flow was deleted': async (who, servers) => {
      const id = await asks({ personIds: [world.idOf(who)], teamIds: [] }, servers);
      return () => ada().delete(`/api/access-flows/${id}`);
    },
  };

  it.each(Object.keys(CASES))(
    'because %s, no key gets a certificate any more, and what was made stays',
    async (what) => {
      const at = Object.keys(CASES).indexOf(what);
      const [who, servers] = [at % 2 ? 'cora' : 'cleo', [`web-${2 * at + 1}`, `web-${2 * at + 2}`]];
      const happen = await CASES[what](who, servers);
      const [unused, used] = [await world.granted(servers[0], {}, who), await world.granted(servers[1], {}, who)];
      const publicKey = newKey();
      const { key } = ok(await certify(who, used, publicKey));
      expect((await happen()).status).toBeLessThan(300);
      const { asked } = link;
      expect(refused(await certify(who, unused, newKey()))).toMatchObject({
        code: 'access-denied',
        message: expect.stringContaining('No new certificate is made for this access. The access flow “for web-'),
        hint: expect.stringContaining('give the access back'),
      });
      expect(code(await certify(who, used, newKey()))).toBe('access-denied');
      expect(ok(await certify(who, used, publicKey)).key).toEqual(key);
      expect(link.asked).toBe(asked);
      expect(await world.audited(unused.id)).toEqual(['grant.started', 'grant.activated']);
      expect((await world.connector.ordered()).find(({ grantId }) => grantId === used.id)).toMatchObject({ wanted: 'present', keyNumber: 1 }); // prettier-ignore
    },
  );

  it('but of a flow that gives access by itself counts what it says today, not when the access began', async () => {
    const department = (...values: string[]) => ({ subject: 'attribute', attribute: 'department', operator: 'is', values }); // prettier-ignore
    const is = async (name: string) =>
      ok(await ada().patch(`/api/people/${world.idOf('cora')}`, { attributes: { department: name } }));
    const said = (...departments: string[]) => ({
      ...world.flowInput({ servers: { names: ['web-20'] }, approvers: null, name: 'by itself' }),
      trigger: 'condition',
      requesters: department(...departments),
    });
    await is('support');
    const id = await add('access-flows', said('support'));
    const mine = async () => ok(await world.api.as('cora').get<{ items: GrantView[] }>('/api/grants?scope=mine')).items;
    const grant = await until(async () => (await mine()).find(({ resource }) => resource.name === 'web-20'), { within: 40_000 }); // prettier-ignore
    ok(await ada().put(`/api/access-flows/${id}`, said('support', 'care')));
    await is('care');
    expect(ok(await certify('cora', grant, newKey())).key?.number).toBe(1);
    ok(await ada().delete(`/api/access-flows/${id}`));
  });
});

const certifiedKey = async (): Promise<NonNullable<AccessDetailsView['key']>> => {
  const { key } = ok(await certify('rita', await world.granted(server()), newKey()));
  if (!key) throw new Error('No certificate.');
  return key;
};

describe('what a connector signed', () => {
  let shared: GrantView;
  beforeAll(async () => {
    shared = await world.granted(server(), {}, 'rosa');
  });

  it.each<[string, () => PlayedLink['spoil']]>([
    ['is valid beyond the end of the grant', () => ({ validBeforeSeconds: seconds(shared.untilAt) + 2 })],
    ['is valid long before it', () => ({ validAfterSeconds: seconds(shared.fromAt) - 120 })],
    ['has the principal of another grant', () => ({ principal: grantPrincipal('7d3c0d0e-9a52-4d8e-8a53-0f7d6e1a2b3c' as GrantId, 1) })],
    ['is for another key', () => ({ publicKey: parsePublicKey(newKey()) })],
    ['allows more', () => ({ extensions: ['permit-agent-forwarding', 'permit-pty'] })],
    ['allows less', () => ({ extensions: [] })],
    ['demands a command', () => ({ criticalOptions: { 'force-command': '/bin/true' } })],
    ['is signed by another user CA', () => 'other authority'],
    ['is no certificate', () => 'garbage'],
  ])('is thrown away if it %s', async (_, spoil) => {
    link.spoil = spoil();
    expect(code(await certify('rosa', shared, newKey()))).toBe('certificate-invalid');
    expect(ok(await details('rosa', shared))).toMatchObject({ key: null, grant: { certificateSerials: [] } });
  }); // prettier-ignore

  it('may be a refusal, whose reason reaches the person [I35]', async () => {
    link.spoil = 'refuse';
    expect(refused(await certify('rosa', shared, newKey()))).toMatchObject({
      code: 'above-ceiling',
      message: 'The grant is above the ceiling of the connector.',
    });
  });
});

it('is asked for at most 20 times a minute by one person [I52]', async () => {
  const codes: string[] = [];
  const grant = await world.granted(server());
  for (let tries = 0; tries < 21; tries += 1) codes.push(code(await certify('mallory', grant, newKey())));
  expect(codes.slice(0, 20)).toEqual(Array(20).fill('not-found'));
  expect(codes[20]).toBe('too-many-tries');
});

describe('access details', () => {
  it('hold the text of the integration, line by line, and never more than 400 characters of it [P18]', async () => {
    const path = `/api/integrations/${world.integrationId}`;
    const edit = (customAccessDetails: unknown) => world.api.as('ada').patch(path, { customAccessDetails });
    const grant = await world.granted(server());
    expect(ok(await details('rita', grant)).customAccessDetails).toBeNull();
    const text = `Runbook: wiki/web\n<b>Logs</b> are in /srv/log\n`.padEnd(399, 'x') + '😀';
    ok(await edit(text));
    expect(ok(await details('rita', grant)).customAccessDetails).toBe(text);
    expect(refused(await edit(`${text}x`))).toMatchObject({
      code: 'input-invalid',
      fields: [{ path: 'customAccessDetails', reason: 'must have at most 400 characters' }],
    });
    expect(ok(await world.api.as('ada').get(path))).toMatchObject({ customAccessDetails: text });
    ok(await world.api.as('ada').patch(path, { defaultUser: 'curfew' }));
    expect(ok(await details('rita', grant)).customAccessDetails).toBe(text);
    for (const none of [' \n ', null]) {
      ok(await edit(none));
      expect(ok(await details('rita', grant)).customAccessDetails).toBeNull();
    }
  });

  it('are a command, a snippet for ssh_config and the line for known_hosts that ssh understands', async () => {
    const grant = await world.granted('web-20');
    const told = ok(await details('rita', grant));
    const name = `curfew-web-20-${grant.id.slice(0, 8)}`;
    expect(told).toMatchObject({
      keyFileName: name,
      certificateFileName: `${name}-cert.pub`,
      hostKeyConfirmed: true,
      key: null,
    });
    expect(told.command).toBe(
      `ssh -i ~/.ssh/${name} -o CertificateFile=~/.ssh/${name}-cert.pub -o IdentitiesOnly=yes -p 2219 rita@10.0.0.1`,
    );
    expect(told.knownHosts).toMatch(/^\[10\.0\.0\.1\]:2219 ssh-ed25519 AAAA\S+\n$/);
    const file = join(givenFolder('ssh-config'), 'config');
    writeFileSync(file, told.sshConfig);
    const read = await sshConfigOf(file, 'web-20');
    expect(read).toMatch(/^hostname 10\.0\.0\.1$/m);
    expect(read).toMatch(/^port 2219$/m);
    expect(read).toMatch(/^user rita$/m);
    expect(read).toMatch(new RegExp(`^certificatefile ~/.ssh/${name}-cert.pub$`, 'm'));
  });
});

const sshConfigOf = async (file: string, host: string): Promise<string> => {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  return (await promisify(execFile)('ssh', ['-F', file, '-G', host])).stdout;
};
