/** Which servers of an integration, more exactly: those that are named in one way or another, less others. */
import { Button, Group, Select, Stack, TagsInput } from '@mantine/core';
import { SELECTOR_KINDS, type SelectorDraft, type SelectorKind, type TargetDraft } from './target-draft.js';
import { PickServers } from './named.js';

const KINDS: Readonly<Record<SelectorKind, { label: string; values: string }>> = {
  all: { label: 'Every server', values: '' },
  names: { label: 'Names', values: 'Names of servers' },
  ids: { label: 'Chosen servers', values: 'Servers, whatever they are called later' },
  patterns: { label: 'Names by pattern', values: 'Patterns such as web-*' },
  tags: { label: 'Tags', values: 'Tags that a server must have all of, such as env=prod' },
  tagPatterns: { label: 'Tags by pattern', values: 'Tags with patterns, such as env=prod-*' },
};
const NEW_SELECTOR: SelectorDraft = { by: 'patterns', values: [] };

interface SelectorProps {
  value: SelectorDraft;
  integrationId: string;
  label: string;
  onChange: (value: SelectorDraft) => void;
  onRemove?: (() => void) | undefined;
}

const SelectorFields = ({ value, integrationId, label, onChange, onRemove }: SelectorProps) => {
  const set = (values: string[]) => onChange({ ...value, values });
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      <Select
        label={label}
        w={230}
        allowDeselect={false}
        data={SELECTOR_KINDS.map((kind) => ({ value: kind, label: KINDS[kind].label }))}
        value={value.by}
        onChange={(by) => by !== null && onChange({ by: by as SelectorKind, values: [] })}
      />
      {value.by === 'ids' && (
        <PickServers label={KINDS.ids.values} integrationId={integrationId} value={value.values} onChange={set} />
      )}
      {value.by !== 'ids' && value.by !== 'all' && (
        <TagsInput label={KINDS[value.by].values} value={value.values} onChange={set} acceptValueOnBlur />
      )}
      {onRemove && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          className="start"
          onClick={onRemove}
          aria-label={`Take this out: ${label}`}
        >
          Take this out
        </Button>
      )}
    </Stack>
  );
};

const numbered = (word: string, at: number): string => (at === 0 ? word : `${word} ${at + 1}`);

export const ScopeFields = ({ target, change }: { target: TargetDraft; change: (part: Partial<TargetDraft>) => void }) => {
  const fields = (list: 'include' | 'exclude', word: string, least: number) =>
    target[list].map((selector, at) => (
      <SelectorFields
        key={`${list} ${at}`}
        label={numbered(word, at)}
        integrationId={target.integration?.id ?? ''}
        value={selector}
        onChange={(next) => change({ [list]: target[list].map((one, index) => (index === at ? next : one)) })}
        onRemove={target[list].length > least ? () => change({ [list]: target[list].filter((_, index) => index !== at) }) : undefined}
      />
    ));
  const add = (list: 'include' | 'exclude') => change({ [list]: [...target[list], NEW_SELECTOR] });
  return (
    <Stack gap="sm">
      {fields('include', 'Those by', 1)}
      {fields('exclude', 'Except by', 0)}
      <Group gap="xs">
        <Button size="sm" variant="default" onClick={() => add('include')}>Also those by…</Button>
        <Button size="sm" variant="default" onClick={() => add('exclude')}>Except those by…</Button>
      </Group>
    </Stack>
  );
}; // prettier-ignore
