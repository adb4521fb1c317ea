import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Person } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { PlusIcon } from '../../ui/icons.js';
import { Page } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { NothingFound, SearchField, useTyped } from '../../ui/search-field.js';
import { Shown, ShownList } from '../../ui/shown.js';
import { NewPerson } from './new-person.js';

/** People and teams are two pages with one entry in the navigation. */
export const PeopleTabs = () => (
  <nav aria-label="People and teams" className="subnav">
    <Link to="/people" activeOptions={{ exact: true }} activeProps={{ 'aria-current': 'page' }}>
      People
    </Link>
    <Link to="/teams" activeProps={{ 'aria-current': 'page' }}>
      Teams
    </Link>
  </nav>
);

const PersonRow = ({ person }: { person: Person }) => (
  <li className="row">
    <div className="row-main">
      <h2 className="row-title">
        <Link to="/people/$personId" params={{ personId: person.id }}>
          <Shown text={person.displayName} />
        </Link>
      </h2>
      <p className="row-sub">
        <Shown text={person.email ?? 'no address'} /> · account <Shown text={person.accountName} />
      </p>
    </div>
    <span className="dimmed">
      {person.teams.length === 0 ? 'no team' : <ShownList texts={person.teams.map((team) => team.name)} />}
    </span>
    <span>{person.disabled ? <strong>disabled</strong> : person.role}</span>
  </li>
);

export const PeoplePage = () => {
  const text = useTyped();
  const paging = usePaging(text.search);
  const [adding, setAdding] = useState(false);
  const people = $api.useQuery(
    'get',
    '/api/people',
    { params: { query: { search: text.search, ...paging.query } } },
    { placeholderData: (before) => before },
  );
  return (
    <Page
      title="People and teams"
      lead="Who can sign in here."
      actions={
        <Button leftSection={<PlusIcon />} onClick={() => setAdding(true)}>
          Add a person
        </Button>
      }
    >
      <PeopleTabs />
      <div className="filters">
        <SearchField of="people" placeholder="Search by name, address or account" text={text} />
      </div>
      <Paged query={people} paging={paging} what="people" empty={<NothingFound what="people" />}>
        {(items) => (
          <ul className="rows">
            {items.map((person) => (
              <PersonRow key={person.id} person={person} />
            ))}
          </ul>
        )}
      </Paged>
      <NewPerson open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
};
