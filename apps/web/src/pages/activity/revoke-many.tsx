import { Button } from '@mantine/core';
import type { Revocations } from '#api-client/views.js';
import { Ask } from '../../ui/ask.js';
import { Shown } from '../../ui/shown.js';
import { State } from '../../ui/state.js';
import type { StateWords } from '../../ui/state-words.js';
import type { ActivitySearch } from './activity-search.js';
import type { Revoking } from './use-revoking.js';

const grants = (count: number): string => (count === 1 ? '1 access' : `${count} accesses`);

const WHAT_HAPPENS =
  'Their sessions are killed and the access is removed at once. A server that cannot be reached ends it by its own deadline. What a flow gives by itself comes back once its condition or hours have ended and begin again, such as next morning.';

/** Ends what is ticked, or all that the filters let through. */
export const RevokeMany = ({
  ticked,
  search,
  revocable,
  revoking,
  onDone,
}: {
  ticked: string[];
  search: ActivitySearch;
  revocable: number;
  revoking: Revoking;
  onDone: () => void;
}) => (
  <div className="buttons" role="group" aria-label="Revoke many">
    {ticked.length > 0 && (
      <Ask
        label={`Revoke ${ticked.length} ticked`}
        title={`Revoke ${grants(ticked.length)}?`}
        confirm={`Revoke ${grants(ticked.length)}`}
        danger
        reason="Why"
        button={{ color: 'red', variant: 'light' }}
        onConfirm={(reason) => revoking.ticked(ticked, reason).then(onDone)}
      >
        {WHAT_HAPPENS}
      </Ask>
    )}
    {revocable > 0 && (
      <Ask
        label={`Revoke all that run (${revocable})`}
        title={`Revoke ${grants(revocable)}?`}
        confirm={`Revoke ${grants(revocable)}`}
        danger
        reason="Why"
        button={{ color: 'red', variant: 'light' }}
        onConfirm={(reason) => revoking.matching(search, revocable, reason).then(onDone)}
      >
        {Object.keys(search).length === 0
          ? 'No filter is set: this ends the access of everybody, on every server, also on pages that you do not see. '
          : 'This ends all running access that the filters let through, also on pages that you do not see. '}
        {WHAT_HAPPENS}
      </Ask>
    )}
  </div>
);

const OUTCOMES: Record<Revocations['items'][number]['outcome'], StateWords> = {
  revoked: { word: 'revoked', tone: 'good', meaning: 'Its end was ordered.' },
  'over-already': { word: 'was over already', tone: 'quiet', meaning: 'Nothing had to be done.' },
  refused: { word: 'not revoked', tone: 'bad', meaning: 'It is as it was.' },
};

/** What became of each: those first that somebody must look at. */
export const RevocationsTold = ({ told, onClose }: { told: Revocations['items']; onClose: () => void }) => {
  const revoked = told.filter(({ outcome }) => outcome === 'revoked').length;
  const others = told.filter(({ outcome }) => outcome !== 'revoked');
  return (
    <section className="card" role="status" aria-label="What was revoked">
      <p>
        <strong>
          {revoked} of {told.length} revoked.
        </strong>{' '}
        Each is proved gone only when its server was read back: the list shows it.
      </p>
      {others.length > 0 && (
        <ul className="rows">
          {others.map(({ grantId, name, outcome, fault }) => (
            <li key={grantId} className="row">
              <div className="row-main">
                <p className="row-title">
                  <Shown text={name ?? grantId} />
                </p>
                {fault !== null && (
                  <p className="row-sub">
                    <Shown text={fault.message} />
                  </p>
                )}
              </div>
              <State words={OUTCOMES[outcome]} />
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        <Button variant="default" size="sm" onClick={onClose}>
          Close
        </Button>
      </div>
    </section>
  );
};
