import { Button, MultiSelect, SegmentedControl, Stack, Switch, TagsInput } from '@mantine/core';
import type { Integration, SudoRole } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { listWords } from '../../ui/list-words.js';
import { PickIntegration } from '../../ui/pickers.js';
import { RootGroupsNote } from '../../ui/root-groups-note.js';
import { shownText } from '../../ui/shown-text.js';
import { ScopeFields } from './scope-fields.js';
import { NEW_TARGET, type TargetDraft } from './target-draft.js';

interface TargetFieldsProps {
  target: TargetDraft;
  change: (part: Partial<TargetDraft>) => void;
  onRemove?: () => void;
}

const BY = [
  { value: 'all', label: 'Every server' },
  { value: 'names', label: 'By name' },
  { value: 'tags', label: 'By tag' },
] as const;

/** Of thousands of names those are shown that fit what is typed. */
const MOST_SHOWN = 50;

const byOf = (value: string): TargetDraft['by'] => BY.find((by) => by.value === value)?.value ?? 'all';

const tagsOf = (integration: Integration): string[] => [
  ...new Set(
    integration.servers.flatMap((server) =>
      Object.entries(server.tags ?? {}).map(([name, value]) => (value === '' ? name : `${name}=${value}`)),
    ),
  ),
];

const option = (value: string) => ({ value, label: shownText(value) });

const roleOption = ({ name, givesRoot }: SudoRole) => ({
  value: name,
  label: `${shownText(name)} (sudo${givesRoot ? ', gives root' : ''})`,
});

const permissionsOf = ({ userGroups, sudoRoles }: Integration) => [
  ...(userGroups.length === 0 ? ['Default'] : userGroups).map(option),
  ...sudoRoles.map(roleOption),
];

const anyWords = ({ sudoRoles }: Integration): string | undefined => {
  if (sudoRoles.length === 0) return undefined;
  const roots = sudoRoles.filter(({ givesRoot }) => givesRoot).map(({ name }) => shownText(name));
  const root = roots.length === 0 ? '' : ` ${listWords(roots, 'and')} gives root.`;
  return `Whatever the integration offers, now and later, sudo roles too.${root}`;
};

const Which = ({
  target,
  integration,
  change,
}: {
  target: TargetDraft;
  integration: Integration;
  change: TargetFieldsProps['change'];
}) => (
  <>
    {target.by !== 'scope' && (
      <SegmentedControl
        aria-label="Which servers"
        className="start"
        data={[...BY]}
        value={target.by}
        onChange={(by) => change({ by: byOf(by) })}
      />
    )}
    {target.by === 'names' && (
      <MultiSelect
        label="Servers"
        required
        searchable
        limit={MOST_SHOWN}
        data={[...new Set(integration.servers.map((server) => server.name))].map(option)}
        value={target.names}
        onChange={(names) => change({ names })}
      />
    )}
    {target.by === 'tags' && (
      <TagsInput
        label="Tags"
        description="A server must have all of them. Servers that get these tags later are included."
        required
        limit={MOST_SHOWN}
        data={tagsOf(integration)}
        value={target.tags}
        onChange={(tags) => change({ tags })}
        acceptValueOnBlur
      />
    )}
    {target.by === 'scope' && <ScopeFields target={target} change={change} />}
    <Button
      size="sm"
      variant="subtle"
      className="start"
      onClick={() => change({ by: target.by === 'scope' ? 'all' : 'scope' })}
    >
      {target.by === 'scope' ? 'Simply: all, by name or by tag' : 'Patterns, exclusions…'}
    </Button>
  </>
);

const Permissions = ({
  target,
  integration,
  change,
}: {
  target: TargetDraft;
  integration: Integration;
  change: TargetFieldsProps['change'];
}) => (
  <>
    <Switch
      label="Any permission"
      description={anyWords(integration)}
      checked={target.anyPermission}
      onChange={(event) => change({ anyPermission: event.currentTarget.checked })}
    />
    {!target.anyPermission && (
      <MultiSelect
        label="Permissions"
        required
        description={integration.sudoRoles.length > 0 && 'User groups and sudo roles of the integration'}
        data={permissionsOf(integration)}
        value={target.permissions}
        onChange={(permissions) => change({ permissions })}
      />
    )}
    <RootGroupsNote permissions={target.anyPermission ? integration.userGroups : target.permissions} />
  </>
);

/** One target of a flow: an integration, which of its servers, which permissions. */
export const TargetFields = ({ target, change, onRemove }: TargetFieldsProps) => {
  const { data: integration } = $api.useQuery(
    'get',
    '/api/integrations/{id}',
    { params: { path: { id: target.integration?.id ?? '' } } },
    { enabled: target.integration !== null },
  );
  return (
    <Stack gap="md" className="target">
      <PickIntegration
        label="Integration"
        required
        value={target.integration}
        onChange={(chosen) =>
          change({ ...NEW_TARGET, integration: chosen, by: target.by, anyPermission: target.anyPermission })
        }
      />
      {integration !== undefined && (
        <>
          <Which target={target} integration={integration} change={change} />
          <Permissions target={target} integration={integration} change={change} />
        </>
      )}
      {onRemove !== undefined && (
        <Button size="compact-sm" variant="subtle" color="red" className="start" onClick={onRemove}>
          Take this out
        </Button>
      )}
    </Stack>
  );
};
