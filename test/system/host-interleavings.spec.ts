/** Two connectors give and end overlapping grants in any order: the server is what the live grants say, and in the end as before. */
import fc from 'fast-check';
import {
  CONNECTOR,
  type CurfewHost,
  etcLessOurs,
  givenCurfewHost,
  grantId,
  inOneHour,
  OTHER_CONNECTOR,
  wantedGrant,
} from './given-curfew-host.js';

const GROUPS = ['db-admins', 'site', 'web-ops'];
const CONNECTORS = [CONNECTOR, OTHER_CONNECTOR];
const untilSeconds = inOneHour();

/** What a connector wants from now on: for each of its three grants (two of alice, one of bob) the groups, or nothing. */
interface Turn {
  connector: number;
  wants: (null | string[])[];
}

const turns: fc.Arbitrary<Turn[]> = fc.array(
  fc.record({
    connector: fc.nat(1),
    wants: fc.array(fc.option(fc.subarray(GROUPS), { nil: null }), { minLength: 3, maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 8 },
);

const grantsOf = ({ connector, wants }: Turn) =>
  wants.flatMap((groups, n) => {
    const account = ['alice', 'alice', 'bob'][n] ?? 'bob';
    const id = grantId(connector * 10 + n);
    const sudoRoles = groups?.includes('db-admins') ? [{ name: 'look', commands: [`/usr/bin/id ${account}`] }] : [];
    const more = { account, adopt: account === 'bob', grantId: id, untilSeconds, sudoRoles };
    return groups ? [wantedGrant({ ...more, groups })] : [];
  });

async function groupsOf(host: CurfewHost, account: string): Promise<string[]> {
  const { stdout } = await host.server.exec(['id', '-Gn', account]);
  return stdout.trim().split(' ').filter((group) => GROUPS.includes(group)).sort(); // prettier-ignore
}

it('holds for any sequence of orders of two connectors [I24] [I25] [I37]', async () => {
  const host = await givenCurfewHost({ groups: GROUPS, accounts: [{ name: 'bob', groups: ['site'] }] });
  const before = await etcLessOurs(host.server);
  const everything = async (wanted: Turn[]) => {
    const ruled = wanted.flatMap(grantsOf).filter((grant) => (grant.sudoRoles ?? []).length > 0);
    const rules = (await host.server.output('ls', '-A', '/etc/sudoers.d'))
      .split('\n')
      .filter((name) => /curfew-/.test(name));
    expect(rules).toEqual(ruled.map((grant) => `curfew-${grant.grantId}`).sort());
    for (const account of ['alice', 'bob']) {
      const live = wanted.flatMap(grantsOf).filter((grant) => grant.account === account);
      const expected = [...live.flatMap((grant) => grant.groups), ...(account === 'bob' ? ['site'] : [])];
      expect([account, await groupsOf(host, account)]).toEqual([account, [...new Set(expected)].sort()]);
      const trust = (await host.server.exec(['cat', `/etc/ssh/curfew/keys/${account}`])).stdout;
      expect([...trust.matchAll(/grant-([0-9a-f-]{36})-1"/g)].map(([, id]) => id).sort()).toEqual(
        live.map((grant) => grant.grantId).sort(),
      );
    }
  };
  await fc.assert(
    fc.asyncProperty(turns, async (sequence) => {
      const wanted: Turn[] = CONNECTORS.map((_, connector) => ({ connector, wants: [] }));
      for (const turn of [...sequence, ...wanted]) {
        // A grant never changes its account: one that would is given later anew, under the same id, once it has ended
        const answer = await host.apply(grantsOf(turn), { connectorId: CONNECTORS[turn.connector] });
        for (const grant of answer.grants) expect(grant).toMatchObject({ remaining: [] });
        wanted[turn.connector] = turn;
        await everything(wanted);
      }
      expect(await etcLessOurs(host.server)).toBe(before);
    }),
    { numRuns: 10, endOnFailure: true },
  );
}, 300_000);
