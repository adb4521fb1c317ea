import type { Grant } from '#api-client/views.js';
import { Moment } from '../../ui/moment.js';
import { FaultNote } from '../../ui/problem.js';

/** Why the last try proved nothing, and when the next one is. */
export const LastTry = ({ grant }: { grant: Grant }) => (
  <div className="row-below">
    {grant.fault === null ? (
      <p className="row-sub">Its connector has not told of a try yet.</p>
    ) : (
      <FaultNote fault={grant.fault} tone="watch" />
    )}
    {grant.retryAt !== null && (
      <p className="row-sub">
        Next try <Moment at={grant.retryAt} />
      </p>
    )}
  </div>
);
