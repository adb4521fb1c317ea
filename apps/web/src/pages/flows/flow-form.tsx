import { Button, Group, SegmentedControl, Stack, Switch, TextInput } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { FOR_ONESELF } from '#access/requesters.js';
import { listWords } from '../../ui/list-words.js';
import { Section } from '../../ui/page.js';
import { ProblemAlert } from '../../ui/problem.js';
import { ApprovalFields } from './approval-fields.js';
import { AutomaticLimits, TriggerField } from './automatic-fields.js';
import { WhatFlowChanges } from './blast-radius.js';
import { bodyOf, type FlowBody, type FlowDraft, missingOf, NO_APPROVERS, saidOf } from './flow-draft.js';
import { FinishFields } from './finish-fields.js';
import { FlowTargetFields } from './flow-target-fields.js';
import { Forwarding } from './forwarding.js';
import { LengthField } from './length-field.js';
import { NamesContext } from './named.js';
import { RequesterFields, RequestForFields } from './requester-fields.js';
import { type PartProps, RuleFields } from './rule-fields.js';
import { TemplateFields } from './template-fields.js';
import { Sentence } from './sentence.js';

interface FlowFormProps {
  start: FlowDraft;
  /** null: the flow is new. */
  flowId: string | null;
  submitLabel: string;
  sending: boolean;
  error: unknown;
  onSubmit: (body: FlowBody, version: number | undefined) => void;
}

/** What few flows need stays folded until it is opened; what is said there already stands open. */
const More = ({ label, open, children }: { label: string; open: boolean; children: ReactNode }) => (
  <details className="more" open={open}>
    <summary>{label}</summary>
    {children}
  </details>
);

const Approval = ({ draft, change }: PartProps) => (
  <Stack gap="md">
    <SegmentedControl
      aria-label="Approval"
      className="start"
      data={[
        { value: 'people', label: 'With approval' },
        { value: 'automatic', label: 'Without approval' },
      ]}
      value={draft.approval === null ? 'automatic' : 'people'}
      onChange={(value) => change({ approval: value === 'automatic' ? null : NO_APPROVERS })}
    />
    {draft.approval === null ? (
      <p className="dimmed">Access starts as soon as it is asked for. It is in the audit like any other.</p>
    ) : (
      <>
        <ApprovalFields value={draft.approval} onChange={(approval) => change({ approval })} />
        <LengthField
          label="A request waits at most"
          value={draft.requestTimeoutSeconds}
          onChange={(requestTimeoutSeconds) => change({ requestTimeoutSeconds })}
        />
      </>
    )}
  </Stack>
);

const Lengths = ({ draft, change }: PartProps) => (
  <>
    <LengthField label="Longest time" value={draft.longestSeconds} onChange={(longestSeconds) => change({ longestSeconds })} />
    <Switch label="Always exactly this long" checked={draft.fixedDuration} onChange={(event) => change({ fixedDuration: event.currentTarget.checked, defaultSeconds: null })} />
    {!draft.fixedDuration && (
      <Switch label="Shorter unless they say how long" checked={draft.defaultSeconds !== null} onChange={(event) => change({ defaultSeconds: event.currentTarget.checked ? Math.min(3600, draft.longestSeconds) : null })} />
    )}
    {draft.defaultSeconds !== null && (
      <LengthField label="Usual time" value={draft.defaultSeconds} onChange={(defaultSeconds) => change({ defaultSeconds })} />
    )}
  </>
); // prettier-ignore

const Limits = ({ draft, change }: PartProps) => (
  <Stack gap="md">
    <Lengths draft={draft} change={change} />
    <Switch
      label="A reason is needed"
      checked={draft.justificationRequired}
      onChange={(event) => change({ justificationRequired: event.currentTarget.checked })}
    />
    <Forwarding draft={draft} change={change} />
    <FinishFields draft={draft} change={change} />
  </Stack>
);

const saysMore = ({ timeframe, clockStart, extensions, breakGlass, customFields, templates }: FlowDraft): boolean =>
  timeframe !== null || clockStart.at !== 'approval' || extensions !== null || breakGlass !== null || customFields.length > 0 || templates.length > 0; // prettier-ignore

const isForOthers = ({ requestFor }: FlowDraft): boolean =>
  requestFor.self !== FOR_ONESELF.self || requestFor.directReports || requestFor.others !== null;

const Parts = ({ draft, start, change }: PartProps & { start: FlowDraft }) => (
  <>
    <Section title="Name">
      <TextInput
        aria-label="Name of the flow"
        required
        maxLength={100}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
    </Section>
    <Section title="How access comes">
      <TriggerField draft={draft} change={change} />
    </Section>
    <Section title={draft.trigger === 'ask' ? 'Who may ask' : 'Who has it'}>
      <RequesterFields value={draft.requesters} onChange={(requesters) => change({ requesters })} />
      {draft.trigger === 'ask' && (
        <More label="For whom" open={isForOthers(start)}>
          <RequestForFields value={draft.requestFor} onChange={(requestFor) => change({ requestFor })} />
        </More>
      )}
    </Section>
    <Section title="For what">
      <FlowTargetFields targets={draft.targets} onChange={(targets) => change({ targets })} />
    </Section>
    {draft.trigger === 'condition' ? (
      <Section title="How long, and how">
        <AutomaticLimits draft={draft} change={change} />
      </Section>
    ) : (
      <>
        <Section title="Who approves">
          <Approval draft={draft} change={change} />
        </Section>
        <Section title="How long, and how">
          <Limits draft={draft} change={change} />
          <More label="Hours, start, extensions, emergencies, fields, templates" open={saysMore(start)}>
            <RuleFields draft={draft} change={change} />
            <TemplateFields draft={draft} change={change} />
          </More>
        </Section>
      </>
    )}
  </>
);

/** A flow as a form, and above it always the sentence that it makes. It is saved from the page of what it changes. */
export const FlowForm = ({ start, flowId, submitLabel, sending, error, onSubmit }: FlowFormProps) => {
  const [draft, setDraft] = useState(start);
  const [looking, setLooking] = useState(false);
  const change = (part: Partial<FlowDraft>) => setDraft((before) => ({ ...before, ...part }));
  const missing = missingOf(draft);
  const names = useMemo(() => namesIn(draft.names, setDraft), [draft.names]);
  return (
    <NamesContext value={names}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing.length === 0) setLooking(true);
        }}
      >
        <section className="preview" aria-label="What this flow says" aria-live="polite">
          <Sentence flow={saidOf(draft)} nameOf={names.nameOf} />
        </section>
        <Parts draft={draft} start={start} change={change} />
        <ProblemAlert error={error} />
        <Group gap="md" mt="lg">
          <Button type="submit" disabled={missing.length > 0}>
            See what it changes
          </Button>
          <span className="dimmed" role="status">
            {missing.length > 0 && `Still to say: ${listWords(missing, 'and')}.`}
          </span>
        </Group>
      </form>
      {looking && (
        <WhatFlowChanges
          flowId={flowId}
          body={bodyOf(draft)}
          confirm={submitLabel}
          sending={sending}
          error={error}
          onClose={() => setLooking(false)}
          onConfirm={() => onSubmit(bodyOf(draft), draft.version)}
        />
      )}
    </NamesContext>
  );
};

const namesIn = (known: Record<string, string>, setDraft: (change: (before: FlowDraft) => FlowDraft) => void) => ({
  nameOf: (id: string) => (id === '' ? '…' : known[id]),
  learn: (chosen: readonly { value: string; label: string }[]) =>
    setDraft((before) => ({
      ...before,
      names: { ...before.names, ...Object.fromEntries(chosen.map(({ value, label }) => [value, label])) },
    })),
});
