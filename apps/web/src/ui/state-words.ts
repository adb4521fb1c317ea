/** What the states are called on the pages: words that a tired person understands. Pure, the clock apart. */
import type {
  AccessRequest,
  Grant,
  Integration,
  RequestBefore,
  Server,
} from '../../../../libs/api-client/src/views.js';
import { isOverThere } from './other-end.js';

/** `good`: all is well; `busy`: something is under way; `watch`: somebody should look; `bad`: does not work; `quiet`: over. */
export type Tone = 'good' | 'busy' | 'watch' | 'bad' | 'quiet';

export interface StateWords {
  word: string;
  tone: Tone;
  /** One sentence: what it means for the reader. */
  meaning: string;
}

const CAUSES = { expired: 'The time was up', 'given-back': 'It was given back', revoked: 'It was revoked' } as const;

/** What decides on the words for a grant. */
export type GrantFacts = Pick<Grant, 'state' | 'cause' | 'untilAt' | 'provedUntilAt' | 'provedAt' | 'debt' | 'finishingSessions'> &
  Record<'fault' | 'writtenOff', object | null>; // prettier-ignore

const endedWords = (grant: GrantFacts): StateWords => {
  const cause = grant.cause === null ? 'It has ended' : CAUSES[grant.cause];
  if (grant.writtenOff !== null) {
    return {
      word: 'ended, removal written off',
      tone: 'watch',
      meaning: `${cause}. An administrator closed it without proof.`,
    };
  }
  return grant.provedAt === null
    ? { word: 'ended, removal not proved', tone: 'watch', meaning: `${cause}. The removal is not proved yet.` }
    : {
        word: 'ended and proved',
        tone: 'quiet',
        meaning: `${cause}. The server was read back: nothing of it is left.`,
      };
};

/** By leave of the access flow nothing but running sessions is left. */
const finishingWords = (sessions: number): StateWords => ({
  word: sessions === 1 ? '1 session is finishing' : `${sessions} sessions are finishing`,
  tone: 'busy',
  meaning: 'Its time is over and nobody can log in with it any more. The access flow lets what runs go on for a while.',
});

const endingWords = (grant: GrantFacts): StateWords => {
  if (grant.finishingSessions !== null) return finishingWords(grant.finishingSessions);
  return grant.debt || grant.fault !== null
    ? {
        word: 'ending, not proved yet',
        tone: 'watch',
        meaning: 'Its time is over, but the server has not confirmed the removal. Curfew keeps trying until it has.',
      }
    : { word: 'ending', tone: 'busy', meaning: 'It is being removed from the server right now.' };
};

const ENDED_THERE: StateWords = {
  word: 'ended on the server',
  tone: 'watch',
  meaning: 'The server was not told in time that it goes on. It begins again there when the server is told.',
};

/** Takes a grant and now; gives its state in words. */
export const grantWords = (grant: GrantFacts, nowMs = Date.now()): StateWords => {
  switch (grant.state) {
    case 'granting':
      return grant.fault === null
        ? {
            word: 'being set up',
            tone: 'busy',
            meaning: 'The connector is adding it on the server. This takes seconds.',
          }
        : {
            word: 'being set up, with trouble',
            tone: 'watch',
            meaning: 'The server could not be reached or refused. Curfew keeps trying.',
          };
    case 'active':
      return isOverThere(grant, nowMs) ? ENDED_THERE : { word: 'ready', tone: 'good', meaning: 'You can log in now.' };
    case 'ending':
      return endingWords(grant);
    case 'ended':
      return endedWords(grant);
    case 'failed':
      return {
        word: 'could not be set up',
        tone: 'bad',
        meaning: 'The server refused it for good. Administrators see what is in the way; when it is mended, ask again.',
      };
  }
};

/** A grant's state in a few words, where no more than the state is known. */
export const GRANT_STATE_WORDS: Record<Grant['state'], string> = {
  granting: 'being set up',
  active: 'ready',
  ending: 'ending',
  ended: 'ended',
  failed: 'could not be set up',
};

const REQUEST_WORDS: Record<AccessRequest['state'], StateWords> = {
  pending: { word: 'waiting for approval', tone: 'busy', meaning: 'Nobody has answered yet.' },
  'to-start': {
    word: 'approved, to start',
    tone: 'good',
    meaning: 'It is approved and has not begun: nothing of it is on the server yet.',
  },
  approved: { word: 'approved', tone: 'good', meaning: 'An approver said yes.' },
  denied: { word: 'denied', tone: 'bad', meaning: 'An approver said no.' },
  cancelled: { word: 'cancelled', tone: 'quiet', meaning: 'It was taken back before access began.' },
  'timed-out': { word: 'timed out', tone: 'quiet', meaning: 'Nobody answered in time. It can be asked again.' },
  lapsed: { word: 'never began', tone: 'quiet', meaning: 'It was approved, and its access never began.' },
};

/** What became of an approved request: the approval alone gives nothing yet. */
const APPROVED_WORDS: Record<Grant['state'], Partial<StateWords>> = {
  granting: { tone: 'good', meaning: 'The access is being set up on the server.' },
  active: { tone: 'good', meaning: 'The access is there.' },
  ending: { tone: 'quiet', meaning: 'The access was there, and is being removed.' },
  ended: { tone: 'quiet', meaning: 'The access was there, and has ended.' },
  failed: {
    word: 'approved, but not set up',
    tone: 'bad',
    meaning: 'The server refused it: there is no access. What happens now stands below.',
  },
};

/** Takes a request; gives its state in words, an approved one with what became of it. */
export const requestWords = ({
  state,
  grant,
  review = null,
}: Pick<AccessRequest, 'state' | 'grant'> & { review?: object | null }): StateWords => {
  if (state !== 'approved' || grant === null) return REQUEST_WORDS[state];
  const words = { ...REQUEST_WORDS.approved, ...APPROVED_WORDS[grant.state] };
  // Its state is that of what was approved, but nobody approved it.
  return review === null ? words : { ...words, word: words.word.replace('approved', 'taken in an emergency') };
};

/** Takes a request of before; gives what became of it, in a few words. */
export const beforeWords = ({
  state,
  grantState,
  cause,
}: Pick<RequestBefore, 'state' | 'grantState' | 'cause'>): string => {
  if (grantState === null) return REQUEST_WORDS[state].word;
  if (grantState === 'granting' || grantState === 'active') return 'approved, runs now';
  if (grantState === 'failed' || cause === null) return `approved, ${GRANT_STATE_WORDS[grantState]}`;
  return `approved, ended: ${CAUSES[cause].toLowerCase()}`;
};

/** Takes a number of times; gives `never`, `once`, `3 times`. */
export const timesWords = (count: number): string => (count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`);

/** Kinds of standing access, in words. */
export const STANDING_WORDS = {
  membership: 'Linux group',
  key: 'key',
  job: 'scheduled job',
  session: 'login session',
} as const;

const SERVER_WORDS: Record<Server['state'], StateWords> = {
  unknown: { word: 'not looked at yet', tone: 'busy', meaning: 'The connector has not reported on it yet.' },
  unconfirmed: {
    word: 'host key to confirm',
    tone: 'watch',
    meaning: 'Confirm the fingerprint: before that, no login is tried.',
  },
  'ready-for-set-up': {
    word: 'ready for set-up',
    tone: 'busy',
    meaning: 'Login and sudo work. Nothing has been written to it yet.',
  },
  active: { word: 'active', tone: 'good', meaning: 'People can ask for it.' },
  amber: {
    word: "the site's rules stand in the way",
    tone: 'watch',
    meaning: 'Running access goes on; no new access until this is mended.',
  },
  failing: { word: 'failing', tone: 'bad', meaning: 'Curfew keeps trying. Below is what is wrong.' },
  removed: { word: 'removed', tone: 'quiet', meaning: 'Nothing of Curfew is left on it.' },
};

const CLOCK_OFF: StateWords = {
  word: 'clock is off',
  tone: 'watch',
  meaning: 'Running access goes on; no new access until its clock is right.',
};

/** Takes a server; gives its state in words, with what is under way there. */
export const serverWords = (server: Pick<Server, 'state' | 'wanted'> & Partial<Pick<Server, 'faults'>>): StateWords => {
  if (server.wanted === 'set-up' && ['unconfirmed', 'ready-for-set-up', 'unknown'].includes(server.state)) {
    return { word: 'being set up', tone: 'busy', meaning: 'The connector is installing what access needs.' };
  }
  if (server.wanted === 'removed' && server.state !== 'removed' && server.state !== 'failing') {
    return {
      word: 'being removed',
      tone: 'busy',
      meaning: 'Access ends first, then everything of Curfew is taken away.',
    };
  }
  if (
    server.state === 'amber' &&
    (server.faults?.length ?? 0) > 0 &&
    server.faults?.every(({ code }) => code === 'server-clock-off')
  )
    return CLOCK_OFF;
  return SERVER_WORDS[server.state];
};

const INTEGRATION_WORDS: Record<Integration['status'], StateWords> = {
  initializing: {
    word: 'initializing',
    tone: 'busy',
    meaning: 'Servers are being looked at, or wait for you to confirm or set them up.',
  },
  active: { word: 'active', tone: 'good', meaning: 'Every server works.' },
  warning: { word: 'warning', tone: 'watch', meaning: 'Some servers need somebody to look.' },
  error: { word: 'error', tone: 'bad', meaning: 'Nothing new can be given here until this is mended.' },
};

/** Takes an integration; gives its status in words. */
export const integrationWords = (integration: Pick<Integration, 'status'>): StateWords =>
  INTEGRATION_WORDS[integration.status];
