import { Button, Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Server } from '#api-client/views.js';
import { $api, api } from '../../ui/api.js';
import { useChosen } from '../../ui/chosen.js';
import { CopyBlock } from '../../ui/copy.js';
import { Fingerprint } from '../../ui/fingerprint.js';
import { Loaded } from '../../ui/loaded.js';
import { Section } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { Shown } from '../../ui/shown.js';
import { ChooseServers, SendChosen, SendMany } from './choose-servers.js';
import { likeliestKey } from './host-key-choice.js';
import { allServers, useSending, type SeenHostKey } from './many-servers.js';

const HOW_TO_SEE = 'for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf "$key"; done';
const AT_ONCE = 20;

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

const useConfirming = (id: string) =>
  useSending((servers) =>
    api.POST('/api/integrations/{id}/confirm-host-keys', { params: { path: { id } }, body: { servers } }),
  );

/** What is confirmed is what stands here: the fingerprints are fetched once, and not again while the dialog is open. */
const AllHostKeys = ({ integrationId, onDone }: { integrationId: string; onDone: () => void }) => {
  const sending = useConfirming(integrationId);
  const all = useQuery({
    queryKey: ['all-servers', integrationId, 'to-confirm'],
    queryFn: () => allServers(integrationId, 'to-confirm'),
    enabled: (query) => query.state.data === undefined,
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Loaded query={all}>
      {(servers) => (
        <Stack gap="md">
          <p>
            Compare with a list that you have from the servers themselves. What you confirm is what stands here; a
            server that shows another key by then is refused.
          </p>
          <CopyBlock long label={`${servers.length} host keys`} text={linesOf(servers)} />
          <SendMany
            sending={sending}
            servers={seenOn(servers)}
            label={`Confirm all ${servers.length} host keys`}
            onDone={onDone}
          />
        </Stack>
      )}
    </Loaded>
  );
};

const ConfirmAll = ({ integrationId, total }: { integrationId: string; total: number }) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Confirm all {total}…
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} size="xl" title="The host keys of all these servers">
        {open && <AllHostKeys integrationId={integrationId} onDone={() => setOpen(false)} />}
      </Modal>
    </>
  );
};

const HostKeys = ({ server }: { server: Server }) =>
  server.hostKeys.map((key) => (
    <p key={key.fingerprint} className="row-sub">
      <Fingerprint text={key.fingerprint} /> <Shown text={key.type} />
      {server.hostKeys.length > 1 && key === likeliestKey(server) && ' (this one is pinned)'}
    </p>
  ));

const OnePage = ({ integrationId, servers, total }: { integrationId: string; servers: Server[]; total: number }) => {
  const chosen = useChosen(servers.map((server) => server.id));
  const sending = useConfirming(integrationId);
  return (
    <div className="stack">
      <ChooseServers
        servers={servers}
        chosen={chosen}
        verb="Confirm"
        about={(server) => <HostKeys server={server} />}
      />
      <SendChosen
        sending={sending}
        servers={seenOn(servers.filter((server) => chosen.has(server.id)))}
        one="Confirm this host key"
        several={(count) => `Confirm these ${count} host keys`}
      >
        {total > servers.length && <ConfirmAll integrationId={integrationId} total={total} />}
      </SendChosen>
    </div>
  );
};

/** First contact: which host keys the servers show. No login is tried at a server before its key is confirmed. */
export const ConfirmHostKeys = ({ integrationId }: { integrationId: string }) => {
  const paging = usePaging('', AT_ONCE);
  const servers = $api.useQuery(
    'get',
    '/api/integrations/{id}/servers',
    { params: { path: { id: integrationId }, query: { only: 'to-confirm', ...paging.query } } },
    { placeholderData: (before) => before },
  );
  if (servers.data === undefined || servers.data.total === 0) return null;
  return (
    <Section
      title="Confirm the host keys"
      aside={<span className="dimmed">{servers.data.total === 1 ? '1 server' : `${servers.data.total} servers`}</span>}
    >
      <p>Compare with what the servers themselves say. Nothing is sent to a server before its key is confirmed.</p>
      <details className="more">
        <summary>How to see them on a server</summary>
        <CopyBlock label="Run on the server" text={HOW_TO_SEE} />
      </details>
      <Paged query={servers} paging={paging} what="host keys to confirm">
        {(items, total) => <OnePage integrationId={integrationId} servers={items} total={total} />}
      </Paged>
    </Section>
  );
};
