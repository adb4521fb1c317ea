import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Owners, Server } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Facts } from '../../ui/facts.js';
import { Loaded } from '../../ui/loaded.js';
import { Section } from '../../ui/page.js';
import { PickPeopleAndTeams } from '../../ui/pickers.js';
import { ProblemAlert } from '../../ui/problem.js';
import { shownText } from '../../ui/shown-text.js';
import { OwnersShown, OwnerValueShown } from './integration-owners.js';

const NameOwners = ({ serverId, start, onDone }: { serverId: string; start: Owners; onDone: () => void }) => {
  const [owners, setOwners] = useState<Parameters<typeof PickPeopleAndTeams>[0]['value']>(start);
  const save = $api.useMutation('put', '/api/servers/{id}/owners', { onSuccess: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const [personIds, teamIds] = [owners.people.map(({ id }) => id), owners.teams.map(({ id }) => id)];
        save.mutate({ params: { path: { id: serverId } }, body: { personIds, teamIds } });
      }}
    >
      <Stack gap="md">
        <PickPeopleAndTeams
          label="Owners"
          description="Beside those whom its tags name"
          required={false}
          value={owners}
          onChange={setOwners}
        />
        <ProblemAlert error={save.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** Who may approve as the owner of this server, and why. */
export const ServerOwners = ({ server }: { server: Server }) => {
  const owners = $api.useQuery('get', '/api/servers/{id}/owners', { params: { path: { id: server.id } } });
  const [open, setOpen] = useState(false);
  return (
    <Section
      title="Owners"
      aside={
        <Button size="sm" variant="default" disabled={!owners.data} onClick={() => setOpen(true)}>
          Name owners
        </Button>
      }
    >
      <Loaded query={owners}>
        {({ named, byTag, integration }) => (
          <Facts
            facts={[
              ['Named here', <OwnersShown owners={named} />],
              ...byTag.map((value) => [`By its tag ${value.tag}`, <OwnerValueShown value={value} />] as const),
              ['Of its integration', <OwnersShown owners={integration} />],
            ]}
          />
        )}
      </Loaded>
      <Modal opened={open} onClose={() => setOpen(false)} title={`Who owns ${shownText(server.name)}?`}>
        {open && owners.data && (
          <NameOwners serverId={server.id} start={owners.data.named} onDone={() => setOpen(false)} />
        )}
      </Modal>
    </Section>
  );
};
