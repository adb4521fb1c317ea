import type { Grant } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';

/** Ends one's own access early. */
export const GiveBack = ({ grant }: { grant: Grant }) => {
  const giveBack = $api.useMutation('post', '/api/grants/{id}/give-back');
  if (!grant.mayGiveBack) return null;
  const send = () => giveBack.mutateAsync({ params: { path: { id: grant.id } } });
  if (grant.state === 'ending') {
    return (
      <Ask
        label="End sessions"
        title="End your sessions?"
        confirm="End sessions"
        button={{ 'aria-label': `End your sessions on ${shownText(grant.resource.name)}` }}
        onConfirm={send}
      >
        What still runs of this access on <Shown text={grant.resource.name} /> is killed at once.
      </Ask>
    );
  }
  return (
    <Ask
      label="Give back"
      title="Give back this access?"
      confirm="Give back"
      button={{ 'aria-label': `Give back ${shownText(grant.resource.name)}` }}
      onConfirm={send}
    >
      Your sessions on <Shown text={grant.resource.name} /> are closed and the access is removed at once.{' '}
      {grant.automatic === null
        ? 'To get it back you ask again.'
        : 'It does not come back by itself before the condition or the hours of its flow have ended and begin again; an administrator can let it before.'}
    </Ask>
  );
};
