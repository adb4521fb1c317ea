import { Button, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Team } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { PickPeople, type ChosenPerson } from '../../ui/pickers.js';
import { ProblemAlert } from '../../ui/problem.js';
import { WhatTeamChanges } from '../flows/reaches.js';

interface TeamDraft {
  name: string;
  description: string;
  members: ChosenPerson[];
}

const useSave = (team: Team | null, onDone: () => void) => {
  const create = $api.useMutation('post', '/api/teams');
  const change = $api.useMutation('patch', '/api/teams/{id}');
  const members = $api.useMutation('put', '/api/teams/{id}/members');
  const save = async ({ name, description, members: chosen }: TeamDraft) => {
    const memberIds = chosen.map(({ id }) => id);
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

/** It is saved from the page of what it changes. */
export const TeamForm = ({ team, onDone }: { team: Team | null; onDone: () => void }) => {
  const [draft, setDraft] = useState<TeamDraft>({
    name: team?.name ?? '',
    description: team?.description ?? '',
    members: team?.members ?? [],
  });
  const change = (part: Partial<TeamDraft>) => setDraft((before) => ({ ...before, ...part }));
  const [looking, setLooking] = useState(false);
  const { save, sending, error } = useSave(team, onDone);
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setLooking(true);
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
          <PickPeople
            label="Members"
            description="Who is taken out loses access that rests on this team"
            value={draft.members}
            onChange={(members) => change({ members })}
          />
          <ProblemAlert error={error} />
          <Button type="submit" className="end">
            See what it changes
          </Button>
        </Stack>
      </form>
      {looking && (
        <WhatTeamChanges
          id={team?.id ?? null}
          body={{ name: draft.name, memberIds: draft.members.map(({ id }) => id) }}
          confirm="Save"
          sending={sending}
          error={error}
          onClose={() => setLooking(false)}
          onConfirm={() => save(draft)}
        />
      )}
    </>
  );
};
