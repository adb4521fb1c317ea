/** What was answered to a request so far, with a mark on what its own requester answered. */
import type { AccessRequest, Approval } from '#api-client/views.js';
import { DebtIcon } from '../ui/icons.js';
import { listWords } from '../ui/list-words.js';
import { useSession } from '../ui/session.js';
import { Moment } from '../ui/moment.js';
import { Shown } from '../ui/shown.js';

/** Takes answers; gives `yes by Omar and yes by Rita, who asked`. */
export const answersWords = (approvals: readonly Approval[]): string =>
  listWords(approvals.map(({ approver, answer, own }) => `${answer} by ${approver.displayName}${own ? ', who asked' : ''}`), 'and'); // prettier-ignore

/** Where the flow lets the requester's own yes count: said before it is given, and ever after. */
export const OwnYesNote = ({ request }: { request: AccessRequest }) => {
  const { person } = useSession();
  const own = request.approvals.find((one) => one.own && one.answer === 'yes');
  const isMine = request.mayApprove && request.requester.id === person.id;
  if (own === undefined && !isMine) return null;
  return (
    <div className="note note-watch">
      <DebtIcon />
      <div>
        {own === undefined ? (
          'This is your own request. The access flow lets your yes count; it is marked here and in the audit.'
        ) : (
          <>
            <strong>
              <Shown text={own.approver.displayName} />, who asked for it, said yes.
            </strong>{' '}
            The access flow lets the requester’s own yes count.
          </>
        )}
      </div>
    </div>
  );
};

/** Who is asked now, and who next when nobody answers until then. */
export const WhoIsAsked = ({ request: { tiersAsked, nextTierAt, nextApprovers } }: { request: AccessRequest }) => {
  const now = [...new Set(tiersAsked.flatMap(({ approvers }) => approvers))];
  return (
    <>
      asked: <Shown text={listWords(now, 'or')} />
      {nextTierAt !== null && (
        <>
          ; from <Moment at={nextTierAt} /> also <Shown text={listWords(nextApprovers, 'or')} />
        </>
      )}
    </>
  );
};

/** Who may answer too when the request waits until then. */
export const NextTier = ({ request: { nextTierAt, nextApprovers } }: { request: AccessRequest }) =>
  nextTierAt === null ? null : (
    <>
      {' '}
      If that takes until <Moment at={nextTierAt} />, also <Shown text={listWords(nextApprovers, 'or')} /> may answer.
    </>
  );

/** The answers of a request that waits for more of them. */
export const AnswersSoFar = ({ request: { approvals } }: { request: AccessRequest }) =>
  approvals.length === 0 ? null : (
    <p>
      Answered so far: <Shown text={answersWords(approvals)} />.
    </p>
  );
