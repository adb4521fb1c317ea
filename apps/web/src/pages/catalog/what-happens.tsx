/** Before it is sent: who will be asked and when, what one will get, and when it ends; or why not. As the server decides it. */
import { useDebouncedValue } from '@mantine/hooks';
import type { AskedTier, CatalogEntry, CatalogFlow, DryRun } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { listWords } from '../../ui/list-words.js';
import { useNowMs } from '../../ui/now.js';
import { Shown } from '../../ui/shown.js';
import { ROOT_WORDS } from '../../ui/sudo-roles.js';
import { durationWords, momentWords } from '../../ui/time-words.js';
import type { Running } from './asked-running.js';
import { durationUnder, fieldsFor, isEmergency, termsOf, type Draft } from './request-draft.js';

const REFRESH_MS = 30_000;
const REST_MS = 300;
/** Of the reason it only matters whether there is one: what would happen is shown before it is written. */
const SOME_REASON = '…';

interface WhatHappensProps {
  entry: CatalogEntry;
  flow: CatalogFlow;
  draft: Draft;
  /** What it makes longer. */
  runs: Running | undefined;
}

/** What is sent. Of what runs, with the end that was shown: it goes by the flow that gave it. */
export const askBody = ({ entry, flow, draft, runs }: WhatHappensProps) => ({
  resourceId: entry.resource.id,
  permissions: draft.permissions,
  ...termsOf(draft, [flow], durationUnder(draft, flow)),
  fields: fieldsFor(draft, [flow]),
  breakGlass: isEmergency(draft, flow),
  ...(runs ? { fromUntilAt: runs.untilAt } : { flowId: flow.id }),
});

const useDryRun = (props: WhatHappensProps): DryRun | undefined => {
  const body = { ...askBody(props), reason: SOME_REASON };
  const [rested] = useDebouncedValue(JSON.stringify(body), REST_MS);
  return $api.useQuery(
    'post',
    '/api/access-requests/dry-run',
    { body: JSON.parse(rested) as typeof body },
    { placeholderData: (before) => before },
  ).data;
};

export const peopleWords = ({ people, peopleTotal }: AskedTier): string =>
  peopleTotal > people.length
    ? `${people.join(', ')} and ${peopleTotal - people.length} more`
    : listWords(people, 'and');

const TierLine = ({ tier, first, nowMs }: { tier: AskedTier; first: boolean; nowMs: number }) => (
  <li>
    {!first && <>Without an answer until {momentWords(Date.parse(tier.at), nowMs)}, also </>}
    <strong>
      <Shown text={tier.inWords} />
    </strong>{' '}
    {first ? 'is asked at once' : 'is asked'}
    {tier.peopleTotal > 0 && peopleWords(tier) !== tier.inWords && (
      <>
        : <Shown text={peopleWords(tier)} />
      </>
    )}
    .
  </li>
);

const Refused = ({ answer }: { answer: DryRun }) => (
  <p>
    <strong>This would be refused.</strong> <Shown text={answer.text} />{' '}
    {answer.help !== null && <Shown text={answer.help} />}
  </p>
);

const givesRootOf = (entry: CatalogEntry, permissions: readonly string[]): boolean =>
  entry.options.some(({ permission, sudoRole }) => permissions.includes(permission) && sudoRole?.givesRoot);

/** When it begins and ends. Nothing is on the server before, and nothing after. */
const When = ({ answer, nowMs }: { answer: DryRun; nowMs: number }) => {
  const lasts = durationWords(answer.durationSeconds ?? 0);
  const at = (iso: string) => momentWords(Date.parse(iso), nowMs);
  if (answer.firstUseWithinSeconds !== null) {
    return (
      <li>
        Its {lasts} begin when access is started for the first time. That must be within{' '}
        {durationWords(answer.firstUseWithinSeconds)} of the approval, or it ends unused.
      </li>
    );
  }
  if (answer.startsAt !== null && answer.endsAt !== null) {
    return (
      <>
        <li>
          It begins by itself <strong>{at(answer.startsAt)}</strong>, ends {at(answer.endsAt)} and is removed from the
          server. Everything is checked again when it begins.
        </li>
        {answer.would === 'wait' && <li>If it is approved later than that, its {lasts} begin with the approval.</li>}
      </>
    );
  }
  return answer.endsAt === null ? (
    <li>It ends {lasts} after the approval and is removed from the server.</li>
  ) : (
    <li>It ends about {at(answer.endsAt)} and is removed from the server.</li>
  );
};

/** What one has gets longer: from when to when, and who is asked. */
const Extended = ({ answer, entry, draft }: WhatHappensProps & { answer: DryRun }) => {
  const nowMs = useNowMs(REFRESH_MS);
  if (answer.extension === null) return null;
  const { permissions, fromUntilAt, untilAt, number, most, approvalNeeded } = answer.extension;
  const at = (iso: string) => momentWords(Date.parse(iso), nowMs);
  return (
    <ol>
      <li>
        {draft.receiver === null ? 'You have' : <Shown text={`${draft.receiver.displayName} has`} />}{' '}
        <strong>
          <Shown text={listWords(permissions, 'and')} />
        </strong>{' '}
        on{' '}
        <strong>
          <Shown text={entry.resource.name} />
        </strong>{' '}
        until {at(fromUntilAt)}. This extends it to <strong>{at(untilAt)}</strong>. Sessions stay open.
      </li>
      {approvalNeeded ? (
        answer.tiers.map((tier, index) => <TierLine key={tier.at} tier={tier} first={index === 0} nowMs={nowMs} />)
      ) : (
        <li>Nobody needs to be asked: it is extended at once.</li>
      )}
      <li>
        It is extension {number} of {most}.
      </li>
      {answer.timesOutAt !== null && (
        <li>If nobody answers until {at(answer.timesOutAt)}, it ends as it would have.</li>
      )}
    </ol>
  );
};

const Permitted = ({ answer, entry, flow, draft }: WhatHappensProps & { answer: DryRun }) => {
  const nowMs = useNowMs(REFRESH_MS);
  return (
    <ol>
      {answer.breakGlass && (
        <li>
          Access starts at once, and it is marked as an emergency.{' '}
          <Shown
            text={listWords(
              answer.tiers.map(({ inWords }) => inWords),
              'and',
            )}
          />{' '}
          are told, and one of them reviews it
          {answer.reviewDueAt !== null && <> until {momentWords(Date.parse(answer.reviewDueAt), nowMs)}</>}.
        </li>
      )}
      {answer.would === 'start' && !answer.breakGlass && <li>Nobody needs to be asked: access starts at once.</li>}
      {answer.would === 'later' && <li>Nobody needs to be asked.</li>}
      {answer.would === 'wait' &&
        answer.tiers.map((tier, at) => <TierLine key={tier.at} tier={tier} first={at === 0} nowMs={nowMs} />)}
      <li>
        {draft.receiver === null ? 'You' : <Shown text={draft.receiver.displayName} />} can log in to{' '}
        <strong>
          <Shown text={entry.resource.name} />
        </strong>{' '}
        with{' '}
        <strong>
          <Shown text={listWords(draft.permissions, 'and')} />
        </strong>
        {flow.allowsForwarding ? ', port forwarding included.' : ', without port forwarding.'}
      </li>
      {givesRootOf(entry, draft.permissions) && <li>{ROOT_WORDS}</li>}
      <When answer={answer} nowMs={nowMs} />
      {flow.finishWithinSeconds !== null && (
        <li>Sessions that run then may go on for {durationWords(flow.finishWithinSeconds)}, without new logins.</li>
      )}
      {answer.timesOutAt !== null && (
        <li>If nobody answers, the request times out {momentWords(Date.parse(answer.timesOutAt), nowMs)}.</li>
      )}
    </ol>
  );
};

export const WhatHappens = (props: WhatHappensProps) => {
  const answer = useDryRun(props);
  if (answer === undefined) return null;
  return (
    <section className="what-happens" aria-label="What will happen">
      <h3>What will happen</h3>
      {answer.would === 'refuse' && <Refused answer={answer} />}
      {answer.would === 'extend' && <Extended {...props} answer={answer} />}
      {answer.would !== 'refuse' && answer.would !== 'extend' && <Permitted {...props} answer={answer} />}
    </section>
  );
};
