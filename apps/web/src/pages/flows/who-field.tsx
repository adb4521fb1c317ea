import { MultiSelect } from '@mantine/core';
import { shownText } from '../../ui/shown-text.js';
import type { Directory, Who } from './flow-draft.js';

interface WhoFieldProps {
  label: string;
  description?: string;
  directory: Directory;
  value: Who;
  onChange: (who: Who) => void;
}

const PERSON = 'person:';
const TEAM = 'team:';

const under = (prefix: string, values: readonly string[]): string[] =>
  values.filter((value) => value.startsWith(prefix)).map((value) => value.slice(prefix.length));

/** People and teams, in one field. */
export const WhoField = ({ label, description, directory, value, onChange }: WhoFieldProps) => (
  <MultiSelect
    label={label}
    description={description}
    placeholder="People and teams"
    required
    searchable
    nothingFoundMessage="Nobody of that name"
    data={[
      {
        group: 'Teams',
        items: directory.teams.map((team) => ({ value: TEAM + team.id, label: shownText(team.name) })),
      },
      {
        group: 'People',
        items: directory.people.map((person) => ({ value: PERSON + person.id, label: shownText(person.displayName) })),
      },
    ]}
    value={[...value.teamIds.map((id) => TEAM + id), ...value.personIds.map((id) => PERSON + id)]}
    onChange={(values) => onChange({ personIds: under(PERSON, values), teamIds: under(TEAM, values) })}
  />
);
