import fc from 'fast-check';
import { Fault } from '#access/fault.js';
import { commandFault } from './commands.js';
import { parseAnswer } from './parse-answer.js';

const G1 = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa1';
const G2 = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa2';
const HEAD = ['curfew-answer 1 1-abc', 'generation 4', 'clock 1795000000', 'changed yes'];
const framed = (...lines: string[]) => {
  const all = [...HEAD, ...lines];
  return [...all, `end ${all.length}`, ''].join('\n');
};

it('reads states, what is left, faults with hint and detail, and standing access', () => {
  const text = framed(
    `standing bob membership db-admins`,
    `standing bob key SHA256:abc`,
    `grant ${G1} present alice 1004 db-admins,web-ops`,
    `until ${G1} 1795003600`,
    `grant ${G2} partial bob - -`,
    `remaining ${G2} membership web-ops`,
    `remaining ${G2} process 4711`,
    `fault ${G2} removal-unproved Something of the grant is left`,
    `hint ${G2} It is tried again`,
    `fault server host-script-failed The ledger cannot be written`,
    `detail server no space left`,
    'reaper cron',
    `reaped ${G2} 1794999000`,
    'locked alice',
  );
  expect(parseAnswer(text)).toEqual({
    scriptVersion: '1-abc',
    generation: 4,
    clockSeconds: 1_795_000_000,
    changed: true,
    grants: [
      {
        ...{ grantId: G1, state: 'present', account: 'alice', uid: 1004, groups: ['db-admins', 'web-ops'] },
        ...{ remaining: [], untilSeconds: 1_795_003_600 },
      },
      {
        grantId: G2,
        state: 'partial',
        account: 'bob',
        groups: [],
        remaining: ['membership web-ops', 'process 4711'],
        fault: { code: 'removal-unproved', message: 'Something of the grant is left', hint: 'It is tried again' },
      },
    ],
    standing: [
      { account: 'bob', kind: 'membership', name: 'db-admins' },
      { account: 'bob', kind: 'key', name: 'SHA256:abc' },
    ],
    faults: [{ code: 'host-script-failed', message: 'The ledger cannot be written', detail: 'no space left' }],
    reaper: 'cron',
    reaped: [{ grantId: G2, atSeconds: 1_794_999_000 }],
    lockedAccounts: ['alice'],
  });
});

const refuses = (text: string) =>
  expect(() => parseAnswer(text)).toThrow(expect.objectContaining({ code: 'host-script-failed' }));

it('refuses an answer that was cut off at any byte', () => {
  const whole = framed(`grant ${G1} absent alice 1004 -`);
  expect(parseAnswer(whole).grants).toHaveLength(1);
  for (let length = 0; length < whole.length; length++) refuses(whole.slice(0, length));
});

it('refuses what is no answer of a known version, too long, or says a thing that nobody says', () => {
  refuses('');
  refuses(framed().replace('curfew-answer 1', 'curfew-answer 2'));
  refuses(framed().replace('generation 4', 'generation x'));
  refuses(framed('grant x absent alice 1004 -'));
  refuses(framed(`grant ${G1} gone alice 1004 -`));
  refuses(framed(`grant ${G1} absent ../alice 1004 -`));
  refuses(framed(`grant ${G1} absent alice 1004 -`, `grant ${G1} present alice 1004 -`));
  refuses(framed(`remaining ${G1} process 1`));
  refuses(framed(`until ${G1} 1795003600`));
  refuses(framed(`grant ${G1} absent alice 1004 -`, `until ${G1} 1795003600`));
  for (const end of ['', '0', '-1', '1e9', '123456789012', '1795003600 x'])
    refuses(framed(`grant ${G1} present alice 1004 -`, `until ${G1} ${end}`));
  refuses(framed(`grant ${G1} present alice 1004 -`, `until ${G1} 1795003600`, `until ${G1} 1795003601`));
  refuses(framed(`fault ${G1} removal-unproved left`));
  refuses(framed('fault server no-such-code x'));
  refuses(framed('fault server toString x'));
  refuses(framed('hint server x'));
  refuses(framed('surprise'));
  refuses(framed(`standing bob key ${'x'.repeat(501)}`));
  refuses(framed(`grant ${G1} present alice 1004 ${Array.from({ length: 51 }, (_, n) => `g${n}`).join()}`));
  refuses(framed('fault server host-script-failed \u001b[2J'));
  refuses(framed('fault server host-script-failed Zu\u202eruck'));
  refuses(framed(`fault server host-script-failed ${'x'.repeat(5_000_000)}`));
});

it('answers nothing but a Fault to any text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom(...HEAD, 'end 4', `grant ${G1} absent alice - -`))),
      (lines) => {
        try {
          parseAnswer(lines.join('\n'));
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      },
    ),
  );
});

it.each([
  [1, 'sudo: a password is required\n', 'sudo-asks-password'],
  [1, 'Sorry, user curfew is not allowed to execute … as root', 'sudo-asks-password'],
  [1, 'sudo: /usr/local/sbin/curfew-host: command not found\n', 'not-set-up'],
  [127, 'bash: line 1: sudo: command not found\n', 'server-tool-missing'],
  [null, '', 'host-script-failed'],
])('tells from exit code %s and %j that it is %s', (exitCode, stderr, code) => {
  expect(commandFault(exitCode, stderr)).toMatchObject({ code });
});

describe('sudo rules in an answer', () => {
  const grant = `grant ${G1} present alice 1000 -`;

  it('are read role by role', () => {
    const lines = [`sudo ${G1} look /usr/bin/id -u`, `sudo ${G1} look ALL`, `sudo ${G1} x ALL`];
    expect(parseAnswer(framed(grant, ...lines)).grants[0]?.sudoRoles).toEqual([
      { name: 'look', commands: ['/usr/bin/id -u', 'ALL'] },
      { name: 'x', commands: ['ALL'] },
    ]);
  });

  it.each([
    [`sudo ${G1} look /usr/bin/id -u`],
    [grant, `sudo ${G1} LOOK ALL`],
    [grant, `sudo ${G1} look`],
    [grant, `sudo ${G1} look id`],
    [grant, ...Array.from({ length: 21 }, (_, n) => `sudo ${G1} look /bin/x ${n}`)],
    [grant, ...Array.from({ length: 33 }, (_, n) => `sudo ${G1} r${n} ALL`)],
  ])('are refused where they are none or too many (%#)', (...lines) => {
    expect(() => parseAnswer(framed(...lines))).toThrow(Fault);
  });
});

it('what may finish is read beside what is left, and only of a grant that is not gone', () => {
  const lines = [`grant ${G1} partial alice 1000 -`, `finishing ${G1} session 12`, `finishing ${G1} login 7`];
  expect(parseAnswer(framed(...lines)).grants).toMatchObject([{ remaining: [], finishing: ['session 12', 'login 7'] }]);
  for (const state of ['absent', 'present', 'refused']) {
    expect(() => parseAnswer(framed(`grant ${G1} ${state} alice 1000 -`, `finishing ${G1} session 12`))).toThrow(Fault);
  }
  expect(() => parseAnswer(framed(`finishing ${G1} session 12`))).toThrow(Fault);
});
