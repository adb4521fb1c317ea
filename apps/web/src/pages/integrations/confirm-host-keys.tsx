import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Server } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { useChosen } from '../../ui/chosen.js';
import { CopyBlock } from '../../ui/copy.js';
import { Fingerprint } from '../../ui/fingerprint.js';
import { Section } from '../../ui/page.js';
import { ProblemAlert } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { likeliestKey } from './host-key-choice.js';

const HOW_TO_SEE = 'for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf "$key"; done';

const useConfirm = () => {
  const confirm = $api.useMutation('post', '/api/servers/{id}/confirm-host-key');
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const confirmAll = async (servers: Server[]) => {
    setSending(true);
    setError(null);
    try {
      for (const server of servers) {
        const key = likeliestKey(server);
        if (key === undefined) continue;
        await confirm.mutateAsync({
          params: { path: { id: server.id } },
          body: { fingerprint: key.fingerprint, replaces: null },
        });
      }
    } catch (thrown) {
      setError(thrown);
    }
    setSending(false);
  };
  return { confirmAll, sending, error };
};

/** First contact: which host keys the servers show. No login is tried at a server before its key is confirmed. */
export const ConfirmHostKeys = ({ servers }: { servers: Server[] }) => {
  const chosen = useChosen(servers.map((server) => server.id));
  const { confirmAll, sending, error } = useConfirm();
  if (servers.length === 0) return null;
  return (
    <Section title="Confirm the host keys">
      <p>Compare with what the servers themselves say. Nothing is sent to a server before its key is confirmed.</p>
      <details className="more">
        <summary>How to see them on a server</summary>
        <CopyBlock label="Run on the server" text={HOW_TO_SEE} />
      </details>
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
              aria-label={`Confirm ${shownText(server.name)}`}
              checked={chosen.has(server.id)}
              onChange={() => chosen.toggle(server.id)}
            />
            <div className="row-main">
              <p className="row-title">
                <Shown text={server.name} />
              </p>
              {server.hostKeys.map((key) => (
                <p key={key.fingerprint} className="row-sub">
                  <Fingerprint text={key.fingerprint} /> <Shown text={key.type} />
                  {servers.length > 0 &&
                    server.hostKeys.length > 1 &&
                    key === likeliestKey(server) &&
                    ' (this one is pinned)'}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
      <ProblemAlert error={error} />
      <Button
        loading={sending}
        disabled={chosen.count === 0}
        onClick={() => void confirmAll(servers.filter((server) => chosen.has(server.id)))}
      >
        {chosen.count === 1 ? 'Confirm this host key' : `Confirm these ${chosen.count} host keys`}
      </Button>
    </Section>
  );
};
