/** Fields of the flow editor that choose things by id, and the names of what was chosen. */
import { createContext, useContext } from 'react';
import { $api } from '../../ui/api.js';
import { type Choice, type Found, PickSome, type UseFound } from '../../ui/pick.js';
import { shownText } from '../../ui/shown-text.js';

interface Names {
  nameOf: (id: string) => string | undefined;
  learn: (chosen: readonly Choice[]) => void;
}

/** The names that the editor knows by now. */
export const NamesContext = createContext<Names>({ nameOf: () => undefined, learn: () => undefined });

const FIRST = 20;
const STAY = { placeholderData: <T,>(before: T | undefined): T | undefined => before };
const searched = (search: string) => ({
  params: { query: { search: search === '' ? undefined : search, limit: FIRST } },
});
const named = ({ id, name }: { id: string; name: string }): Choice => ({ value: id, label: shownText(name) });
const person = ({ id, displayName }: { id: string; displayName: string }): Choice => ({
  value: id,
  label: shownText(displayName),
});

const usePeople: UseFound = (search) => {
  const { data } = $api.useQuery('get', '/api/people', searched(search), STAY);
  return data && [{ choices: data.items.map(person), total: data.total }];
};
const useTeams: UseFound = (search) => {
  const { data } = $api.useQuery('get', '/api/teams', searched(search), STAY);
  return data && [{ choices: data.items.map(named), total: data.total }];
};
const useShifts: UseFound = (search) => {
  const { data } = $api.useQuery('get', '/api/shifts', searched(search), STAY);
  return data && [{ choices: data.items.map(named), total: data.total }];
};
export const useBundles: UseFound = (search) => {
  const { data } = $api.useQuery('get', '/api/bundles', searched(search), STAY);
  return data && [{ choices: data.items.map(named), total: data.total }];
};
const useIntegrations: UseFound = (search) => {
  const { data } = $api.useQuery('get', '/api/integrations', searched(search), STAY);
  return data && [{ choices: data.items.map(named), total: data.total }];
};

const USE_FOUND = { person: usePeople, team: useTeams, shift: useShifts, integration: useIntegrations } as const;

interface PickIdsProps {
  label: string;
  description?: string;
  required?: boolean;
  value: readonly string[];
  onChange: (ids: string[]) => void;
}

const PickFound = ({ value, onChange, useFound, ...shown }: PickIdsProps & { useFound: UseFound }) => {
  const { nameOf, learn } = useContext(NamesContext);
  return (
    <PickSome
      {...shown}
      useFound={useFound}
      value={value.map((id) => ({ value: id, label: nameOf(id) ?? id }))}
      onChange={(choices) => {
        learn(choices);
        onChange(choices.map((choice) => choice.value));
      }}
    />
  );
};

/** People, teams, shifts or integrations. */
export const PickIds = ({ of, ...shown }: PickIdsProps & { of: keyof typeof USE_FOUND }) => (
  <PickFound key={of} {...shown} useFound={USE_FOUND[of]} />
);

/** Servers of one integration. */
export const PickServers = ({ integrationId, ...shown }: PickIdsProps & { integrationId: string }) => {
  const useServers: UseFound = (search) => {
    const query = { search: search === '' ? undefined : search, limit: FIRST };
    const { data } = $api.useQuery('get', '/api/integrations/{id}/servers', { params: { path: { id: integrationId }, query } }, STAY); // prettier-ignore
    return data && [{ choices: data.items.map(named), total: data.total }];
  };
  return <PickFound {...shown} useFound={useServers} />;
};

const WHO_THEY_ARE: Found = {
  title: 'By how they stand to the request',
  choices: [
    { value: 'manager', label: 'The requester’s manager' },
    { value: 'resource-owner', label: 'An owner of the server' },
    { value: 'integration-owner', label: 'An owner of the integration' },
  ],
};
const prefixed = (kind: string, found: Found[] | undefined, title: string): Found[] =>
  (found ?? []).map(({ choices, total }) => ({
    title,
    total,
    choices: choices.map(({ value, label }) => ({ value: `${kind}:${value}`, label })),
  }));

/** People, teams, shifts, managers and owners, as `team:<id>` or `manager`. */
export const useApprovers: UseFound = (search) => {
  const [teams, people, shifts] = [useTeams(search), usePeople(search), useShifts(search)];
  if (!teams || !people || !shifts) return undefined;
  const fits = ({ label }: Choice): boolean => label.toLowerCase().includes(search.toLowerCase());
  return [
    ...prefixed('team', teams, 'Teams'),
    ...prefixed('person', people, 'People'),
    ...prefixed('shift', shifts, 'On duty on a shift'),
    { ...WHO_THEY_ARE, choices: WHO_THEY_ARE.choices.filter(fits) },
  ].filter(({ choices }) => choices.length > 0);
};

export const standingLabel = (kind: string): string =>
  WHO_THEY_ARE.choices.find(({ value }) => value === kind)?.label ?? kind;
