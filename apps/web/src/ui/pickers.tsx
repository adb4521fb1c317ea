/** What one chooses in forms: people, teams, integrations, connectors. */
import type { Named, PersonSummary } from '#api-client/views.js';
import { $api } from './api.js';
import { PickOne, PickSome, type Choice, type UseFound } from './pick.js';
import { shownText } from './shown-text.js';

const FIRST = 20;
/** What was found for the text before stays while the next is fetched, so that the list does not flicker. */
const STAY = { placeholderData: <T,>(before: T | undefined): T | undefined => before };
const queryOf = (search: string) => ({
  params: { query: { search: search === '' ? undefined : search, limit: FIRST } },
});

interface PickerProps<T> {
  label: string;
  description?: string;
  placeholder?: string;
  required?: boolean;
  value: T;
  onChange: (value: T) => void;
}

/** Enough of a person to be chosen. */
export type ChosenPerson = Pick<PersonSummary, 'id' | 'displayName'>;

const personChoice = ({ id, displayName }: ChosenPerson): Choice => ({ value: id, label: shownText(displayName) });
const personOf = ({ value, label }: Choice): ChosenPerson => ({ id: value, displayName: label });
const namedChoice = ({ id, name }: Named): Choice => ({ value: id, label: shownText(name) });
const namedOf = ({ value, label }: Choice): Named => ({ id: value, name: label });

const usePeople: UseFound = (search) => {
  const { data } = $api.useQuery('get', '/api/people', queryOf(search), STAY);
  return data && [{ choices: data.items.map(personChoice), total: data.total }];
};

/** With the account on servers, which tells two of one name apart. */
const useAccounts: UseFound = (search) => {
  const { data } = $api.useQuery('get', '/api/people', queryOf(search), STAY);
  const choices = data?.items.map(({ id, displayName, accountName }) => ({
    value: id,
    label: `${shownText(displayName)}: account ${shownText(accountName)}`,
  }));
  return data && choices && [{ choices, total: data.total }];
};

export const PickPerson = ({
  value,
  onChange,
  exceptId,
  ...shown
}: PickerProps<ChosenPerson | null> & { exceptId?: string }) => {
  const useOthers: UseFound = (search) =>
    usePeople(search)?.map(({ choices, total }) => {
      const others = choices.filter((choice) => choice.value !== exceptId);
      return { choices: others, total: (total ?? 0) - (choices.length - others.length) };
    });
  return (
    <PickOne
      {...shown}
      clearable
      nothingFound="Nobody of that name"
      useFound={useOthers}
      value={value && personChoice(value)}
      onChange={(choice) => onChange(choice && personOf(choice))}
    />
  );
};

export const PickAccount = ({ value, onChange, ...shown }: PickerProps<Choice | null>) => (
  <PickOne {...shown} nothingFound="Nobody of that name" useFound={useAccounts} value={value} onChange={onChange} />
);

export const PickPeople = ({ value, onChange, ...shown }: PickerProps<ChosenPerson[]>) => (
  <PickSome
    {...shown}
    nothingFound="Nobody of that name"
    useFound={usePeople}
    value={value.map(personChoice)}
    onChange={(choices) => onChange(choices.map(personOf))}
  />
);

const useIntegrations: UseFound = (search) => {
  const { data } = $api.useQuery('get', '/api/integrations', queryOf(search), STAY);
  return data && [{ choices: data.items.map(namedChoice), total: data.total }];
};

export const PickIntegration = ({ value, onChange, ...shown }: PickerProps<Named | null> & { clearable?: boolean }) => (
  <PickOne
    {...shown}
    placeholder="Choose an integration"
    nothingFound="Add servers first"
    useFound={useIntegrations}
    value={value && namedChoice(value)}
    onChange={(choice) => onChange(choice && namedOf(choice))}
  />
);

export const connectorChoice = ({ id, name, connected }: { id: string; name: string; connected: boolean }): Choice => ({
  value: id,
  label: `${shownText(name)}${connected ? '' : ' (not connected)'}`,
});

const useConnectors: UseFound = (search) => {
  const { data } = $api.useQuery('get', '/api/connectors', queryOf(search), STAY);
  return data && [{ choices: data.items.map(connectorChoice), total: data.total }];
};

export const PickConnector = ({ value, onChange, ...shown }: PickerProps<Choice | null>) => (
  <PickOne
    {...shown}
    placeholder="Choose a connector"
    nothingFound="Add a connector first"
    useFound={useConnectors}
    value={value}
    onChange={onChange}
  />
);

export interface PeopleAndTeams {
  people: ChosenPerson[];
  teams: Named[];
}

const PERSON = 'person:';
const TEAM = 'team:';
const under = (prefix: string, choices: readonly Choice[]): Choice[] =>
  choices.flatMap(({ value, label }) =>
    value.startsWith(prefix) ? [{ value: value.slice(prefix.length), label }] : [],
  );
const prefixed = (prefix: string, choices: readonly Choice[]): Choice[] =>
  choices.map(({ value, label }) => ({ value: prefix + value, label }));

const useDirectory: UseFound = (search) => {
  const query = { search: search === '' ? undefined : search };
  const { data } = $api.useQuery('get', '/api/directory', { params: { query } }, STAY);
  return (
    data && [
      { title: 'Teams', choices: prefixed(TEAM, data.teams.map(namedChoice)), total: data.teamsTotal },
      { title: 'People', choices: prefixed(PERSON, data.people.map(personChoice)), total: data.peopleTotal },
    ]
  );
};

/** People and teams, in one field. */
export const PickPeopleAndTeams = ({ value, onChange, required = true, ...shown }: PickerProps<PeopleAndTeams>) => (
  <PickSome
    {...shown}
    placeholder="People and teams"
    required={required}
    nothingFound="Nobody of that name"
    useFound={useDirectory}
    value={[...prefixed(TEAM, value.teams.map(namedChoice)), ...prefixed(PERSON, value.people.map(personChoice))]}
    onChange={(choices) =>
      onChange({ people: under(PERSON, choices).map(personOf), teams: under(TEAM, choices).map(namedOf) })
    }
  />
);
