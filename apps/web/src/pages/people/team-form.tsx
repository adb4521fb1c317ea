import { Button, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Team } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { ProblemAlert } from '../../ui/problem.js';
import { shownText } from '../../ui/shown-text.js';

interface TeamDraft {
  name: string;
  description: string;
  memberIds: string[];
}

const useSave = (team: Team | null, onDone: () => void) => {
  const create = $api.useMutation('post', '/api/teams');
  const change = $api.useMutation('patch', '/api/teams/{id}');
  const members = $api.useMutation('put', '/api/teams/{id}/members');
  const save = async ({ name, description, memberIds }: TeamDraft) => {
    if (team === null) {
      await create.mutateAsync({ body: { name, description, memberIds } });
    } else {
      const params = { path: { id: team.id } };
      await change.mutateAsync({ params, body: { name, description } });
      await members.mutateAsync({ params, body: { personIds: memberIds } });
    }
    onDone();
  };
  return {
    // What went wrong is kept by the mutation itself and shown from there.
    save: (draft: TeamDraft) => void save(draft).catch(() => undefined),
    sending: create.isPending || change.isPending || members.isPending,
    error: create.error ?? change.error ?? members.error,
  };
};

export const TeamForm = ({ team, onDone }: { team: Team | null; onDone: () => void }) => {
  const people = $api.useQuery('get', '/api/people', { params: { query: { limit: 200 } } });
  const [draft, setDraft] = useState<TeamDraft>({
    name: team?.name ?? '',
    description: team?.description ?? '',
    memberIds: team?.members.map((member) => member.id) ?? [],
  });
  const change = (part: Partial<TeamDraft>) => setDraft((before) => ({ ...before, ...part }));
  const { save, sending, error } = useSave(team, onDone);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save(draft);
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Name"
          required
          maxLength={100}
          data-autofocus
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Description"
          maxLength={500}
          value={draft.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <MultiSelect
          label="Members"
          description="Who is taken out loses access that rests on this team"
          searchable
          data={(people.data?.items ?? []).map((person) => ({
            value: person.id,
            label: shownText(person.displayName),
          }))}
          value={draft.memberIds}
          onChange={(memberIds) => change({ memberIds })}
        />
        <ProblemAlert error={error} />
        <Button type="submit" loading={sending} className="end">
          Save
        </Button>
      </Stack>
    </form>
  );
};
