/** What a request to extend running access is about, and from which end to which it was extended, or is to be. */
import { Link } from '@tanstack/react-router';
import { Moment } from '../ui/moment.js';

interface Ends {
  fromUntilAt: string | null;
  untilAt: string | null;
}

/** Says nothing where it gave no end and waits no more. */
export const ExtendedFromTo = ({ extension }: { extension: Ends }) =>
  extension.fromUntilAt === null || extension.untilAt === null ? null : (
    <>
      : from <Moment at={extension.fromUntilAt} /> to <Moment at={extension.untilAt} />
    </>
  );

/** A line of a row: which access it extends. */
export const ExtensionOf = ({ extension }: { extension: Ends & { requestId: string } }) => (
  <p className="row-sub">
    <strong>Extension</strong> of{' '}
    <Link to="/requests/$requestId" params={{ requestId: extension.requestId }}>
      that access
    </Link>
    <ExtendedFromTo extension={extension} />
  </p>
);
