import { Button, Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Server } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { useChosen } from '../../ui/chosen.js';
import { Loaded } from '../../ui/loaded.js';
import { Section } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { ChooseServers, SendChosen, SendMany } from './choose-servers.js';
import { allServers, useSending, type Only, type SeenHostKey } from './many-servers.js';

const AT_ONCE = 20;

/** One kind of servers that wait for a click, and what the click does to them. */
interface Kind {
  only: Only;
  /** What is sent of them: each with the host key that was seen. */
  seen: (servers: Server[]) => SeenHostKey[];
  send: (servers: SeenHostKey[]) => Promise<unknown>;
  /** On each box, before the name of the server. */
  verb: string;
  one: string;
  several: (count: number) => string;
  about: (server: Server) => ReactNode;
  all: {
    button: (total: number) => string;
    title: (total: number) => string;
    send: (count: number) => string;
    wide?: boolean;
    words: (servers: Server[]) => ReactNode;
  };
}

interface PartProps {
  integrationId: string;
  kind: Kind;
}

/** What is sent is what stands here: the servers are fetched once, and not again while the dialog is open. */
const All = ({ integrationId, kind, onDone }: PartProps & { onDone: () => void }) => {
  const sending = useSending(kind.send);
  const all = useQuery({
    queryKey: ['all-servers', integrationId, kind.only],
    queryFn: () => allServers(integrationId, kind.only),
    enabled: (query) => query.state.data === undefined,
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Loaded query={all}>
      {(servers) => (
        <Stack gap="md">
          {kind.all.words(servers)}
          <SendMany
            sending={sending}
            servers={kind.seen(servers)}
            label={kind.all.send(servers.length)}
            onDone={onDone}
          />
        </Stack>
      )}
    </Loaded>
  );
};

const AskForAll = ({ total, ...part }: PartProps & { total: number }) => {
  const [open, setOpen] = useState(false);
  const { button, title, wide } = part.kind.all;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {button(total)}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} size={wide ? 'xl' : undefined} title={title(total)}>
        {open && <All {...part} onDone={() => setOpen(false)} />}
      </Modal>
    </>
  );
};

const OnePage = ({ servers, total, ...part }: PartProps & { servers: Server[]; total: number }) => {
  const { kind } = part;
  const chosen = useChosen(servers.map((server) => server.id));
  const sending = useSending(kind.send);
  return (
    <div className="stack">
      <ChooseServers servers={servers} chosen={chosen} verb={kind.verb} about={kind.about} />
      <SendChosen
        sending={sending}
        servers={kind.seen(servers.filter((server) => chosen.has(server.id)))}
        one={kind.one}
        several={kind.several}
      >
        {total > servers.length && <AskForAll {...part} total={total} />}
      </SendChosen>
    </div>
  );
};

/** Servers of an integration that wait for a click, page by page, some or all at once. Nothing where none waits. */
export const WaitingServers = ({
  integrationId,
  kind,
  title,
  what,
  children,
}: PartProps & { title: string; what: string; children: ReactNode }) => {
  const paging = usePaging('', AT_ONCE);
  const servers = $api.useQuery(
    'get',
    '/api/integrations/{id}/servers',
    { params: { path: { id: integrationId }, query: { only: kind.only, ...paging.query } } },
    { placeholderData: (before) => before },
  );
  if (servers.data === undefined || servers.data.total === 0) return null;
  return (
    <Section
      title={title}
      aside={<span className="dimmed">{servers.data.total === 1 ? '1 server' : `${servers.data.total} servers`}</span>}
    >
      {children}
      <Paged query={servers} paging={paging} what={what}>
        {(items, total) => <OnePage integrationId={integrationId} kind={kind} servers={items} total={total} />}
      </Paged>
    </Section>
  );
};
