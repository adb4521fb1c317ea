import type { Server } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { Fingerprint } from '../../ui/fingerprint.js';
import { shownText } from '../../ui/shown-text.js';
import { likeliestKey } from './host-key-choice.js';

/** The server shows another host key than the one that was confirmed: both are named before anything is believed. */
export const ChangedHostKey = ({ server }: { server: Server }) => {
  const confirm = $api.useMutation('post', '/api/servers/{id}/confirm-host-key');
  const offered = likeliestKey(server);
  if (offered === undefined) return null;
  const replaces = server.confirmedFingerprint;
  return (
    <div className="changed-key">
      <dl className="facts">
        <dt>Confirmed before</dt>
        <dd>{replaces === null ? 'none' : <Fingerprint text={replaces} />}</dd>
        <dt>Shown now</dt>
        <dd>
          <Fingerprint text={offered.fingerprint} /> <span className="dimmed">{shownText(offered.type)}</span>
        </dd>
      </dl>
      <Ask
        label="Confirm the new host key"
        title="Believe the new host key?"
        confirm="Confirm the new key"
        danger
        onConfirm={() =>
          confirm.mutateAsync({
            params: { path: { id: server.id } },
            body: { fingerprint: offered.fingerprint, replaces },
          })
        }
      >
        <p>
          Do this only when you know why it changed, such as a new installation. Otherwise somebody may stand between.
        </p>
        <p>
          Before: {replaces === null ? 'none' : <Fingerprint text={replaces} />}
          <br />
          Now: <Fingerprint text={offered.fingerprint} />
        </p>
      </Ask>
    </div>
  );
};
