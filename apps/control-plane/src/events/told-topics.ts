/** Which open pages hear of a change. Each change makes those that hear of it ask again, so that nobody hears of what is no concern of his. */
import type { Topic } from '../database/wake-ups.js';
import type { SignedIn } from '../http/authority.js';

const FOR_EVERYBODY: ReadonlySet<string> = new Set(['integrations', 'servers', 'flows', 'people', 'shifts']);
const FOR_ADMINISTRATORS: ReadonlySet<string> = new Set(['connectors', 'audit', 'bundles', 'flow-proposals']);

/** How a page is told of what changed for somebody else; `members: false`: only administrators are. */
const OF_OTHERS: Readonly<Record<string, { topic: string; members: boolean }>> = {
  // Anybody may be its approver, and the number of those that wait for him stands on each of his pages.
  'access-requests': { topic: 'requests-of-others', members: true },
  grants: { topic: 'grants-of-others', members: false },
};

/** Takes a topic and whose page it is; gives what the page is told; undefined: nothing. */
export const toldAs = (topic: Topic, me: Pick<SignedIn, 'personId' | 'role'>): string | undefined => {
  const [noun, whose] = topic.split(':', 2);
  const isAdministrator = me.role === 'administrator';
  const others = OF_OTHERS[noun];
  if (others !== undefined) {
    if (whose === me.personId) return noun;
    return others.members || isAdministrator ? others.topic : undefined;
  }
  const mayHear = FOR_EVERYBODY.has(topic) || (isAdministrator && FOR_ADMINISTRATORS.has(topic));
  return mayHear ? topic : undefined;
};
