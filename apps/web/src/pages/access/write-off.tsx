import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';

/** Gives up what could not be proved gone on a server that is gone for good. */
export const WriteOff = ({ server, grants }: { server: { id: string; name: string }; grants?: number }) => {
  const writeOff = $api.useMutation('post', '/api/servers/{id}/write-off');
  return (
    <Ask
      label={grants === undefined ? 'Write off its debt' : 'Write off'}
      title={`Write off the debt of ${shownText(server.name)}?`}
      confirm="Write off"
      danger
      reason="Why this server is gone for good"
      button={grants === undefined ? {} : { 'aria-label': `Write off the debt of ${shownText(server.name)}` }}
      onConfirm={(reason) => writeOff.mutateAsync({ params: { path: { id: server.id } }, body: { reason } })}
    >
      Only for a server that does not exist any more. Everything that ended on <Shown text={server.name} /> without
      proof
      {grants === undefined ? '' : ` (${grants === 1 ? '1 grant' : `${grants} grants`})`} is closed with your name and
      reason, and is never shown as removed.
    </Ask>
  );
};
