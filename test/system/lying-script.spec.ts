/**
 * A server in other hands, where something else answers in the place of curfew-host. Whoever answers a clumsy lie is not
 * believed, for giving and for ending. A perfect liar is: his word is the only one that there is about his own server.
 */
import { CURFEW_HOST_PATH } from '#host/commands.js';
import { curfewHostScript, curfewHostVersion } from '#host/script.js';
import { ok } from '#testkit/given.js';
import { readReality } from '#testkit/oracle.js';
import { until } from '#testkit/until.js';
import { given } from './given-installation.js';

/** Answers that all is as ordered, and does nothing. What is wrong with the answer stands in /run/lie. */
const LIAR = `#!/bin/sh
version=${curfewHostVersion()}
read -r lie </run/lie
request=$(cat)
generation=$(printf '%s\\n' "$request" | sed -n 's/^generation //p')
grants=$(printf '%s\\n' "$request" | sed -n \\
  -e 's/^grant \\([^ ]*\\) [^ ]* \\([^ ]*\\) .* \\([^ ]*\\)$/grant \\1 present \\2 1000 \\3/p' \\
  -e 's/^ended \\([^ ]*\\) \\(.*\\)$/grant \\1 absent \\2 1000 -/p')
case $lie in
  'another generation') generation=$((generation - 1)) ;;
  'no word of the grant') grants= ;;
  'another grant') grants=$(printf '%s\\n' "$grants" | sed 's/^grant ......../grant 00000000/') ;;
  'the opposite') grants=$(printf '%s\\n' "$grants" | sed 's/ present / Absent /; s/ absent / present /; s/ Absent / absent /') ;;
  'without the group') grants=$(printf '%s\\n' "$grants" | sed 's/ web-ops$/ -/') ;;
  'a cut answer') exec printf 'curfew-answer 1 %s\\ngeneration %s\\n' "$version" "$generation" ;;
esac
answer=$(printf 'curfew-answer 1 %s\\ngeneration %s\\nclock %s\\nchanged no\\n%s' "$version" "$generation" "$(date +%s)" "$grants")
printf '%s\\nend %s\\n' "$answer" "$(printf '%s\\n' "$answer" | wc -l)"
`;

const WITHIN_MS = 60_000;

describe('what answers in the place of curfew-host', () => {
  const curfew = given({ servers: ['web-1'] });
  const server = () => curfew.installation.host('web-1');
  const put = async (script: string) => {
    const command = `cat >${CURFEW_HOST_PATH}.new; chmod 755 ${CURFEW_HOST_PATH}.new; mv ${CURFEW_HOST_PATH}.new ${CURFEW_HOST_PATH}`;
    await server().exec(['sh', '-c', command], { stdin: script });
  };
  const lie = async (what: string) => {
    await server().exec(['tee', '/run/lie'], { stdin: `${what}\n` });
    await put(LIAR);
  };
  /** While the liar answers; a server that has just told lies must first be good again, else nothing can be asked for there. */
  const giveUnder = async (what: string) => {
    await curfew.installation.serverIn('web-1', 'active');
    await lie(what);
    return curfew.installation.approve(await curfew.installation.ask('web-1'));
  };
  const giveBack = async (grantId: string) =>
    ok(await curfew.installation.api.as('rita').post(`/api/grants/${grantId}/give-back`));
  const faultOf = (grantId: string) =>
    until(async () => (await curfew.installation.grant(grantId)).fault, { within: WITHIN_MS, what: 'a fault' });
  const isMember = async () => (await readReality(server())).access.some(({ kind }) => kind === 'member');

  it.each(['another generation', 'no word of the grant', 'another grant', 'the opposite', 'a cut answer'])(
    '%s: is believed neither that a grant is there nor that it is gone [I16]',
    async (what) => {
      const { installation } = curfew;
      const grantId = await giveUnder(what);
      await faultOf(grantId);
      expect((await installation.grant(grantId)).state).toBe('granting');
      await put(curfewHostScript());
      await installation.grantIn(grantId, 'active', WITHIN_MS);
      expect(await isMember()).toBe(true);
      await lie(what);
      await giveBack(grantId);
      await faultOf(grantId);
      expect((await installation.grant(grantId)).state).toBe('ending');
      await put(curfewHostScript());
      await installation.grantIn(grantId, 'ended', WITHIN_MS);
      expect(await isMember()).toBe(false);
    },
    240_000,
  );

  it('without the group: is not believed that all of the grant is there', async () => {
    const grantId = await giveUnder('without the group');
    expect(await faultOf(grantId)).toMatchObject({
      code: 'host-script-failed',
      message: expect.stringContaining('web-ops'),
    });
    await put(curfewHostScript());
    await curfew.installation.grantIn(grantId, 'active', WITHIN_MS);
    await giveBack(grantId);
    await curfew.installation.grantIn(grantId, 'ended', WITHIN_MS);
  }, 120_000);

  it('a whole lie: is believed, and the true script finds what was left the next time it runs', async () => {
    const { installation } = curfew;
    await installation.serverIn('web-1', 'active');
    const { id: grantId } = await installation.granted('web-1');
    await lie('nothing is wrong');
    await giveBack(grantId);
    await installation.grantIn(grantId, 'ended', WITHIN_MS);
    expect(await isMember()).toBe(true);
    await put(curfewHostScript());
    const next = await installation.granted('web-1', { permissions: ['db-admins'] });
    const { access } = await readReality(server());
    expect(access.flatMap((one) => (one.kind === 'member' ? [one.group] : []))).toEqual(['db-admins']);
    expect(access.flatMap((one) => (one.kind === 'trust' ? [one.grantId] : []))).toEqual([next.id]);
    await giveBack(next.id);
    await installation.grantIn(next.id, 'ended', WITHIN_MS);
  }, 120_000);
});
