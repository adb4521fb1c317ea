/** For what one may ask: servers of an integration, what a bundle holds, or what a query finds. */
import { Button, SegmentedControl, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import { useContext } from 'react';
import { PlusIcon } from '../../ui/icons.js';
import { PickOne } from '../../ui/pick.js';
import { type FlowTargetDraft, NEW_QUERY, NEW_SERVERS, type QueryDraft } from './flow-draft.js';
import { NamesContext, PickIds, useBundles } from './named.js';
import { TargetFields } from './target-fields.js';

interface OneProps {
  target: FlowTargetDraft;
  onChange: (target: FlowTargetDraft) => void;
  onRemove?: (() => void) | undefined;
}

const NEW_OF: Readonly<Record<string, FlowTargetDraft>> = {
  servers: NEW_SERVERS,
  bundle: { kind: 'bundle', bundle: null },
  query: { kind: 'query', query: NEW_QUERY },
};

const QueryFields = ({ query, change }: { query: QueryDraft; change: (part: Partial<QueryDraft>) => void }) => (
  <>
    <p className="dimmed">Servers of any integration that all of this fits, new ones too.</p>
    <TextInput
      label="Part of the name"
      maxLength={200}
      value={query.text}
      onChange={(event) => change({ text: event.currentTarget.value })}
    />
    <TagsInput label="Tags" value={query.tags} onChange={(tags) => change({ tags })} acceptValueOnBlur />
    <PickIds
      of="integration"
      label="Only of these integrations"
      value={query.integrationIds}
      onChange={(integrationIds) => change({ integrationIds })}
    />
    <Switch
      label="Any permission"
      checked={query.anyPermission}
      onChange={(event) => change({ anyPermission: event.currentTarget.checked })}
    />
    {!query.anyPermission && (
      <TagsInput
        label="Permissions"
        description="Linux groups and sudo roles, or Default"
        value={query.permissions}
        onChange={(permissions) => change({ permissions })}
        acceptValueOnBlur
      />
    )}
  </>
);

const Kind = ({ target, onChange }: OneProps) => {
  const { learn } = useContext(NamesContext);
  if (target.kind === 'servers') {
    const change = (part: Partial<typeof target.servers>) => {
      if (part.integration) learn([{ value: part.integration.id, label: part.integration.name }]);
      onChange({ kind: 'servers', servers: { ...target.servers, ...part } });
    };
    return <TargetFields target={target.servers} change={change} />;
  }
  if (target.kind === 'query') {
    return <QueryFields query={target.query} change={(part) => onChange({ kind: 'query', query: { ...target.query, ...part } })} />;
  }
  const { bundle } = target;
  return (
    <PickOne
      label="Bundle"
      required
      nothingFound="No bundle of that name"
      useFound={useBundles}
      value={bundle && { value: bundle.id, label: bundle.name }}
      onChange={(choice) => {
        if (choice) learn([choice]);
        onChange({ kind: 'bundle', bundle: choice && { id: choice.value, name: choice.label } });
      }}
    />
  );
}; // prettier-ignore

const One = ({ label, ...props }: OneProps & { label: string }) => (
  <Stack gap="md" role="group" aria-label={label}>
    <SegmentedControl
      aria-label={`${label}: what`}
      className="start"
      data={[
        { value: 'servers', label: 'Servers' },
        { value: 'bundle', label: 'A bundle' },
        { value: 'query', label: 'A saved query' },
      ]}
      value={props.target.kind}
      onChange={(kind) => kind !== props.target.kind && props.onChange(NEW_OF[kind] ?? NEW_SERVERS)}
    />
    <Kind {...props} />
    {props.onRemove && (
      <Button size="compact-sm" variant="subtle" color="red" className="start" onClick={props.onRemove}>
        Take this out
      </Button>
    )}
  </Stack>
);

/** All targets of a flow. */
export const FlowTargetFields = ({
  targets,
  onChange,
}: {
  targets: FlowTargetDraft[];
  onChange: (targets: FlowTargetDraft[]) => void;
}) => (
  <Stack gap="xl">
    {targets.map((target, at) => (
      <One
        key={at}
        label={at === 0 ? 'Target' : `Target ${at + 1}`}
        target={target}
        onChange={(next) => onChange(targets.map((one, index) => (index === at ? next : one)))}
        onRemove={targets.length > 1 ? () => onChange(targets.filter((_, index) => index !== at)) : undefined}
      />
    ))}
    <Button
      size="sm"
      variant="default"
      className="start"
      leftSection={<PlusIcon size={15} />}
      onClick={() => onChange([...targets, NEW_SERVERS])}
    >
      Add other servers
    </Button>
  </Stack>
);
