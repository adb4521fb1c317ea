import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { AccountClaim, Server } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { Loaded } from '../../ui/loaded.js';
import { Section } from '../../ui/page.js';
import type { Choice } from '../../ui/pick.js';
import { PickAccount } from '../../ui/pickers.js';
import { ProblemAlert } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';

const ClaimRow = ({ claim, serverId }: { claim: AccountClaim; serverId: string }) => {
  const takeBack = $api.useMutation('delete', '/api/servers/{id}/account-claims/{personId}');
  return (
    <li className="row">
      <div className="row-main">
        <p className="row-title">
          <code>
            <Shown text={claim.account} />
          </code>{' '}
          is <Shown text={claim.person.displayName} />
        </p>
        <p className="row-sub">
          {claim.by === null ? (
            'made by Curfew'
          ) : (
            <>
              said <Shown text={claim.by.displayName} />
            </>
          )}
        </p>
      </div>
      {claim.adopted && (
        <Ask
          label="Take back"
          title="Take this back?"
          confirm="Take back"
          danger
          reason="Why"
          onConfirm={(reason) =>
            takeBack.mutateAsync({ params: { path: { id: serverId, personId: claim.person.id } }, body: { reason } })
          }
        >
          Running access of <Shown text={claim.person.displayName} /> on this account ends.
        </Ask>
      )}
    </li>
  );
};

const NewClaim = ({ serverId, onDone }: { serverId: string; onDone: () => void }) => {
  const [person, setPerson] = useState<Choice | null>(null);
  const [reason, setReason] = useState('');
  const claim = $api.useMutation('put', '/api/servers/{id}/account-claims/{personId}', { onSuccess: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (person === null) return;
        const path = { id: serverId, personId: person.value };
        claim.mutate({ params: { path }, body: { reason: reason.trim() } });
      }}
    >
      <Stack gap="md">
        <PickAccount label="Person" required value={person} onChange={setPerson} />
        <Textarea
          label="How you know"
          required
          autosize
          minRows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ProblemAlert error={claim.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={claim.isPending} disabled={person === null || reason.trim() === ''}>
            It is the same person
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** Accounts that were on the server before Curfew, and of whom an administrator said whose they are. */
export const AccountClaims = ({ server }: { server: Server }) => {
  const claims = $api.useQuery('get', '/api/servers/{id}/account-claims', { params: { path: { id: server.id } } });
  const [open, setOpen] = useState(false);
  return (
    <Section
      title="Accounts that were there before"
      aside={
        <Button size="sm" variant="default" onClick={() => setOpen(true)}>
          Say whose an account is
        </Button>
      }
    >
      <p className="dimmed">
        An account with a person&apos;s name that Curfew did not make is refused, until you say that it is the same
        person.
      </p>
      <Loaded query={claims}>
        {({ items }) => (
          <ul className="rows">
            {items.map((claim) => (
              <ClaimRow key={claim.person.id} claim={claim} serverId={server.id} />
            ))}
          </ul>
        )}
      </Loaded>
      <Modal opened={open} onClose={() => setOpen(false)} title={`Whose is the account on ${shownText(server.name)}?`}>
        {open && <NewClaim serverId={server.id} onDone={() => setOpen(false)} />}
      </Modal>
    </Section>
  );
};
