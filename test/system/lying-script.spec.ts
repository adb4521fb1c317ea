/**
 * A server in other hands, where something else answers in the place of curfew-host. Whoever answers a clumsy lie is not
 * believed, for giving and for ending. A perfect liar is: his word is the only one that there is about his own server.
 */
import { ok } from '#testkit/given.js';
import { readReality } from '#testkit/oracle.js';
import { until } from '#testkit/until.js';
import { given } from './given-installation.js';
import { LIES, putLiar, putTruth } from './liar.js';

const WITHIN_MS = 60_000;

describe('what answers in the place of curfew-host', () => {
  const curfew = given({ servers: ['web-1'] });
  const server = () => curfew.installation.host('web-1');
  const lie = (what: string) => putLiar(server(), what);
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

  it.each(LIES)('%s: is believed neither that a grant is there nor that it is gone [I16]', async (what) => {
    const { installation } = curfew;
    const grantId = await giveUnder(what);
    await faultOf(grantId);
    expect((await installation.grant(grantId)).state).toBe('granting');
    await putTruth(server());
    await installation.grantIn(grantId, 'active', WITHIN_MS);
    expect(await isMember()).toBe(true);
    await lie(what);
    await giveBack(grantId);
    await faultOf(grantId);
    expect((await installation.grant(grantId)).state).toBe('ending');
    await putTruth(server());
    await installation.grantIn(grantId, 'ended', WITHIN_MS);
    expect(await isMember()).toBe(false);
  });

  it('without the group: is not believed that all of the grant is there', async () => {
    const grantId = await giveUnder('without the group');
    expect(await faultOf(grantId)).toMatchObject({
      code: 'host-script-failed',
      message: expect.stringContaining('web-ops'),
    });
    await putTruth(server());
    await curfew.installation.grantIn(grantId, 'active', WITHIN_MS);
    await giveBack(grantId);
    await curfew.installation.grantIn(grantId, 'ended', WITHIN_MS);
  });

  it('a whole lie: is believed, and the true script finds what was left the next time it runs', async () => {
    const { installation } = curfew;
    await installation.serverIn('web-1', 'active');
    const { id: grantId } = await installation.granted('web-1');
    await lie('nothing is wrong');
    await giveBack(grantId);
    await installation.grantIn(grantId, 'ended', WITHIN_MS);
    expect(await isMember()).toBe(true);
    await putTruth(server());
    const next = await installation.granted('web-1', { permissions: ['db-admins'] });
    const { access } = await readReality(server());
    expect(access.flatMap((one) => (one.kind === 'member' ? [one.group] : []))).toEqual(['db-admins']);
    expect(access.flatMap((one) => (one.kind === 'trust' ? [one.grantId] : []))).toEqual([next.id]);
    await giveBack(next.id);
    await installation.grantIn(next.id, 'ended', WITHIN_MS);
  });
});
