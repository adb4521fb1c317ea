import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Activity } from '#api-client/views.js';
import { listWords } from '../../ui/list-words.js';
import { Moment } from '../../ui/moment.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { State } from '../../ui/state.js';
import { grantWords, requestWords, type StateWords } from '../../ui/state-words.js';
import { durationWords } from '../../ui/time-words.js';
import { EndThere } from '../access/end-there.js';
import { answersWords } from '../answers.js';
import { ExtensionOf } from '../extended.js';

/** What kind of request it is, where it is no ordinary one, and what came of that. */
const KindOf = ({ one: { kind, extension, review } }: { one: Activity }) => (
  <>
    {extension !== null && <ExtensionOf extension={extension} />}
    {review !== null && (
      <p className="row-sub">
        <strong>Emergency</strong>, {reviewWords(review)}
        {review.closedAt === null && (
          <>
            {' '}
            <Moment at={review.dueAt} />
          </>
        )}
      </p>
    )}
    {kind === 'by-condition' && <p className="row-sub">Given by the flow itself, without asking</p>}
  </>
);

const reviewWords = ({ closedAt, closedBy, overdue }: NonNullable<Activity['review']>): string => {
  if (closedAt !== null) return `reviewed by ${shownText(closedBy?.displayName ?? '')}`;
  return overdue ? 'review overdue since' : 'review due until';
};

const wordsOf = ({ state, grant }: Activity): StateWords => {
  if (grant === null) return requestWords({ state, grant: null });
  const writtenOff = grant.writtenOffAt === null ? null : { at: grant.writtenOffAt };
  return grantWords({ ...grant, fault: grant.fault, writtenOff });
};

/** Who asked for what, and what became of it. The box is there for what can be revoked. */
export const ActivityRow = ({ one, ticked, onTick }: { one: Activity; ticked: boolean; onTick: () => void }) => (
  <li className="row row-tall">
    <Checkbox
      aria-label={`Choose ${shownText(`${one.receiver.displayName} on ${one.resource.name}`)}`}
      className={one.grant?.mayRevoke === true ? undefined : 'unseen'}
      disabled={one.grant?.mayRevoke !== true}
      checked={ticked}
      onChange={onTick}
    />
    <div className="row-main">
      <h2 className="row-title">
        <Link to="/requests/$requestId" params={{ requestId: one.id }}>
          <Shown text={one.receiver.displayName} /> on <Shown text={one.resource.name} />
        </Link>
      </h2>
      <p className="row-sub">
        <Shown text={listWords(one.permissions, 'and')} /> · {durationWords(one.durationSeconds)}
        {one.extension !== null && ' longer'} · <Shown text={one.flow.name} />
        {one.requester.id !== one.receiver.id && (
          <>
            {' '}
            · asked by <Shown text={one.requester.displayName} />
          </>
        )}
      </p>
      <KindOf one={one} />
      {one.reason !== null && (
        <p className="row-sub">
          “<Shown text={one.reason} />”
        </p>
      )}
    </div>
    <div>
      <State words={wordsOf(one)} />
      {one.approvals.length > 0 && (
        <p className="row-sub">
          <Shown text={answersWords(one.approvals)} />
        </p>
      )}
      {one.state === 'to-start' && one.dueAt !== null && (
        <p className="row-sub">
          {one.startAt === null ? 'to be used until' : 'starts'} <Moment at={one.dueAt} />
        </p>
      )}
      {one.lapsedBecause !== null && (
        <p className="row-sub">
          <Shown text={one.lapsedBecause} />
        </p>
      )}
      {one.grant?.mayRevoke === true && (
        <p className="row-sub">
          until <Moment at={one.grant.untilAt} />
          <EndThere grant={one.grant} />
        </p>
      )}
    </div>
    <span className="row-when dimmed">
      <Moment at={one.askedAt} />
    </span>
  </li>
);
