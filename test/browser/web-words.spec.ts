import { activityQuery, activitySearchOf, exportAddress } from '../../apps/web/src/pages/activity/activity-search.js';
import { momentOfField, fieldOfMoment, missingOf, newShift, rotationWords, stretchesOf, wallWords } from '../../apps/web/src/pages/shifts/shift-draft.js'; // prettier-ignore
import {
  durationUnder,
  missingOf as missingOfRequest,
  NOTHING_SAID,
  startOf,
  waitsWords,
} from '../../apps/web/src/pages/catalog/request-draft.js';
import type { CatalogEntry, CatalogFlow, CatalogOption } from '#api-client/views.js';
import { hintParts } from '../../apps/web/src/ui/hint-parts.js';
import { differing, editWords } from '../../apps/web/src/pages/flows/proposal-words.js';
import { changeWords, namesWords, ownYesWords, unapprovableWords } from '../../apps/web/src/pages/flows/blast-words.js';
import { batchBody, permissionsOf } from '../../apps/web/src/pages/catalog/ask-many.js';
import { fitsChosen, flowToExtend, runningOf } from '../../apps/web/src/pages/catalog/asked-running.js';
import { againOf, mayAskAgain } from '../../apps/web/src/pages/catalog/ask-again.js';
import { tagsOfTexts } from '../../apps/web/src/pages/flows/target-draft.js';
import { listWords, tagWords } from '../../apps/web/src/ui/list-words.js';
import { delayAfterGapMs, refetchDelayMs } from '../../apps/web/src/ui/refetch-pace.js';
import { rootGroupsOf } from '../../apps/web/src/ui/root-groups.js';
import { pathsStaleAfter } from '../../apps/web/src/ui/stale-after.js';
import { otherEndOf } from '../../apps/web/src/ui/other-end.js';
import { grantWords, requestWords } from '../../apps/web/src/ui/state-words.js';
import { shownText } from '../../apps/web/src/ui/shown-text.js';
import { sudoWords } from '../../apps/web/src/ui/connector-words.js';
import {
  agoWords,
  countdownWords,
  durationChoices,
  durationWords,
  inLargestUnit,
  momentWords,
  shortDuration,
} from '../../apps/web/src/ui/time-words.js';

describe('text that somebody typed', () => {
  it.each([
    ['an escape sequence', 'a\u001b[31mred', 'a␛[31mred'],
    ['a line feed in a single line', 'a\nb', 'a␊b'],
    ['delete and C1', 'a\u007fb\u0085c', 'a␡b⟨U+0085⟩c'],
    ['a right-to-left override', 'web\u202egpj.sh', 'web⟨U+202E⟩gpj.sh'],
    ['bidi isolates and marks', '\u2066a\u2069\u200f\u061c', '⟨U+2066⟩a⟨U+2069⟩⟨U+200F⟩⟨U+061C⟩'],
    ['zero-width characters', 'ad\u200bmin\ufeff', 'ad⟨U+200B⟩min⟨U+FEFF⟩'],
    ['a joiner that hides in ASCII', 'ad\u200dmin', 'ad⟨U+200D⟩min'],
    ['tag characters', 'a\u{e0041}', 'a⟨U+E0041⟩'],
    ['a lone surrogate', 'a\ud800', 'a⟨U+D800⟩'],
  ])('shows %s', (_, given, shown) => {
    expect(shownText(given)).toBe(shown);
  });

  it.each(['Rita Requester', 'Żółć 東京 שלום', '👩\u200d🚀', 'می\u200cخواهم'])('leaves %s as it is', (text) => {
    expect(shownText(text)).toBe(text);
  });

  it('keeps line feeds only where several lines are shown', () => {
    expect(shownText('a\nb\r', { lines: true })).toBe('a\nb␍');
  });
});

describe('what is over, asked for again', () => {
  const flow = (id: string, part: Partial<CatalogFlow> = {}): CatalogFlow => ({
    id, name: id, longestSeconds: 7200, defaultSeconds: 3600, fixedDuration: false, customFields: [], templates: [], justificationRequired: false,
    automatic: false, approvers: [], oneYes: true, approvalInWords: null, allowsForwarding: false, finishWithinSeconds: null,
    breakGlassReviewSeconds: null, firstUseWithinSeconds: null, startAheadSeconds: null, usualSeconds: null, forSelf: true, forOthers: false, ...part,
  }); // prettier-ignore
  const offers = (...options: [permission: string, mine: CatalogOption['mine'], ...flows: CatalogFlow[]][]): CatalogEntry => ({
    resource: { id: 'web-1', name: 'web-1', kind: 'ssh-server', integrationName: 'shop', tags: {}, state: 'active', available: true },
    favourite: null,
    options: options.map(([permission, mine, ...flows]) => ({ permission, mine, flows })),
  }); // prettier-ignore
  const rita = { id: 'rita', displayName: 'Rita', email: null };
  const rosa = { id: 'rosa', displayName: 'Rosa', email: null };
  const asked = {
    permissions: ['web-ops', 'db-admins'], receiver: rita, durationSeconds: 7200, reason: 'Disk full', review: null, startAt: null as string | null,
    fields: [{ name: 'ticket', label: 'Ticket', value: 'INC-7' }], flow: { id: 'old', name: 'old', version: 1 },
  }; // prettier-ignore
  const ticket = { name: 'ticket', label: 'Ticket', pattern: null, required: true };

  it('is filled in as it was where nothing has changed, even where another flow would come first', () => {
    const flows = [flow('first', { automatic: true }), flow('old', { customFields: [ticket] })];
    const entry = offers(['web-ops', 'none', ...flows], ['db-admins', 'none', ...flows]);
    expect(againOf(asked, entry, 'rita')).toEqual({
      leftOut: [],
      draft: {
        permissions: ['web-ops', 'db-admins'], flowId: 'old', durationSeconds: 7200, reason: 'Disk full', receiver: null,
        fields: { ticket: 'INC-7' }, breakGlass: false, start: '',
      },
    }); // prettier-ignore
  });

  it.each<[string, Partial<typeof asked>, CatalogEntry, string[], string[]]>([
    ['a permission that nothing offers', {}, offers(['web-ops', 'none', flow('old', { customFields: [ticket] })]), ['web-ops'],
      ['db-admins: no access flow lets you ask for it any more.']],
    ['what one has, and waits for', {}, offers(['web-ops', 'running', flow('old')], ['db-admins', 'pending', flow('old')]), [],
      ['web-ops: you have it now.', 'db-admins: you asked for it already.']],
    ['what is approved and has not begun', { permissions: ['web-ops'] }, offers(['web-ops', 'to-start', flow('old')]), [],
      ['web-ops: it is approved and has not begun.']],
    ['what no one flow gives together', {}, offers(['web-ops', 'none', flow('old', { customFields: [ticket] })], ['db-admins', 'none', flow('other')]), ['web-ops'],
      ['db-admins: it cannot be asked for together with the others any more.']],
    ['the flow, the time and a field', {}, offers(['web-ops', 'none', flow('new', { longestSeconds: 1800 })], ['db-admins', 'none', flow('new', { longestSeconds: 1800 })]), ['web-ops', 'db-admins'],
      ['It goes by “new” now: “old” no longer lets you ask.', '2 hours: the longest is 30 minutes now.', 'Ticket: it is no longer asked for.']],
    ['when it begins', { startAt: '2026-12-01T02:00:00.000Z' }, offers(['web-ops', 'none', flow('old', { customFields: [ticket] })], ['db-admins', 'none', flow('old')]), ['web-ops', 'db-admins'],
      ['It was to begin at a time of its own. Say when it is to begin now.']],
    ['for whom', { receiver: rosa, fields: [] }, offers(['web-ops', 'none', flow('old')], ['db-admins', 'running', flow('old')]), ['web-ops', 'db-admins'],
      ['For Rosa: “old” lets one ask for oneself only.']],
  ])('leaves out, and says so: %s', (_, part, entry, permissions, leftOut) => {
    const again = againOf({ ...asked, ...part }, entry, 'rita');
    expect([again.draft.permissions, again.leftOut]).toEqual([permissions, leftOut]);
  }); // prettier-ignore

  it.each([
    ['denied', null, true], ['cancelled', null, true], ['timed-out', null, true], ['lapsed', null, true], ['pending', null, false], ['to-start', null, false],
    ['approved', 'ended', true], ['approved', 'failed', true], ['approved', 'active', false], ['approved', 'ending', false],
  ] as const)('is there for what was %s, its grant %s: %s; never for strangers', (state, grant, may) => {
    const request = { state, requester: rita, receiver: rosa, extension: null, byCondition: false, grant: grant && { id: 'g', state: grant, untilAt: '' } };
    expect(['rita', 'rosa', 'omar'].map((who) => mayAskAgain(request, who))).toEqual([may, may, false]);
    expect(mayAskAgain({ ...request, byCondition: true }, 'rita')).toBe(false);
  }); // prettier-ignore
});

describe('a form for what one has', () => {
  const flow = { id: 'old', longestSeconds: 7200, usualSeconds: null, fixedDuration: true, customFields: [{}], justificationRequired: false } as unknown as CatalogFlow;
  const extension = { longestSeconds: 3600, approvalAgain: false, justificationRequired: true };
  const openedMs = Date.UTC(2026, 10, 22, 12);
  const untilAt = new Date(openedMs + 1_800_000).toISOString();
  const running = { mine: 'running', flows: [flow], grantId: 'one', untilAt, extension } as const;
  const entry = {
    options: [
      { permission: 'a', ...running }, { permission: 'b', ...running }, { permission: 'c', ...running, grantId: 'other' }, { permission: 'd', mine: 'none', flows: [flow] },
    ],
  } as unknown as CatalogEntry;
  const draft = (...permissions: string[]) => ({ ...NOTHING_SAID, permissions, flowId: null });

  it('makes longer what one grant gives, unless it is for another or for later', () => {
    expect(runningOf(entry, draft('a', 'b'))).toEqual({ untilAt, extension });
    for (const other of [draft(), draft('a', 'c'), draft('a', 'd'), { ...draft('a'), start: '2026-11-23T09:00' }, { ...draft('a'), receiver: { id: 'r', displayName: 'R' } }])
      expect(runningOf(entry, other)).toBeUndefined();
    const offered = (chosen: Parameters<typeof fitsChosen>[1]) => entry.options.filter((one) => fitsChosen(entry, chosen, one)).map(({ permission }) => permission);
    expect([offered(draft()), offered(draft('a')), offered(draft('d'))]).toEqual([['a', 'b', 'c', 'd'], ['a', 'b'], ['d']]);
    expect(offered({ ...draft('d'), start: '2026-11-23T09:00' })).toEqual(['a', 'b', 'c', 'd']);
  });

  it('of several servers asks for what one has not; where one has all that is chosen, for that, under the flow that gave it', () => {
    const resource = (id: string) => ({ resource: { id, name: id } });
    const [has, lacks] = [{ ...entry, ...resource('has'), options: entry.options.slice(0, 2) }, { ...entry, ...resource('lacks') }] as CatalogEntry[];
    const many = { entries: [has, lacks] };
    expect(permissionsOf(many)).toEqual(['a', 'b', 'c', 'd']);
    const body = batchBody(many, ['a', 'd'], NOTHING_SAID, { has: 'old' });
    expect(body).toMatchObject({ items: [{ resourceId: 'has', permissions: ['a'] }, { resourceId: 'lacks', permissions: ['d'] }] });
    expect('items' in body && Object.keys(body.items[0])).toEqual(['resourceId', 'permissions']);
  });

  it('offers what is left and one extension, proposes an end that is worth it, and does not change what it proposes', () => {
    const shown = (nowMs: number) => flowToExtend(flow, { untilAt, extension }, { nowMs, openedMs });
    expect(shown(openedMs)).toMatchObject({ longestSeconds: 5280, usualSeconds: 3600, fixedDuration: false, customFields: [], justificationRequired: true });
    expect(shown(openedMs + 600_000)).toMatchObject({ longestSeconds: 4680, usualSeconds: 3600 });
    expect(flowToExtend(flow, { untilAt, extension: { ...extension, longestSeconds: 600 } }, { nowMs: openedMs, openedMs }).usualSeconds).toBe(2340);
  });
}); // prettier-ignore

describe('what sudo lets the connector do', () => {
  it.each([
    [null, false, 'not known yet'],
    ['full-sudo', false, 'full sudo'],
    ['full-sudo', true, 'full sudo, no longer needed'],
    ['helper', true, 'helper mode'],
  ] as const)('%s, with a line of its own %s: %s', (sudoMode, helperReady, words) => {
    expect(sudoWords({ sudoMode, helperReady })).toBe(words);
  });
});

describe('times in words', () => {
  const now = Date.UTC(2026, 10, 22, 12, 0, 0);

  it.each([
    [60, '1 minute'],
    [5400, '1 hour 30 minutes'],
    [90_061, '1 day 1 hour 1 minute 1 second'],
    [0, '0 seconds'],
  ])('%d seconds is %s', (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
  });

  it('never promises more time than is left, to the second', () => {
    expect(countdownWords(now + 61_000, now)).toBe('1 min 1 s left');
    expect(countdownWords(now + 1, now)).toBe('1 s left');
    expect(countdownWords(now, now)).toBe('time is up');
    expect(shortDuration(7199)).toBe('1 h 59 min');
  });

  it('says how long ago something was in its largest unit', () => {
    expect(agoWords(now - 3_700_000, now)).toBe('1 h ago');
    expect(agoWords(now + 5000, now)).toBe('just now');
  });

  it('names the day only when it is not today', () => {
    expect(momentWords(now, now)).toMatch(/^\d\d:\d\d$/);
    expect(momentWords(now + 86_400_000, now)).toMatch(/^tomorrow \d\d:\d\d$/);
    expect(momentWords(now - 10 * 86_400_000, now)).toMatch(/Nov 2026, \d\d:\d\d$/);
  });

  it('offers no duration above the longest, and always the longest', () => {
    expect(durationChoices(7200)).toEqual([900, 1800, 3600, 7200]);
    expect(durationChoices(600)).toEqual([600]);
    for (const choice of durationChoices(10_000)) expect(choice).toBeLessThanOrEqual(10_000);
  });

  it('takes seconds apart for a form without losing any', () => {
    expect(inLargestUnit(5400)).toEqual({ count: 90, unitSeconds: 60 });
    expect(inLargestUnit(86_400)).toEqual({ count: 1, unitSeconds: 86_400 });
  });
});

describe('lists', () => {
  it('read back the tags that they write', () => {
    expect(tagsOfTexts(['env=prod', 'gold'])).toEqual({ env: 'prod', gold: '' });
    expect(tagWords({ env: 'prod', gold: '' })).toEqual(['env=prod', 'gold']);
    expect(listWords([], 'or')).toBe('');
  });
});

describe('what an edit of a flow changes', () => {
  it('is told in whole words, with the first names and how many more there are', () => {
    const [people, resources] = [{ count: 14, first: ['Ada', 'Omar'] }, { count: 1, first: ['web-1'] }]; // prettier-ignore
    expect(changeWords({ people, resources }, 'could newly reach')).toBe('14 people could newly reach 1 server');
    expect(ownYesWords({ people, resources })).toBe('14 people could approve it themselves, on 1 server');
    expect(unapprovableWords({ people, resources })).toBe(
      '14 people could ask for 1 server, and nobody could ever approve it as things are',
    );
    expect([namesWords(people), namesWords(resources)]).toEqual(['Ada, Omar and 12 more', 'web-1']);
  });
});

describe('a hint', () => {
  it('gives the commands behind "run:" apart', () => {
    expect(
      hintParts('Add the key; if it is there, run: chown -R curfew: ~curfew/.ssh; chmod 700 ~curfew/.ssh'),
    ).toEqual({
      text: 'Add the key; if it is there, run:',
      commands: ['chown -R curfew: ~curfew/.ssh', 'chmod 700 ~curfew/.ssh'],
    });
  });

  it('gives indented lines as commands', () => {
    expect(hintParts('On the server:\n  chmod 600 a\n  chmod 700 b')).toEqual({
      text: 'On the server:',
      commands: ['chmod 600 a', 'chmod 700 b'],
    });
  });

  it('leaves a hint without commands as it is', () => {
    expect(hintParts('Check host and port.')).toEqual({ text: 'Check host and port.', commands: [] });
  });
});

describe('when a page fetches again what changed', () => {
  it('is soon after a quiet time, not in the same instant on every page, and seldom while changes keep coming', () => {
    expect(refetchDelayMs(Infinity, 0)).toBe(0);
    expect(refetchDelayMs(60_000, 0.5)).toBeGreaterThan(0);
    expect(refetchDelayMs(60_000, 1)).toBeLessThan(1000);
    expect(refetchDelayMs(0, 0)).toBeGreaterThanOrEqual(2000);
    expect(delayAfterGapMs(1)).toBeGreaterThan(delayAfterGapMs(0.1));
  });
});

describe('what a page fetches again', () => {
  it('is the catalog after a change of one’s own, and not after those of others', () => {
    expect(pathsStaleAfter(['grants'])).toContain('/api/catalog');
    expect(pathsStaleAfter(['access-requests'])).toContain('/api/catalog');
    expect(pathsStaleAfter(['grants-of-others', 'requests-of-others'])).not.toContain('/api/catalog');
    expect(pathsStaleAfter(['requests-of-others'])).toContain('/api/session');
    expect(pathsStaleAfter(['unknown'])).toEqual([]);
  });
});

describe('permissions that are known to give root', () => {
  it('are named, others are not', () => {
    expect(rootGroupsOf(['web-ops', 'docker', 'Default', 'sudo'])).toEqual(['docker', 'sudo']);
  });
});

describe('an approved request', () => {
  const grant = (state: 'granting' | 'active' | 'ended' | 'failed') => ({ id: 'g', state, untilAt: '' });

  it('is never called granted where there is no access', () => {
    const refused = requestWords({ state: 'approved', grant: grant('failed') });
    expect(refused).toMatchObject({ word: 'approved, but not set up', tone: 'bad' });
    expect(refused.meaning).toContain('there is no access');
    expect(requestWords({ state: 'approved', grant: grant('granting') }).meaning).toContain('being set up');
    expect(requestWords({ state: 'approved', grant: grant('active') }).meaning).toBe('The access is there.');
    expect(requestWords({ state: 'denied', grant: null }).word).toBe('denied');
    expect(requestWords({ state: 'approved', grant: grant('active'), review: {} }).word).toBe('taken in an emergency');
  });
});

describe('running access', () => {
  const [old, moved] = ['2026-11-26T14:00:00.000Z', '2026-11-26T16:00:00.000Z'];
  const grant = (provedUntilAt: string | null, state: 'active' | 'ending' = 'active') => ({
    ...{ state, untilAt: moved, provedUntilAt, cause: null, provedAt: null, debt: false, finishingSessions: null },
    ...{ fault: null, writtenOff: null },
  });
  const words = (provedUntilAt: string | null, afterOldEndMs: number) =>
    grantWords(grant(provedUntilAt), Date.parse(old) + afterOldEndMs).word;

  it('is called ready until its server ends it, also where that was not told of the end', () => {
    expect([words(old, -1), words(null, 0), words(moved, 0)]).toEqual(['ready', 'ready', 'ready']);
    expect(words(old, 0)).toBe('ended on the server');
  });

  it('has another end on the server only where that has told one, and while it runs', () => {
    expect([old, moved, null].map((held) => otherEndOf(grant(held)))).toEqual([old, null, null]);
    expect(otherEndOf(grant(old, 'ending'))).toBeNull();
  });
});

describe('a permission in the catalog that one has not yet', () => {
  it('says whether it waits for an answer, begins by itself and when, or is started by hand', () => {
    const nowMs = new Date(2026, 10, 22, 17, 30).getTime();
    const at = (hours: number) => ({ at: 'scheduled', dueAt: new Date(nowMs + hours * 3_600_000).toISOString() }) as const;
    expect(waitsWords(undefined, nowMs)).toBe('waiting for approval');
    expect([at(1), at(24), at(-1)].map((toStart) => waitsWords(toStart, nowMs))).toEqual(['starts 18:30', 'starts tomorrow 17:30', 'starting']);
    expect(waitsWords({ ...at(1), at: 'first-use' }, nowMs)).toBe('start now');
  }); // prettier-ignore
});

describe('a form of a request', () => {
  const flow = {
    ...{ longestSeconds: 7200, usualSeconds: null, fixedDuration: false, startAheadSeconds: 86_400, firstUseWithinSeconds: null },
    ...{ customFields: [], forSelf: true, justificationRequired: false, breakGlassReviewSeconds: 3600 },
  } as unknown as Parameters<typeof startOf>[1][number];

  it.each([
    ['an hour', {}, null, 3600],
    ['the usual time of the rule', { usualSeconds: 1800 }, null, 1800],
    ['what is chosen', { usualSeconds: 1800 }, 900, 900],
    ['no more than the longest', {}, 9000, 7200],
    ['a fixed time, whatever was chosen under another rule', { fixedDuration: true, usualSeconds: 60 }, 900, 7200],
  ])('asks for %s', (_, rule, durationSeconds, expected) => {
    expect(durationUnder({ ...NOTHING_SAID, durationSeconds }, { ...flow, ...rule })).toBe(expected);
  });

  it('never leaves out a start that is said: one that cannot be read is asked for again', () => {
    const said = { ...NOTHING_SAID, start: '12026-11-27T09:00' };
    expect([startOf(said, [flow]), missingOfRequest(said, [flow])]).toEqual([null, 'when it is to start']);
    expect(startOf({ ...said, start: '2026-11-27T09:00' }, [flow])).toMatch(/^2026-11-2\dT\d\d:\d\d:00.000Z$/);
    expect(missingOfRequest({ ...said, start: '2026-11-27T09:00' }, [flow])).toBeUndefined();
  });

  it('names no start where the rule lets nobody, or in an emergency', () => {
    const said = { ...NOTHING_SAID, start: '2026-11-27T09:00', breakGlass: true, reason: 'down' };
    expect([startOf(said, [flow]), missingOfRequest(said, [flow])]).toEqual([null, undefined]);
    expect(startOf({ ...said, breakGlass: false }, [{ ...flow, startAheadSeconds: null }])).toBeNull();
  });
}); // prettier-ignore

describe('a shift in words', () => {
  const [rita, omar, otto] = ['Rita', 'Omar', 'Otto'].map((displayName) => ({ id: displayName, displayName }));
  const draft = { ...newShift(Date.UTC(2026, 10, 25, 23, 30), 'Europe/Berlin'), people: [rita, omar, otto] };

  it('begins on the Monday of the week that it is in its zone', () => {
    expect(draft.startDate).toBe('2026-11-23');
    expect(newShift(Date.UTC(2026, 10, 22, 23, 30), 'Europe/Berlin').startDate).toBe('2026-11-23');
    expect(newShift(Date.UTC(2026, 10, 22, 23, 30), 'UTC').startDate).toBe('2026-11-16');
    expect(missingOf({ ...draft, startDate: '' })).toEqual(['its name', 'the first day']);
  });

  it.each([
    [{}, 'Rita, Omar and Otto take turns of 1 week, handed over on Mondays at 09:00 (Europe/Berlin).'],
    [{ count: 2, unit: 'days' }, 'Rita, Omar and Otto take turns of 2 days, handed over at 09:00 (Europe/Berlin).'],
    [{ count: 12, unit: 'hours' }, 'Rita, Omar and Otto take turns of 12 hours, handed over first at 09:00 (Europe/Berlin).'],
    [{ people: [omar] }, 'Omar alone is on duty.'],
    [{ people: [] }, 'Nobody takes turns: only overrides put somebody on duty.'],
  ] as const)('%j reads: %s', (given, words) => {
    expect(rotationWords({ ...draft, ...given, people: [...('people' in given ? given.people : draft.people)] })).toBe(words);
  }); // prettier-ignore

  it('is previewed as the control plane will keep it', () => {
    const next = stretchesOf(draft, Date.UTC(2026, 10, 25), []);
    expect(next.slice(0, 2).map(({ fromMs, personId }) => [wallWords(fromMs, 'Europe/Berlin'), personId])).toEqual([
      ['Wed 25 Nov, 01:00', 'Rita'],
      ['Mon 30 Nov, 09:00', 'Omar'],
    ]);
  });

  it('takes times by the clocks of its zone', () => {
    const atMs = Date.UTC(2026, 6, 1, 7, 15);
    expect([fieldOfMoment(atMs, 'Europe/Berlin'), momentOfField('2026-07-01T09:15', 'Europe/Berlin')]).toEqual(['2026-07-01T09:15', atMs]); // prettier-ignore
    expect(momentOfField('', 'Europe/Berlin')).toBeNull();
  });
});

describe('the filters of the activity page', () => {
  it('are taken from an address as texts, and what they do not know is left out', () => {
    expect(activitySearchOf({ search: 4711, state: 'running', as: '', other: 'x', from: ['a'] })).toEqual({
      search: '4711',
      state: 'running',
    });
  });

  it('ask for whole days, for one person in the part that is named, and for a state of the request or of the grant', () => {
    const day = '2026-11-22';
    const asked = activityQuery({ person: 'p', as: 'approver', state: 'running', from: day, to: day });
    expect(asked).toMatchObject({ approverId: 'p', grantState: ['granting', 'active'], requestState: undefined });
    expect(Date.parse(asked.to ?? '') - Date.parse(asked.from ?? '')).toBe(86_400_000);
    expect(asked).not.toHaveProperty('personId');
    expect(activityQuery({ from: 'soon' }).from).toBeUndefined();
    expect([activityQuery({ kind: 'emergency' }).kind, activityQuery({ kind: 'odd' }).kind]).toEqual([
      ['emergency'],
      undefined,
    ]);
  });

  it('go along with the file', () => {
    expect(exportAddress({ state: 'running', search: 'a&b' }, 'csv')).toBe(
      '/api/activity/export?format=csv&search=a%26b&grantState=granting&grantState=active',
    );
  });
});

describe('a proposed edit', () => {
  it.each([
    ['for up to 2 hours, always.', 'for up to 30 minutes, always.', ['for up to ', '30 minutes, ', 'always.']],
    ['the same', 'the same', ['the same', '', '']],
    ['', 'all new', ['', 'all new', '']],
  ])('shows of “%s” and “%s” where they differ', (before, after, parts) => {
    expect(differing(before, after)).toEqual(parts);
  });

  it('is named by what it does', () => {
    expect(editWords({ kind: 'bundle', action: 'remove', objectName: 'Tools' })).toBe('Delete the bundle “Tools”');
    expect(editWords({ kind: 'four-eyes', action: 'switch-off', objectName: '' })).toBe('Require no second administrator any more'); // prettier-ignore
  });
});
