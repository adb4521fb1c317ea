import { Link } from '@tanstack/react-router';
import type { TimelineLine } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Loaded } from '../../ui/loaded.js';
import { Moment } from '../../ui/moment.js';
import { Section } from '../../ui/page.js';
import { Shown } from '../../ui/shown.js';
import type { Tone } from '../../ui/state-words.js';

const TONES: Partial<Record<TimelineLine['kind'], Tone>> = {
  'approvers-told': 'watch',
  reviewed: 'good',
  'answered-yes': 'good',
  approved: 'good',
  begun: 'good',
  'in-force': 'good',
  'end-proved': 'good',
  'removal-proved': 'good',
  'answered-no': 'bad',
  denied: 'bad',
  failed: 'bad',
  lapsed: 'watch',
  'removal-incomplete': 'watch',
  'debt-alarmed': 'watch',
  'written-off': 'watch',
  asked: 'busy',
  ordered: 'busy',
  extended: 'busy',
};

/** What a moment after what happened means. */
const UNTIL: Partial<Record<TimelineLine['kind'], string>> = {
  'approvers-asked': 'Answers count until',
  'approvers-told': 'The review is due until',
  ordered: 'It ends',
  'certificate-issued': 'Servers accept it until',
  extended: 'It ends',
  'end-proved': 'It ends there',
  finishing: 'At the latest they end',
};

const Line = ({ one }: { one: TimelineLine }) => (
  <li className={`happening happening-${TONES[one.kind] ?? 'quiet'}`}>
    <p className="happening-when dimmed">
      <Moment at={one.at} />
    </p>
    <div className="happening-what">
      <p>
        <Shown text={one.sentence} />
        {one.untilAt !== null && (
          <span className="dimmed">
            {' '}
            {UNTIL[one.kind] ?? 'Until'} <Moment at={one.untilAt} />.
          </span>
        )}
        {one.requestId !== null && (
          <>
            {' '}
            <Link to="/requests/$requestId" params={{ requestId: one.requestId }}>
              {one.kind === 'asked' ? 'The access' : 'The request for it'}
            </Link>
          </>
        )}
        {one.generation !== null && <span className="dimmed"> Order {one.generation}.</span>}
        {one.receiptId !== null && (
          <>
            {' '}
            <a href={`/api/receipts/${one.receiptId}`} download={`curfew-receipt-${one.receiptId}.json`}>
              receipt<span className="visually-hidden"> {one.receiptId}</span>
            </a>
          </>
        )}
      </p>
      {one.reason !== null && (
        <blockquote className="reason">
          <Shown text={one.reason} lines />
        </blockquote>
      )}
    </div>
  </li>
);

/** What happened to a request, from the ask to the proof that nothing is left. */
export const Timeline = ({ requestId, pollMs }: { requestId: string; pollMs: number }) => {
  const timeline = $api.useQuery(
    'get',
    '/api/access-requests/{id}/timeline',
    { params: { path: { id: requestId } } },
    { refetchInterval: pollMs },
  );
  return (
    <Section title="Timeline">
      <Loaded query={timeline}>
        {({ items }) => (
          <ol className="happenings">
            {items.map((one, at) => (
              <Line key={`${one.at} ${one.kind} ${at}`} one={one} />
            ))}
          </ol>
        )}
      </Loaded>
    </Section>
  );
};
