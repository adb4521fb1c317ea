/** From which end to which running access was extended, or is to be. */
import { Moment } from '../ui/moment.js';

/** Says nothing where it gave no end and waits no more. */
export const ExtendedFromTo = ({ extension }: { extension: { fromUntilAt: string | null; untilAt: string | null } }) =>
  extension.fromUntilAt === null || extension.untilAt === null ? null : (
    <>
      : from <Moment at={extension.fromUntilAt} /> to <Moment at={extension.untilAt} />
    </>
  );
