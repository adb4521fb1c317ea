import { Button, Drawer } from '@mantine/core';
import { useState } from 'react';
import type { Team } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { PeopleIcon, PlusIcon } from '../../ui/icons.js';
import { Empty, Page } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { ListSearch, NothingFound, useTyped } from '../../ui/search-field.js';
import { Shown, ShownList } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { WhoseTeamItIs } from '../flows/reaches.js';
import { PeopleTabs } from './people.js';
import { TeamForm } from './team-form.js';

const TeamCard = ({ team, onEdit }: { team: Team; onEdit: () => void }) => {
  const remove = $api.useMutation('delete', '/api/teams/{id}');
  return (
    <li className="card">
      <div className="card-head">
        <div>
          <h2 className="row-title">
            <Shown text={team.name} />
          </h2>
          {team.description !== '' && (
            <p className="row-sub">
              <Shown text={team.description} />
            </p>
          )}
        </div>
        <div className="row-actions">
          <Ask
            label="Delete"
            title="Delete this team?"
            confirm="Delete"
            danger
            button={{ 'aria-label': `Delete ${shownText(team.name)}` }}
            onConfirm={() => remove.mutateAsync({ params: { path: { id: team.id } } })}
          >
            <p>
              Access that its members have only through this team ends now. A team that an access flow names, or that
              owns an integration or a server, stays until it is taken out there.
            </p>
            <WhoseTeamItIs id={team.id} />
          </Ask>
          <Button size="sm" variant="default" onClick={onEdit} aria-label={`Edit ${shownText(team.name)}`}>
            Edit
          </Button>
        </div>
      </div>
      <p>
        {team.members.length === 0 ? (
          <span className="dimmed">No members yet.</span>
        ) : (
          <ShownList texts={team.members.map((member) => member.displayName)} />
        )}
      </p>
    </li>
  );
};

const NoTeams = () => (
  <Empty title="No team yet" icon={<PeopleIcon size={28} />}>
    <p>Flows that name teams stay right when people come and go.</p>
  </Empty>
);

export const TeamsPage = () => {
  const text = useTyped();
  const paging = usePaging(text.search);
  const teams = $api.useQuery(
    'get',
    '/api/teams',
    { params: { query: { search: text.search, ...paging.query } } },
    { placeholderData: (before) => before },
  );
  const [edited, setEdited] = useState<Team | 'new' | null>(null);
  return (
    <Page
      title="People and teams"
      lead="Teams are named in access flows, as those who ask and those who approve."
      actions={
        <Button leftSection={<PlusIcon />} onClick={() => setEdited('new')}>
          Add a team
        </Button>
      }
    >
      <PeopleTabs />
      <ListSearch of="teams" placeholder="Search by name" text={text} total={teams.data?.total} />
      <Paged
        query={teams}
        paging={paging}
        what="teams"
        empty={text.search === undefined ? <NoTeams /> : <NothingFound what="teams" />}
      >
        {(items) => (
          <ul className="cards">
            {items.map((team) => (
              <TeamCard key={team.id} team={team} onEdit={() => setEdited(team)} />
            ))}
          </ul>
        )}
      </Paged>
      <Drawer
        opened={edited !== null}
        onClose={() => setEdited(null)}
        position="right"
        title={<span className="drawer-title">{edited === 'new' ? 'Add a team' : 'Edit the team'}</span>}
      >
        {edited !== null && <TeamForm team={edited === 'new' ? null : edited} onDone={() => setEdited(null)} />}
      </Drawer>
    </Page>
  );
};
