import { Button, Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlannedWrite, Server } from '#api-client/views.js';
import { $api, api } from '../../ui/api.js';
import { useChosen } from '../../ui/chosen.js';
import { Loaded } from '../../ui/loaded.js';
import { Section } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { ChooseServers, SendChosen, SendMany } from './choose-servers.js';
import { allServers, useSending, type SeenHostKey } from './many-servers.js';

const AT_ONCE = 20;

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

const useSettingUp = (id: string) =>
  useSending((servers) => api.POST('/api/integrations/{id}/set-up', { params: { path: { id } }, body: { servers } }));

const AllToSetUp = ({ integrationId, onDone }: { integrationId: string; onDone: () => void }) => {
  const sending = useSettingUp(integrationId);
  const all = useQuery({
    queryKey: ['all-servers', integrationId, 'to-set-up'],
    queryFn: () => allServers(integrationId, 'to-set-up'),
    enabled: (query) => query.state.data === undefined,
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Loaded query={all}>
      {(servers) => (
        <Stack gap="md">
          <p>
            To each of them is written what stands under its name here and on its own page. One click takes all of it
            away again.
          </p>
          <SendMany
            sending={sending}
            servers={seenOn(servers)}
            label={`Set up all ${servers.length} servers`}
            onDone={onDone}
          />
        </Stack>
      )}
    </Loaded>
  );
};

const SetUpAll = ({ integrationId, total }: { integrationId: string; total: number }) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Set up all {total}…
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={`Set up all ${total} servers?`}>
        {open && <AllToSetUp integrationId={integrationId} onDone={() => setOpen(false)} />}
      </Modal>
    </>
  );
};

const OnePage = ({ integrationId, servers, total }: { integrationId: string; servers: Server[]; total: number }) => {
  const chosen = useChosen(servers.map((server) => server.id));
  const sending = useSettingUp(integrationId);
  return (
    <div className="stack">
      <ChooseServers servers={servers} chosen={chosen} verb="Set up" about={(server) => <Preview server={server} />} />
      <SendChosen
        sending={sending}
        servers={seenOn(servers.filter((server) => chosen.has(server.id)))}
        one="Set up this server"
        several={(count) => `Set up these ${count} servers`}
      >
        {total > servers.length && <SetUpAll integrationId={integrationId} total={total} />}
      </SendChosen>
    </div>
  );
};

/** Servers where login and sudo work and nothing was written yet: what will be, and the one click that does it. */
export const SetUp = ({ integrationId }: { integrationId: string }) => {
  const paging = usePaging('', AT_ONCE);
  const servers = $api.useQuery(
    'get',
    '/api/integrations/{id}/servers',
    { params: { path: { id: integrationId }, query: { only: 'to-set-up', ...paging.query } } },
    { placeholderData: (before) => before },
  );
  if (servers.data === undefined || servers.data.total === 0) return null;
  return (
    <Section
      title="Set up"
      aside={<span className="dimmed">{servers.data.total === 1 ? '1 server' : `${servers.data.total} servers`}</span>}
    >
      <p>
        Login and sudo work. Nothing has been written yet; this is what will be. One click takes all of it away again.
      </p>
      <Paged query={servers} paging={paging} what="servers to set up">
        {(items, total) => <OnePage integrationId={integrationId} servers={items} total={total} />}
      </Paged>
    </Section>
  );
};
