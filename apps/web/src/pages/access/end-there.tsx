import type { Grant } from '#api-client/views.js';
import { Moment } from '../../ui/moment.js';
import { useNowMs } from '../../ui/now.js';
import { type Ends, isOverThere, otherEndOf } from '../../ui/other-end.js';

const LOOK_MS = 5_000;

const useOtherEnd = (grant: Ends): { at: string; isOver: boolean } | null => {
  const nowMs = useNowMs(LOOK_MS);
  const at = otherEndOf(grant);
  return at === null ? null : { at, isOver: isOverThere(grant, nowMs) };
};

/** Behind the end of an access: that its server goes by another one. */
export const EndThere = ({ grant }: { grant: Ends }) => {
  const other = useOtherEnd(grant);
  if (other === null) return null;
  return (
    <>
      ; the server was not told yet and {other.isOver ? 'ended it' : 'ends it'} <Moment at={other.at} />
    </>
  );
};

/** For who has it: what that means. */
export const EndThereNote = ({ grant }: { grant: Grant }) => {
  const other = useOtherEnd(grant);
  if (other === null) return null;
  return (
    <p className="note note-watch" role="status">
      {other.isOver ? (
        <span>
          This access was to go on until <Moment at={grant.untilAt} />, but the server could not be told in time and
          ended it: <Moment at={other.at} />. Curfew keeps trying. Once the server is told, you can log in again; the
          sessions of before are gone.
        </span>
      ) : (
        <span>
          The end was moved to <Moment at={grant.untilAt} />, but the server has not been told yet. If Curfew does not
          reach it before <Moment at={other.at} />, your access there, and your sessions, end then. Curfew keeps trying.
        </span>
      )}
    </p>
  );
};
