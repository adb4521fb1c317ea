/** Access that was taken in an emergency: what its page says of it, and how an approver closes its review. */
import type { AccessRequest } from '#api-client/views.js';
import { $api } from '../ui/api.js';
import { Ask } from '../ui/ask.js';
import { DebtIcon } from '../ui/icons.js';
import { Moment } from '../ui/moment.js';
import { Shown } from '../ui/shown.js';
import { shownText } from '../ui/shown-text.js';

const CloseReview = ({ request }: { request: AccessRequest }) => {
  const review = $api.useMutation('post', '/api/access-requests/{id}/review');
  if (!request.mayReview) return null;
  return (
    <Ask
      label="Close the review"
      title="Close the review of this access?"
      confirm="Close the review"
      reason="What you found"
      button={{ 'aria-label': `Close the review of ${shownText(request.resource.name)}` }}
      onConfirm={(comment) => review.mutateAsync({ params: { path: { id: request.id } }, body: { comment } })}
    >
      Your comment stays with the request and in the audit. It does not end the access; revoke it where it still runs.
    </Ask>
  );
};

/** When it ends now: it may have been made longer since it was taken. */
const EndsNow = ({ grant }: { grant: AccessRequest['grant'] }) => {
  if (grant === null || grant.state === 'failed') return null;
  const runs = grant.state === 'granting' || grant.state === 'active';
  return <p>{runs ? <>It runs until <Moment at={grant.untilAt} />.</> : 'Its time is over.'}</p>; // prettier-ignore
};

export const ReviewNote = ({ request }: { request: AccessRequest }) => {
  const { review } = request;
  if (review === null) return null;
  return (
    <div className={`note note-${review.closedAt === null ? (review.overdue ? 'bad' : 'watch') : 'closed'}`}>
      <DebtIcon />
      <div>
        <strong>Taken in an emergency, before anybody approved it.</strong>
        {review.closedAt === null ? (
          <p>
            {review.overdue ? 'Its review is overdue: it was due ' : 'An approver reviews it until '}
            <Moment at={review.dueAt} />.
          </p>
        ) : (
          <>
            <p>
              Reviewed by <Shown text={review.closedBy?.displayName ?? ''} />, <Moment at={review.closedAt} />
            </p>
            <blockquote className="reason">
              <Shown text={review.comment ?? ''} lines />
            </blockquote>
          </>
        )}
        <EndsNow grant={request.grant} />
        <CloseReview request={request} />
      </div>
    </div>
  );
};
