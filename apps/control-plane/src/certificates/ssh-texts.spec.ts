import { makeEd25519Key } from '#ssh/private-key.js';
import { publicKeyFromKeyObject } from '#ssh/public-key.js';
import { keyFileNameOf, knownHostsText, sshCommand, sshConfig } from './ssh-texts.js';

const login = {
  grantId: '7d3c0d0e-9a52-4d8e-8a53-0f7d6e1a2b3c',
  serverName: 'web-1',
  host: 'web-1.example.org',
  port: 22,
  account: 'rita',
};

describe('what a person types', () => {
  it('names no port where it is the usual one', () => {
    expect(sshCommand(login)).toBe(
      'ssh -i ~/.ssh/curfew-web-1-7d3c0d0e -o CertificateFile=~/.ssh/curfew-web-1-7d3c0d0e-cert.pub -o IdentitiesOnly=yes rita@web-1.example.org',
    );
    expect(sshCommand({ ...login, port: 2201 })).toContain(' -p 2201 rita@');
  });

  it.each([
    ['Web Server (1)', 'curfew-web-server-1-7d3c0d0e'],
    ['../../etc', 'curfew-etc-7d3c0d0e'],
    ['x; rm -rf ~', 'curfew-x-rm-rf-7d3c0d0e'],
    ['$(id)', 'curfew-id-7d3c0d0e'],
    ['сервер', 'curfew-server-7d3c0d0e'],
    ['-oProxyCommand=x', 'curfew-oproxycommand-x-7d3c0d0e'],
  ])('has plain names of files, whatever the server is called: %s [I39]', (serverName, expected) => {
    expect(keyFileNameOf({ ...login, serverName })).toBe(expected);
    expect(sshConfig({ ...login, serverName })).toMatch(/^Host [a-z0-9][a-z0-9.-]*( [A-Za-z0-9][A-Za-z0-9.-]*)?\n/);
  });
});

describe('the known_hosts line', () => {
  const { line, fingerprint } = publicKeyFromKeyObject(makeEd25519Key().keyObject);

  it('is that of the confirmed key', () => {
    expect(knownHostsText(login, fingerprint, [{ fingerprint, key: line }])).toBe(`web-1.example.org ${line}\n`);
  });

  it.each([
    ['nobody confirmed a key', null, [{ fingerprint, key: line }]],
    ['the server shows another key', 'SHA256:other', [{ fingerprint, key: line }]],
    ['the server showed none', fingerprint, []],
    ['the key is damaged', fingerprint, [{ fingerprint, key: 'ssh-ed25519 AAAA' }]],
  ])('is left out where %s', (_, confirmed, keys) => {
    expect(knownHostsText(login, confirmed, keys)).toBe('');
  });
});
