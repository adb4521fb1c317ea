import type { PlannedWrite, Server } from '#api-client/views.js';
import { api } from '../../ui/api.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import type { SeenHostKey } from './many-servers.js';
import { WaitingServers } from './waiting-servers.js';

const Write = ({ write }: { write: PlannedWrite }) => (
  <li className="write">
    <p>
      <code>
        <Shown text={write.path} />
      </code>{' '}
      <span className="dimmed">
        mode <Shown text={write.mode} />
      </span>
      <br />
      <Shown text={write.purpose} />
    </p>
    {write.content != null && write.content !== '' && (
      <details className="more">
        <summary>Its text</summary>
        <pre className="plain-code" tabIndex={0} aria-label={`Text of ${shownText(write.path)}`}>
          <Shown text={write.content} lines />
        </pre>
      </details>
    )}
  </li>
);

/** What would be written to a server, file by file. */
export const Preview = ({ server }: { server: Server }) => (
  <details className="more">
    <summary>
      What will be written to <Shown text={server.name} /> ({server.wouldWrite.length})
    </summary>
    <ul className="writes">
      {server.wouldWrite.map((write) => (
        <Write key={`${write.path} ${write.purpose}`} write={write} />
      ))}
    </ul>
  </details>
);

const seenOn = (servers: Server[]): SeenHostKey[] =>
  servers.flatMap(({ id, confirmedFingerprint }) =>
    confirmedFingerprint === null ? [] : [{ id, fingerprint: confirmedFingerprint }],
  );

/** Servers where login and sudo work and nothing was written yet: what will be, and the one click that does it. */
export const SetUp = ({ integrationId }: { integrationId: string }) => (
  <WaitingServers
    integrationId={integrationId}
    title="Set up"
    what="servers to set up"
    kind={{
      only: 'to-set-up',
      seen: seenOn,
      send: (servers) =>
        api.POST('/api/integrations/{id}/set-up', { params: { path: { id: integrationId } }, body: { servers } }),
      verb: 'Set up',
      one: 'Set up this server',
      several: (count) => `Set up these ${count} servers`,
      about: (server) => <Preview server={server} />,
      all: {
        button: (total) => `Set up all ${total}…`,
        title: (total) => `Set up all ${total} servers?`,
        send: (count) => `Set up all ${count} servers`,
        words: () => (
          <p>
            To each of them is written what stands under its name here and on its own page. One click takes all of it
            away again.
          </p>
        ),
      },
    }}
  >
    <p>
      Login and sudo work. Nothing has been written yet; this is what will be. One click takes all of it away again.
    </p>
  </WaitingServers>
);
