import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { SHIFT_LIMITS, type ShiftStretch } from '#access/shift.js';
import type { Shift } from '#api-client/views.js';
import { listWords } from '../../ui/list-words.js';
import { useNowMs } from '../../ui/now.js';
import { Section } from '../../ui/page.js';
import { ProblemAlert } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import { PeopleInOrder } from './people-in-order.js';
import {
  bodyOf,
  missingOf,
  rotationWords,
  type ShiftDraft,
  stretchesOf,
  UNIT_CHOICES,
  wallWords,
} from './shift-draft.js';

interface ShiftFormProps {
  start: ShiftDraft;
  overrides: Shift['overrides'];
  sending: boolean;
  error: unknown;
  onSubmit: (body: ReturnType<typeof bodyOf>) => void;
}

interface PartProps {
  draft: ShiftDraft;
  change: (part: Partial<ShiftDraft>) => void;
}

/** The browser knows the names; UTC is not among them, and an older name that the shift bears may not be either. */
const timeZones = (chosen: string): string[] => [...new Set([chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')])];

const Length = ({ draft: { count, unit }, change }: PartProps) => (
  <Group gap="xs" align="flex-end">
    <NumberInput
      label="Length of a turn"
      w={150}
      min={1}
      max={SHIFT_LIMITS.count}
      allowDecimal={false}
      allowNegative={false}
      value={count}
      onChange={(next) => typeof next === 'number' && next > 0 && change({ count: next })}
    />
    <Select
      aria-label="Unit of the length"
      w={130}
      data={UNIT_CHOICES}
      value={unit}
      onChange={(next) => change({ unit: UNIT_CHOICES.find(({ value }) => value === next)?.value ?? unit })}
    />
  </Group>
);

const Handover = ({ draft, change }: PartProps) => (
  <Stack gap="md">
    <Length draft={draft} change={change} />
    <TextInput
      type="time"
      label="Time of the handover"
      description="It stays at this time when the clocks change"
      required
      w={280}
      value={draft.handoverTime}
      onChange={({ currentTarget: { value } }) => change({ handoverTime: value.slice(0, 5) })}
    />
    <TextInput
      type="date"
      label="First day"
      description="On this day the first turn begins, or began"
      required
      w={280}
      value={draft.startDate}
      onChange={({ currentTarget: { value } }) => change({ startDate: value })}
    />
    <Select
      label="Time zone"
      searchable
      limit={50}
      nothingFoundMessage="No time zone of that name"
      data={timeZones(draft.timeZone)}
      value={draft.timeZone}
      onChange={(next) => next !== null && change({ timeZone: next })}
    />
  </Stack>
);

const Preview = ({ draft, overrides }: { draft: ShiftDraft; overrides: Shift['overrides'] }) => {
  const nowMs = useNowMs(60_000);
  const names = new Map([...draft.people, ...overrides.map(({ person }) => person)].map((one) => [one.id, one.displayName]));
  const who = ({ personId }: ShiftStretch): string => (personId === null ? 'Nobody' : (names.get(personId) ?? ''));
  return (
    <ol className="rows">
      {stretchesOf(draft, nowMs, overrides).map((stretch, at) => (
        <li className="row" key={stretch.fromMs}>
          <strong className="row-main">
            <Shown text={who(stretch)} />
          </strong>
          <span className="row-sub">
            {at === 0 ? 'from now on' : `from ${wallWords(stretch.fromMs, draft.timeZone)}`}
            {stretch.override !== null && ', override'}
          </span>
        </li>
      ))}
    </ol>
  );
}; // prettier-ignore

/** A shift as a form, above it the sentence that it makes, below it who will be on duty. */
export const ShiftForm = ({ start, overrides, sending, error, onSubmit }: ShiftFormProps) => {
  const [draft, setDraft] = useState(start);
  const change = (part: Partial<ShiftDraft>) => setDraft((before) => ({ ...before, ...part }));
  const missing = missingOf(draft);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing.length === 0) onSubmit(bodyOf(draft));
      }}
    >
      <section className="preview" aria-label="What this shift says" aria-live="polite">
        <p className="sentence">
          <Shown text={rotationWords(draft)} />
        </p>
      </section>
      <Section title="Name">
        <TextInput
          aria-label="Name of the shift"
          required
          maxLength={100}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </Section>
      <Section title="Who takes turns">
        <PeopleInOrder value={draft.people} onChange={(people) => change({ people })} />
      </Section>
      <Section title="When">
        <Handover draft={draft} change={change} />
      </Section>
      <Section title="Who will be on duty">
        <Preview draft={draft} overrides={overrides} />
      </Section>
      <ProblemAlert error={error} />
      <Group gap="md" mt="lg">
        <Button type="submit" loading={sending} disabled={missing.length > 0}>
          Save
        </Button>
        <span className="dimmed" role="status">
          {missing.length > 0 && `Still to say: ${listWords(missing, 'and')}.`}
        </span>
      </Group>
    </form>
  );
};
