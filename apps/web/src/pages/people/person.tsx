import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Person } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { Facts } from '../../ui/facts.js';
import { BackIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Moment } from '../../ui/moment.js';
import { Page, Section } from '../../ui/page.js';
import { ProblemAlert } from '../../ui/problem.js';
import { Shown, ShownList } from '../../ui/shown.js';
import { bodyOf, draftOf } from './person-draft.js';
import { PersonFields } from './person-fields.js';

const Disable = ({ person }: { person: Person }) => {
  const disable = $api.useMutation('post', '/api/people/{id}/disable');
  const enable = $api.useMutation('post', '/api/people/{id}/enable');
  const params = { path: { id: person.id } };
  return person.disabled ? (
    <Button variant="default" loading={enable.isPending} onClick={() => enable.mutate({ params })}>
      Enable again
    </Button>
  ) : (
    <Ask
      label="Disable"
      title="Disable this person?"
      confirm="Disable"
      danger
      reason="Why"
      onConfirm={(reason) => disable.mutateAsync({ params, body: { reason } })}
    >
      All access of <Shown text={person.displayName} /> ends now, and every session is signed out.
    </Ask>
  );
};

const EditPerson = ({ person }: { person: Person }) => {
  const [draft, setDraft] = useState(() => draftOf(person));
  const save = $api.useMutation('patch', '/api/people/{id}', { onSuccess: (saved) => setDraft(draftOf(saved)) });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          params: { path: { id: person.id } },
          body: { ...bodyOf(draft), managerId: draft.manager?.id ?? null },
        });
      }}
    >
      <PersonFields
        draft={draft}
        change={(part) => setDraft((before) => ({ ...before, ...part }))}
        isNew={false}
        selfId={person.id}
      />
      <ProblemAlert error={save.error} />
      <p role="status">{save.isSuccess && 'Saved.'}</p>
      <Button type="submit" loading={save.isPending}>
        Save
      </Button>
    </form>
  );
};

export const PersonPage = () => {
  const { personId } = useParams({ from: '/shell/people/$personId' });
  const person = $api.useQuery('get', '/api/people/{id}', { params: { path: { id: personId } } });
  return (
    <Page
      title={person.data?.displayName ?? 'Person'}
      narrow
      back={
        <Link to="/people">
          <BackIcon size={16} /> People
        </Link>
      }
      actions={person.data && <Disable person={person.data} />}
    >
      <Loaded query={person}>
        {(data) => (
          <>
            <Facts
              facts={[
                ['State', data.disabled ? 'disabled' : 'can sign in'],
                ['Teams', data.teams.length === 0 ? 'none' : <ShownList texts={data.teams.map((team) => team.name)} />],
                ['Signs in by', <Shown text={data.issuer} />],
                ['Added', <Moment at={data.createdAt} />],
              ]}
            />
            <Section title="Edit">
              <EditPerson key={data.id} person={data} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
};
