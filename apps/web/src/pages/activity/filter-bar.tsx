import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { $api } from '../../ui/api.js';
import { SearchIcon } from '../../ui/icons.js';
import { PickOne, type Choice, type UseFound } from '../../ui/pick.js';
import { PickIntegration, PickPerson } from '../../ui/pickers.js';
import { shownText } from '../../ui/shown-text.js';
import { KINDS, ROLES, STATES, type ActivitySearch } from './activity-search.js';

const REST_MS = 250;

interface BarProps {
  search: ActivitySearch;
  onChange: (part: ActivitySearch) => void;
}

const found = (search: string) => ({ search: search === '' ? undefined : search, limit: 20 });
const STAY = { placeholderData: <T,>(before: T | undefined): T | undefined => before };
const choiceOf = ({ id, name }: { id: string; name: string }): Choice => ({ value: id, label: shownText(name) });

/** The name of what the address names by its id; the id itself until it is known. */
const named = (id: string | undefined, name: string | undefined) =>
  id === undefined ? null : { id, name: name ?? id };

const useFlows: UseFound = (search) => {
  const { data } = $api.useQuery('get', '/api/access-flows', { params: { query: found(search) } }, STAY);
  return data && [{ choices: data.items.map(choiceOf), total: data.total }];
};

const Person = ({ search, onChange }: BarProps) => {
  const id = search.person;
  const path = { path: { id: id ?? '' } };
  const { data } = $api.useQuery('get', '/api/people/{id}', { params: path }, { enabled: id !== undefined });
  return (
    <>
      <PickPerson
        label="Person"
        placeholder="anybody"
        value={id === undefined ? null : { id, displayName: data?.displayName ?? id }}
        onChange={(person) => onChange({ person: person?.id, as: person === null ? undefined : search.as })}
      />
      {id !== undefined && (
        <Select
          label="As"
          allowDeselect={false}
          data={[...ROLES]}
          value={search.as ?? 'any'}
          onChange={(as) => onChange({ as: as === 'any' ? undefined : (as ?? undefined) })}
        />
      )}
    </>
  );
};

const Server = ({ integration, search, onChange }: BarProps & { integration: string }) => {
  const id = search.server;
  const path = { path: { id: id ?? '' } };
  const { data } = $api.useQuery('get', '/api/servers/{id}', { params: path }, { enabled: id !== undefined });
  const useServers: UseFound = (text) => {
    const params = { path: { id: integration }, query: found(text) };
    const servers = $api.useQuery('get', '/api/integrations/{id}/servers', { params }, STAY);
    return servers.data && [{ choices: servers.data.items.map(choiceOf), total: servers.data.total }];
  };
  const server = named(id, data?.name);
  return (
    <PickOne
      label="Server"
      placeholder="any of them"
      clearable
      useFound={useServers}
      value={server && choiceOf(server)}
      onChange={(choice) => onChange({ server: choice?.value })}
    />
  );
};

const Things = ({ search, onChange }: BarProps) => {
  const [integrationId, flowId] = [search.integration, search.flow];
  const integration = $api.useQuery(
    'get',
    '/api/integrations/{id}',
    { params: { path: { id: integrationId ?? '' } } },
    { enabled: integrationId !== undefined },
  );
  const flow = $api.useQuery(
    'get',
    '/api/access-flows/{id}',
    { params: { path: { id: flowId ?? '' } } },
    { enabled: flowId !== undefined },
  );
  const chosenFlow = named(flowId, flow.data?.name);
  return (
    <>
      <PickIntegration
        label="Integration"
        clearable
        value={named(integrationId, integration.data?.name)}
        onChange={(chosen) => onChange({ integration: chosen?.id, server: undefined })}
      />
      {integrationId !== undefined && (
        <Server key={integrationId} integration={integrationId} search={search} onChange={onChange} />
      )}
      <PickOne
        label="Access flow"
        placeholder="any flow"
        clearable
        useFound={useFlows}
        value={chosenFlow && choiceOf(chosenFlow)}
        onChange={(choice) => onChange({ flow: choice?.value })}
      />
    </>
  );
};

/** Text that is typed goes into the address after a short rest. */
const Typed = ({
  label,
  placeholder,
  text,
  onRest,
}: {
  label: string;
  placeholder: string;
  text?: string;
  onRest: (text?: string) => void;
}) => {
  const [typed, setTyped] = useState(text ?? '');
  const rest = useDebouncedCallback((next: string) => onRest(next.trim() || undefined), REST_MS);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      maxLength={label === 'Permission' ? 32 : 200}
      leftSection={label === 'Search' ? <SearchIcon /> : undefined}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        rest(event.currentTarget.value);
      }}
    />
  );
};

/** All filters; each stands in the address of the page, so that what one sees can be sent to somebody. */
export const FilterBar = ({ search, onChange, onClear }: BarProps & { onClear: () => void }) => (
  <div className="filters" role="search" aria-label="Filters">
    <div className="filters filters-wide filters-flat">
      <Typed
        label="Search"
        placeholder="reason, server or person"
        text={search.search}
        onRest={(text) => onChange({ search: text })}
      />
      <Select
        label="State"
        placeholder="any state"
        clearable
        clearButtonProps={{ 'aria-label': 'Clear: State' }}
        data={STATES.map(({ value, label }) => ({ value, label }))}
        value={search.state ?? null}
        onChange={(state) => onChange({ state: state ?? undefined })}
      />
      <Select
        label="Kind"
        placeholder="any kind"
        clearable
        clearButtonProps={{ 'aria-label': 'Clear: Kind' }}
        data={[...KINDS]}
        value={search.kind ?? null}
        onChange={(kind) => onChange({ kind: kind ?? undefined })}
      />
      <Person search={search} onChange={onChange} />
      <Things search={search} onChange={onChange} />
      <Typed
        label="Permission"
        placeholder="such as web-ops"
        text={search.permission}
        onRest={(permission) => onChange({ permission })}
      />
      <TextInput
        label="Asked from"
        type="date"
        value={search.from ?? ''}
        onChange={(event) => onChange({ from: event.currentTarget.value || undefined })}
      />
      <TextInput
        label="Asked to"
        type="date"
        value={search.to ?? ''}
        onChange={(event) => onChange({ to: event.currentTarget.value || undefined })}
      />
    </div>
    {Object.keys(search).length > 0 && (
      <div className="buttons">
        <Button variant="subtle" size="compact-sm" onClick={onClear}>
          Clear all filters
        </Button>
      </div>
    )}
  </div>
);
