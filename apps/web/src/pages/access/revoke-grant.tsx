import type { Grant } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';

/** That a revocation alone does not take it for good. */
const ComesBack = ({ flow }: { flow: string }) => (
  <p className="note note-watch" role="note">
    <span>
      The flow “<Shown text={flow} />” gives this by itself: it comes back once the condition or the hours of the flow
      have ended and begin again, such as next morning. To take it for good, change the flow, team or shift.
    </span>
  </p>
);

/** Ends somebody's access before its time. */
export const RevokeGrant = ({ grant }: { grant: Grant }) => {
  const revoke = $api.useMutation('post', '/api/grants/{id}/revoke');
  if (!grant.mayRevoke) return null;
  const [label, title] =
    grant.state === 'ending' ? ['End sessions', 'End these sessions?'] : ['Revoke', 'Revoke this access?'];
  return (
    <Ask
      label={label}
      title={title}
      confirm={label}
      danger
      reason="Why"
      button={{
        color: 'red',
        variant: 'light',
        'aria-label': `${label === 'Revoke' ? 'Revoke' : 'End sessions of'} ${shownText(`${grant.person.displayName} on ${grant.resource.name}`)}`,
      }}
      onConfirm={(reason) => revoke.mutateAsync({ params: { path: { id: grant.id } }, body: { reason } })}
    >
      The sessions of <Shown text={grant.person.displayName} /> on <Shown text={grant.resource.name} /> are killed and
      the access is removed at once. A server that cannot be reached ends it by its own deadline.
      {grant.automatic !== null && grant.state !== 'ending' && <ComesBack flow={grant.automatic.flow.name} />}
    </Ask>
  );
};
