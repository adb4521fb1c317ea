import { Button, Checkbox } from '@mantine/core';
import type { PlannedWrite, Server } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { useChosen } from '../../ui/chosen.js';
import { Section } from '../../ui/page.js';
import { ProblemAlert } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';

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

/** Servers where login and sudo work and nothing was written yet: what will be, and the one click that does it. */
export const SetUp = ({ integrationId, servers }: { integrationId: string; servers: Server[] }) => {
  const chosen = useChosen(servers.map((server) => server.id));
  const setUp = $api.useMutation('post', '/api/integrations/{id}/set-up');
  if (servers.length === 0) return null;
  const start = () =>
    setUp.mutate({
      params: { path: { id: integrationId } },
      body: {
        servers: servers
          .filter((server) => chosen.has(server.id))
          .flatMap(({ id, confirmedFingerprint }) =>
            confirmedFingerprint === null ? [] : [{ id, fingerprint: confirmedFingerprint }],
          ),
      },
    });
  return (
    <Section title="Set up">
      <p>
        Login and sudo work. Nothing has been written yet; this is what will be. One click takes all of it away again.
      </p>
      {servers.length > 1 && (
        <Checkbox
          label="All"
          checked={chosen.all}
          indeterminate={!chosen.all && chosen.count > 0}
          onChange={chosen.toggleAll}
        />
      )}
      <ul className="rows">
        {servers.map((server) => (
          <li key={server.id} className="row row-tall">
            <Checkbox
              aria-label={`Set up ${shownText(server.name)}`}
              checked={chosen.has(server.id)}
              onChange={() => chosen.toggle(server.id)}
            />
            <div className="row-main">
              <p className="row-title">
                <Shown text={server.name} />
              </p>
              <Preview server={server} />
            </div>
          </li>
        ))}
      </ul>
      <ProblemAlert error={setUp.error} />
      <Button loading={setUp.isPending} disabled={chosen.count === 0} onClick={start}>
        {chosen.count === 1 ? 'Set up this server' : `Set up these ${chosen.count} servers`}
      </Button>
    </Section>
  );
};
