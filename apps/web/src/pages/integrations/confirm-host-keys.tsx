import type { Server } from '#api-client/views.js';
import { api } from '../../ui/api.js';
import { CopyBlock } from '../../ui/copy.js';
import { Fingerprint } from '../../ui/fingerprint.js';
import { Shown } from '../../ui/shown.js';
import { likeliestKey } from './host-key-choice.js';
import type { SeenHostKey } from './many-servers.js';
import { WaitingServers } from './waiting-servers.js';

const HOW_TO_SEE = 'for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf "$key"; done';

const seenOn = (servers: Server[]): SeenHostKey[] =>
  servers.flatMap((server) => {
    const key = likeliestKey(server);
    return key === undefined ? [] : [{ id: server.id, fingerprint: key.fingerprint }];
  });

/** One line for each server, to be compared with a list that one has. */
const linesOf = (servers: Server[]): string =>
  servers
    .map((server) => {
      const key = likeliestKey(server);
      return `${server.name}  ${server.host}:${server.port}  ${key?.fingerprint ?? ''}  ${key?.type ?? ''}`;
    })
    .join('\n');

const HostKeys = ({ server }: { server: Server }) =>
  server.hostKeys.map((key) => (
    <p key={key.fingerprint} className="row-sub">
      <Fingerprint text={key.fingerprint} /> <Shown text={key.type} />
      {server.hostKeys.length > 1 && key === likeliestKey(server) && ' (this one is pinned)'}
    </p>
  ));

/** First contact: which host keys the servers show. No login is tried at a server before its key is confirmed. */
export const ConfirmHostKeys = ({ integrationId }: { integrationId: string }) => (
  <WaitingServers
    integrationId={integrationId}
    title="Confirm the host keys"
    what="host keys to confirm"
    kind={{
      only: 'to-confirm',
      seen: seenOn,
      send: (servers) =>
        api.POST('/api/integrations/{id}/confirm-host-keys', {
          params: { path: { id: integrationId } },
          body: { servers },
        }),
      verb: 'Confirm',
      one: 'Confirm this host key',
      several: (count) => `Confirm these ${count} host keys`,
      about: (server) => <HostKeys server={server} />,
      all: {
        button: (total) => `Confirm all ${total}…`,
        title: () => 'The host keys of all these servers',
        send: (count) => `Confirm all ${count} host keys`,
        wide: true,
        words: (servers) => (
          <>
            <p>
              Compare with a list that you have from the servers themselves. What you confirm is what stands here; a
              server that shows another key by then is refused.
            </p>
            <CopyBlock long label={`${servers.length} host keys`} text={linesOf(servers)} />
          </>
        ),
      },
    }}
  >
    <p>Compare with what the servers themselves say. Nothing is sent to a server before its key is confirmed.</p>
    <details className="more">
      <summary>How to see them on a server</summary>
      <CopyBlock label="Run on the server" text={HOW_TO_SEE} />
    </details>
  </WaitingServers>
);
