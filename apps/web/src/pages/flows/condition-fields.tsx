/** Conditions joined by AND and OR, each as a row that one reads: subject, operator, values. */
import { Button, Group, SegmentedControl, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import {
  type Condition, CONDITION_LIMITS, CONDITION_OPERATORS, type ConditionOperator, type ConditionTree,
} from '#access/condition.js'; // prettier-ignore
import { PlusIcon } from '../../ui/icons.js';
import { PickIds } from './named.js';

type Subject = Condition['subject'];

const SUBJECTS: readonly { value: Subject; label: string }[] = [
  { value: 'team', label: 'Team' },
  { value: 'person', label: 'Person' },
  { value: 'shift', label: 'On duty on the shift' },
  { value: 'attribute', label: 'Attribute' },
];
const OPERATORS: Readonly<Record<ConditionOperator, string>> = {
  is: 'is', 'is-not': 'is not', contains: 'contains', 'does-not-contain': 'does not contain', 'starts-with': 'starts with',
}; // prettier-ignore

const isById = ({ subject, operator }: Condition): boolean =>
  subject !== 'attribute' && (operator === 'is' || operator === 'is-not');

/** Values of one kind mean nothing as another's: they go when it changes. */
const changed = (before: Condition, part: { subject?: Subject; operator?: ConditionOperator }): Condition => {
  const subject = part.subject ?? before.subject;
  const operator = subject === 'shift' && part.operator === undefined ? 'is' : (part.operator ?? before.operator);
  const attribute = subject === 'attribute' ? { attribute: 'attribute' in before ? before.attribute : '' } : {};
  const after = { subject, operator, values: [], ...attribute } as Condition;
  const keeps = subject === before.subject && isById(after) === isById(before);
  return keeps ? ({ ...after, values: before.values } as Condition) : after;
};

const NEW_CONDITION: Condition = { subject: 'team', operator: 'is', values: [] };

interface ConditionProps {
  value: Condition;
  onChange: (value: Condition) => void;
  onRemove: () => void;
  label: string;
}

const Values = ({ value, onChange, label }: Omit<ConditionProps, 'onRemove'>) => {
  const set = (values: string[]) => onChange({ ...value, values } as Condition);
  return isById(value) ? (
    <PickIds
      of={value.subject as 'person' | 'team' | 'shift'}
      label={`${label}: any of`}
      value={value.values}
      onChange={set}
    />
  ) : (
    <TagsInput label={`${label}: any of`} value={[...value.values]} onChange={set} acceptValueOnBlur />
  );
};

const ConditionRow = ({ value, onChange, onRemove, label }: ConditionProps) => (
  <Stack gap="xs" className="target" role="group" aria-label={label}>
    <Group gap="xs" align="flex-end">
      <Select
        label="Whose"
        w={200}
        allowDeselect={false}
        data={SUBJECTS}
        value={value.subject}
        onChange={(subject) => subject !== null && onChange(changed(value, { subject: subject as Subject }))}
      />
      {value.subject === 'attribute' && (
        <TextInput
          label="Name of the attribute"
          maxLength={64}
          value={value.attribute}
          onChange={(event) => onChange({ ...value, attribute: event.currentTarget.value })}
        />
      )}
      <Select
        label="How"
        w={180}
        allowDeselect={false}
        data={CONDITION_OPERATORS.filter((one) => value.subject !== 'shift' || one.startsWith('is')).map((one) => ({
          value: one,
          label: OPERATORS[one],
        }))}
        value={value.operator}
        onChange={(operator) => operator !== null && onChange(changed(value, { operator: operator as ConditionOperator }))}
      />
    </Group>
    <Values value={value} onChange={onChange} label={label} />
    <Button size="compact-sm" variant="subtle" color="red" className="start" onClick={onRemove} aria-label={`Take this out: ${label}`}>
      Take this out
    </Button>
  </Stack>
); // prettier-ignore

interface TreeProps {
  value: ConditionTree;
  onChange: (value: ConditionTree) => void;
  depth?: number;
  label?: string;
  onRemove?: () => void;
}

const partsOf = (tree: ConditionTree): { joint: 'all' | 'any'; parts: readonly ConditionTree[] } => {
  if ('all' in tree) return { joint: 'all', parts: tree.all };
  return 'any' in tree ? { joint: 'any', parts: tree.any } : { joint: 'all', parts: [tree] };
};
const joined = (joint: 'all' | 'any', parts: readonly ConditionTree[]): ConditionTree =>
  joint === 'all' ? { all: parts } : { any: parts };

const Part = ({ part, label, depth, onChange, onRemove }: { part: ConditionTree; label: string; depth: number; onChange: (part: ConditionTree) => void; onRemove: () => void }) =>
  'subject' in part ? (
    <ConditionRow value={part} label={label} onChange={onChange} onRemove={onRemove} />
  ) : (
    <ConditionFields value={part} label={label} depth={depth + 1} onChange={onChange} onRemove={onRemove} />
  ); // prettier-ignore

/** A tree of conditions. One that stands alone is shown as the only part of an AND. */
export const ConditionFields = ({ value, onChange, depth = 1, label = 'Condition', onRemove }: TreeProps) => {
  const { joint, parts } = partsOf(value);
  const set = (next: readonly ConditionTree[]) => onChange(joined(joint, next));
  return (
    <Stack gap="sm" className={depth > 1 ? 'target' : undefined}>
      <SegmentedControl
        aria-label={`${label}: joined by`}
        className="start"
        data={[{ value: 'all', label: 'All of these (and)' }, { value: 'any', label: 'Any of these (or)' }]}
        value={joint}
        onChange={(next) => onChange(joined(next === 'any' ? 'any' : 'all', parts))}
      />
      {parts.map((part, at) => (
        <Part
          key={at}
          part={part}
          label={`${label} ${at + 1}`}
          depth={depth}
          onChange={(next) => set(parts.map((one, index) => (index === at ? next : one)))}
          onRemove={() => set(parts.filter((_, index) => index !== at))}
        />
      ))}
      <Group gap="xs">
        <Button size="sm" variant="default" leftSection={<PlusIcon size={15} />} onClick={() => set([...parts, NEW_CONDITION])}>
          Add a condition
        </Button>
        {depth < CONDITION_LIMITS.depth && (
          <Button size="sm" variant="default" onClick={() => set([...parts, { any: [NEW_CONDITION] }])}>
            Add a group of conditions
          </Button>
        )}
        {onRemove && (
          <Button size="sm" variant="subtle" color="red" onClick={onRemove} aria-label={`Take the group out: ${label}`}>
            Take the group out
          </Button>
        )}
      </Group>
    </Stack>
  );
}; // prettier-ignore
