import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Shift } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { PickPerson, type ChosenPerson } from '../../ui/pickers.js';
import { ProblemAlert } from '../../ui/problem.js';
import { shownText } from '../../ui/shown-text.js';
import { fieldOfMoment, momentOfField } from './shift-draft.js';

const HOUR_MS = 3_600_000;

/** The next full hour, for one hour: to be changed. */
const usualTime = (timeZone: string) => {
  const nextHourMs = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
  return { from: fieldOfMoment(nextHourMs, timeZone), until: fieldOfMoment(nextHourMs + HOUR_MS, timeZone) };
};

const OverrideForm = ({ shift, onDone }: { shift: Shift; onDone: () => void }) => {
  const [person, setPerson] = useState<ChosenPerson | null>(null);
  const [time, setTime] = useState(() => usualTime(shift.timeZone));
  const add = $api.useMutation('post', '/api/shifts/{id}/overrides', { onSuccess: onDone });
  const [fromMs, untilMs] = [momentOfField(time.from, shift.timeZone), momentOfField(time.until, shift.timeZone)];
  const body =
    person === null || fromMs === null || untilMs === null
      ? null
      : { personId: person.id, from: new Date(fromMs).toISOString(), until: new Date(untilMs).toISOString() };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (body !== null) add.mutate({ params: { path: { id: shift.id } }, body });
      }}
    >
      <Stack gap="md">
        <PickPerson
          label="Who is on duty instead"
          description="Also somebody who takes no turns"
          required
          value={person}
          onChange={setPerson}
        />
        <TextInput
          type="datetime-local"
          label="From"
          description={`By the clocks of ${shownText(shift.timeZone)}`}
          required
          value={time.from}
          onChange={({ currentTarget: { value: from } }) => setTime((before) => ({ ...before, from }))}
        />
        <TextInput
          type="datetime-local"
          label="Until"
          required
          value={time.until}
          onChange={({ currentTarget: { value: until } }) => setTime((before) => ({ ...before, until }))}
        />
        <ProblemAlert error={add.error} />
        <Button type="submit" className="end" loading={add.isPending} disabled={body === null}>
          Put on duty
        </Button>
      </Stack>
    </form>
  );
};

/** A button that opens the form for an override. */
export const AddOverride = ({ shift }: { shift: Shift }) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="default" onClick={() => setOpen(true)}>
        Add an override
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Put somebody else on duty">
        {open && <OverrideForm shift={shift} onDone={() => setOpen(false)} />}
      </Modal>
    </>
  );
};
