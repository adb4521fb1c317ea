/** Who may ask: people and teams, or conditions; and for whom. */
import { Button, Checkbox, Stack, Switch } from '@mantine/core';
import { useContext, useState } from 'react';
import { anyOfPeople, type ConditionTree, peopleOf } from '#access/condition.js';
import type { PersonId, TeamId } from '#access/ids.js';
import type { RequestFor } from '#access/requesters.js';
import { PickPeopleAndTeams } from '../../ui/pickers.js';
import { ConditionFields } from './condition-fields.js';
import { NamesContext } from './named.js';
import { chosenPeople, namesOfChosen } from './people-of-ids.js';

interface TreeProps {
  value: ConditionTree;
  onChange: (value: ConditionTree) => void;
}

const People = ({ value, onChange }: TreeProps) => {
  const { nameOf, learn } = useContext(NamesContext);
  return (
    <PickPeopleAndTeams
      label="Requesters"
      value={chosenPeople(peopleOf(value) ?? { personIds: [], teamIds: [] }, nameOf)}
      onChange={({ people, teams }) => {
        learn(namesOfChosen({ people, teams }));
        const personIds = people.map(({ id }) => id as PersonId);
        onChange(anyOfPeople({ personIds, teamIds: teams.map(({ id }) => id as TeamId) }));
      }}
    />
  );
};

export const RequesterFields = ({ value, onChange }: TreeProps) => {
  const [whole, setWhole] = useState(peopleOf(value) === null);
  return (
    <Stack gap="md">
      {whole ? <ConditionFields value={value} onChange={onChange} /> : <People value={value} onChange={onChange} />}
      {(!whole || peopleOf(value) !== null) && (
        <Button size="sm" variant="subtle" className="start" onClick={() => setWhole(!whole)}>
          {whole ? 'Only people and teams' : 'Conditions: shifts, attributes…'}
        </Button>
      )}
    </Stack>
  );
};

const ANYBODY: ConditionTree = { all: [] };

export const RequestForFields = ({ value, onChange }: { value: RequestFor; onChange: (value: RequestFor) => void }) => (
  <Stack gap="sm">
    <Checkbox
      label="For themselves"
      checked={value.self}
      onChange={(event) => onChange({ ...value, self: event.currentTarget.checked })}
    />
    <Checkbox
      label="For their direct reports"
      checked={value.directReports}
      onChange={(event) => onChange({ ...value, directReports: event.currentTarget.checked })}
    />
    <Switch
      label="For others who meet conditions"
      checked={value.others !== null}
      onChange={(event) => onChange({ ...value, others: event.currentTarget.checked ? ANYBODY : null })}
    />
    {value.others !== null && (
      <ConditionFields
        label="Receiver"
        value={value.others}
        onChange={(others) => onChange({ ...value, others })}
      />
    )}
  </Stack>
); // prettier-ignore
