/** What few flows say: hours, when the time begins, extensions, emergencies, fields to fill in. Each is off until it is wanted. */
import { Button, Group, MultiSelect, NumberInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { type ClockStart, FLOW_LIMITS } from '#access/access-flow.js';
import type { CustomField } from '#access/custom-field.js';
import { type Timeframe, type TimeframeWindow, type Weekday, WEEKDAYS } from '#access/timeframe.js';
import { zoneHere } from '../shifts/shift-draft.js';
import { PlusIcon } from '../../ui/icons.js';
import type { FlowDraft } from './flow-draft.js';
import { LengthField } from './length-field.js';

export interface PartProps {
  draft: FlowDraft;
  change: (part: Partial<FlowDraft>) => void;
}

const Wanted = ({ label, description, on, onToggle, children }: { label: string; description?: string; on: boolean; onToggle: (on: boolean) => void; children: ReactNode }) => (
  <Stack gap="sm">
    <Switch label={label} description={description} checked={on} onChange={(event) => onToggle(event.currentTarget.checked)} />
    {on && <Stack gap="sm" className="target" role="group" aria-label={label}>{children}</Stack>}
  </Stack>
); // prettier-ignore

const WORKDAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const OFFICE: TimeframeWindow = { days: WORKDAYS, from: '09:00', until: '17:00' };
const zones = (chosen: string): string[] => [...new Set([chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
const dayName = (day: string) => ({ value: day, label: day.charAt(0).toUpperCase() + day.slice(1) });

const WindowFields = ({ value, label, onChange, onRemove }: { value: TimeframeWindow; label: string; onChange: (value: TimeframeWindow) => void; onRemove: (() => void) | undefined }) => (
  <Group gap="xs" align="flex-end" role="group" aria-label={label}>
    <MultiSelect label="Days" miw={220} data={WEEKDAYS.map(dayName)} value={[...value.days]} onChange={(days) => onChange({ ...value, days: days as Weekday[] })} />
    <TextInput label="From" w={90} placeholder="09:00" value={value.from} onChange={(event) => onChange({ ...value, from: event.currentTarget.value })} />
    <TextInput label="Until" w={90} placeholder="17:00" value={value.until} onChange={(event) => onChange({ ...value, until: event.currentTarget.value })} />
    {onRemove && <Button size="compact-sm" variant="subtle" color="red" onClick={onRemove}>Take these hours out</Button>}
  </Group>
); // prettier-ignore

const Hours = ({ value, onChange }: { value: Timeframe; onChange: (value: Timeframe) => void }) => (
  <>
    <Select label="Time zone" searchable allowDeselect={false} data={zones(value.timeZone)} value={value.timeZone} onChange={(timeZone) => timeZone !== null && onChange({ ...value, timeZone })} />
    {value.windows.map((window, at) => (
      <WindowFields
        key={at}
        label={`Hours ${at + 1}`}
        value={window}
        onChange={(next) => onChange({ ...value, windows: value.windows.map((one, index) => (index === at ? next : one)) })}
        onRemove={value.windows.length > 1 ? () => onChange({ ...value, windows: value.windows.filter((_, index) => index !== at) }) : undefined}
      />
    ))}
    <Button size="sm" variant="default" className="start" onClick={() => onChange({ ...value, windows: [...value.windows, OFFICE] })}>
      Add other hours
    </Button>
  </>
); // prettier-ignore

const NEW_FIELD: CustomField = { name: '', label: '', pattern: null, required: true };
/** `Ticket number` is kept under `ticket-number`. */
const keyOf = (label: string): string => label.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, ''); // prettier-ignore

const Field = ({ value, at, onChange, onRemove }: { value: CustomField; at: number; onChange: (value: CustomField) => void; onRemove: () => void }) => (
  <Group gap="xs" align="flex-end" role="group" aria-label={`Field ${at + 1}`}>
    <TextInput label="What it asks for" maxLength={100} placeholder="Ticket number" value={value.label} onChange={(event) => onChange({ ...value, label: event.currentTarget.value, name: keyOf(event.currentTarget.value) })} />
    <TextInput label="Pattern" placeholder="INC-\d+" value={value.pattern ?? ''} onChange={(event) => onChange({ ...value, pattern: event.currentTarget.value || null })} />
    <Switch label="Needed" checked={value.required} onChange={(event) => onChange({ ...value, required: event.currentTarget.checked })} />
    <Button size="compact-sm" variant="subtle" color="red" onClick={onRemove}>Take the field out</Button>
  </Group>
); // prettier-ignore

const Fields = ({ draft: { customFields }, change }: PartProps) => (
  <Stack gap="sm">
    {customFields.map((field, at) => (
      <Field
        key={at}
        at={at}
        value={field}
        onChange={(next) => change({ customFields: customFields.map((one, index) => (index === at ? next : one)) })}
        onRemove={() => change({ customFields: customFields.filter((_, index) => index !== at) })}
      />
    ))}
    <Button size="sm" variant="default" className="start" leftSection={<PlusIcon size={15} />} onClick={() => change({ customFields: [...customFields, NEW_FIELD] })}>
      Ask for something more
    </Button>
  </Stack>
); // prettier-ignore

const Extensions = ({ draft: { extensions }, change }: PartProps) =>
  extensions === null ? null : (
    <>
      <NumberInput label="How often" w={230} min={1} max={FLOW_LIMITS.extensions} allowDecimal={false} value={extensions.most} onChange={(most) => typeof most === 'number' && most > 0 && change({ extensions: { ...extensions, most } })} />
      <LengthField label="Each time by at most" value={extensions.longestSeconds} onChange={(longestSeconds) => change({ extensions: { ...extensions, longestSeconds } })} />
      <Switch label="Each is approved again" checked={extensions.approvalAgain} onChange={(event) => change({ extensions: { ...extensions, approvalAgain: event.currentTarget.checked } })} />
    </>
  ); // prettier-ignore

const USUAL_AHEAD_SECONDS = { 'first-use': 28_800, scheduled: 604_800 };
const BEGINNINGS: { value: ClockStart['at']; label: string }[] = [
  { value: 'approval', label: 'When it is approved' },
  { value: 'first-use', label: 'When it is used first' },
  { value: 'scheduled', label: 'When they say' },
];

const Beginning = ({ draft: { clockStart }, change }: PartProps) => (
  <Stack gap="sm" role="group" aria-label="When the time begins">
    <Select
      label="When the time begins"
      description="Before it begins nothing is on the server, and everything is checked again when it does."
      maw={420}
      allowDeselect={false}
      data={BEGINNINGS}
      value={clockStart.at}
      onChange={(at) => {
        if (at === 'approval') change({ clockStart: { at } });
        if (at === 'first-use' || at === 'scheduled') change({ clockStart: { at, withinSeconds: USUAL_AHEAD_SECONDS[at] } });
      }}
    />
    {clockStart.at !== 'approval' && (
      <LengthField
        key={clockStart.at}
        label={clockStart.at === 'first-use' ? 'Used within' : 'At most ahead'}
        value={clockStart.withinSeconds}
        onChange={(withinSeconds) => change({ clockStart: { ...clockStart, withinSeconds } })}
      />
    )}
  </Stack>
); // prettier-ignore

export const HoursFields = ({ draft, change, description }: PartProps & { description: string }) => (
  <Wanted
    label="Only at some hours"
    description={description}
    on={draft.timeframe !== null}
    onToggle={(on) => change({ timeframe: on ? { timeZone: zoneHere(), windows: [OFFICE] } : null })}
  >
    {draft.timeframe && <Hours value={draft.timeframe} onChange={(timeframe) => change({ timeframe })} />}
  </Wanted>
);

export const RuleFields = ({ draft, change }: PartProps) => (
  <Stack gap="lg">
    <HoursFields
      draft={draft}
      change={change}
      description="When access may begin. Where they name a later start, only that must be within. Running access outlasts them."
    />
    <Beginning draft={draft} change={change} />
    <Wanted
      label="Running access may be made longer"
      on={draft.extensions !== null}
      onToggle={(on) => change({ extensions: on ? { most: 1, longestSeconds: 3600, approvalAgain: true } : null })}
    >
      <Extensions draft={draft} change={change} />
    </Wanted>
    {draft.approval !== null && (
      <Wanted
        label="At once in an emergency"
        description="Whoever says that it is one gets access before it is approved. The approvers are told, and must close a review."
        on={draft.breakGlass !== null}
        onToggle={(on) => change({ breakGlass: on ? { reviewWithinSeconds: 86_400 } : null })}
      >
        <LengthField
          label="Reviewed within"
          value={draft.breakGlass?.reviewWithinSeconds ?? 86_400}
          onChange={(reviewWithinSeconds) => change({ breakGlass: { reviewWithinSeconds } })}
        />
      </Wanted>
    )}
    <Fields draft={draft} change={change} />
  </Stack>
);
