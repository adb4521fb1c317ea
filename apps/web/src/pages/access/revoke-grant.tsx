import type { Grant } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';

/** Ends somebody's access before its time. */
export const RevokeGrant = ({ grant }: { grant: Grant }) => {
  const revoke = $api.useMutation('post', '/api/grants/{id}/revoke');
  if (!grant.mayRevoke) return null;
  return (
    <Ask
      label="Revoke"
      title="Revoke this access?"
      confirm="Revoke"
      danger
      reason="Why"
      button={{
        color: 'red',
        variant: 'light',
        'aria-label': `Revoke ${shownText(`${grant.person.displayName} on ${grant.resource.name}`)}`,
      }}
      onConfirm={(reason) => revoke.mutateAsync({ params: { path: { id: grant.id } }, body: { reason } })}
    >
      The sessions of <Shown text={grant.person.displayName} /> on <Shown text={grant.resource.name} /> are killed and
      the access is removed at once. A server that cannot be reached ends it by its own deadline.
    </Ask>
  );
};
