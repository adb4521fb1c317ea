import { Button, Group, SegmentedControl, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { listWords } from '../../ui/list-words.js';
import { Section } from '../../ui/page.js';
import { PickPeopleAndTeams } from '../../ui/pickers.js';
import { ProblemAlert } from '../../ui/problem.js';
import { PlusIcon } from '../../ui/icons.js';
import { LengthField } from './length-field.js';
import { bodyOf, missingOf, NEW_TARGET, previewOf, type FlowDraft, type TargetDraft } from './flow-draft.js';
import { Sentence } from './sentence.js';
import { TargetFields } from './target-fields.js';

interface FlowFormProps {
  start: FlowDraft;
  submitLabel: string;
  sending: boolean;
  error: unknown;
  onSubmit: (body: ReturnType<typeof bodyOf>) => void;
}

interface PartProps {
  draft: FlowDraft;
  change: (part: Partial<FlowDraft>) => void;
}

const Targets = ({ draft, change }: PartProps) => {
  const changeAt = (at: number, part: Partial<TargetDraft>) =>
    change({ targets: draft.targets.map((target, index) => (index === at ? { ...target, ...part } : target)) });
  return (
    <Stack gap="md">
      {draft.targets.map((target, at) => (
        <TargetFields
          key={at}
          target={target}
          change={(part) => changeAt(at, part)}
          onRemove={
            draft.targets.length > 1
              ? () => change({ targets: draft.targets.filter((_, index) => index !== at) })
              : undefined
          }
        />
      ))}
      <Button
        size="sm"
        variant="default"
        className="start"
        leftSection={<PlusIcon size={15} />}
        onClick={() => change({ targets: [...draft.targets, NEW_TARGET] })}
      >
        Add other servers
      </Button>
    </Stack>
  );
};

const Approval = ({ draft, change }: PartProps) => (
  <Stack gap="md">
    <SegmentedControl
      aria-label="Approval"
      className="start"
      data={[
        { value: 'people', label: 'With approval' },
        { value: 'automatic', label: 'Without approval' },
      ]}
      value={draft.automatic ? 'automatic' : 'people'}
      onChange={(value) => change({ automatic: value === 'automatic' })}
    />
    {draft.automatic ? (
      <p className="dimmed">Access starts as soon as it is asked for. It is in the audit like any other.</p>
    ) : (
      <>
        <PickPeopleAndTeams
          label="Approvers"
          description="Any one of them. Nobody approves a request of their own."
          value={draft.approvers}
          onChange={(approvers) => change({ approvers })}
        />
        <LengthField
          label="A request waits at most"
          value={draft.requestTimeoutSeconds}
          onChange={(requestTimeoutSeconds) => change({ requestTimeoutSeconds })}
        />
      </>
    )}
  </Stack>
);

const FINISH_SECONDS = 43_200;

const Finishing = ({ draft, change }: PartProps) => (
  <>
    <Switch
      label="Running sessions may finish"
      description="Otherwise they are ended with the access, as is usual."
      checked={draft.finishWithinSeconds !== null}
      onChange={(event) => change({ finishWithinSeconds: event.currentTarget.checked ? FINISH_SECONDS : null })}
    />
    {draft.finishWithinSeconds !== null && (
      <>
        <LengthField
          label="They go on for at most"
          value={draft.finishWithinSeconds}
          onChange={(finishWithinSeconds) => change({ finishWithinSeconds })}
        />
        <p className="note note-watch" role="note">
          <span>
            When the time is over nobody can log in any more, but{' '}
            <strong>whoever is logged in keeps what the session has</strong>: its Linux groups, its forwards, and
            whatever it started as root by sudo. Revoking or giving back ends it at once.
          </span>
        </p>
      </>
    )}
  </>
);

const Limits = ({ draft, change }: PartProps) => (
  <Stack gap="md">
    <LengthField
      label="Longest time"
      value={draft.longestSeconds}
      onChange={(longestSeconds) => change({ longestSeconds })}
    />
    <Switch
      label="A reason is needed"
      checked={draft.justificationRequired}
      onChange={(event) => change({ justificationRequired: event.currentTarget.checked })}
    />
    <Switch
      label="Port forwarding is allowed"
      description="Needed for VS Code and tunnels. It lets people reach what the server can reach."
      checked={draft.allowsForwarding}
      onChange={(event) => change({ allowsForwarding: event.currentTarget.checked })}
    />
    <Finishing draft={draft} change={change} />
  </Stack>
);

/** A flow as a form, and above it always the sentence that it makes. */
export const FlowForm = ({ start, submitLabel, sending, error, onSubmit }: FlowFormProps) => {
  const [draft, setDraft] = useState(start);
  const change = (part: Partial<FlowDraft>) => setDraft((before) => ({ ...before, ...part }));
  const missing = missingOf(draft);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing.length === 0) onSubmit(bodyOf(draft));
      }}
    >
      <section className="preview" aria-label="What this flow says" aria-live="polite">
        <Sentence flow={previewOf(draft)} />
      </section>
      <Section title="Name">
        <TextInput
          aria-label="Name of the flow"
          required
          maxLength={100}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </Section>
      <Section title="Who may ask">
        <PickPeopleAndTeams
          label="Requesters"
          value={draft.requesters}
          onChange={(requesters) => change({ requesters })}
        />
      </Section>
      <Section title="For what">
        <Targets draft={draft} change={change} />
      </Section>
      <Section title="Who approves">
        <Approval draft={draft} change={change} />
      </Section>
      <Section title="How long, and how">
        <Limits draft={draft} change={change} />
      </Section>
      <ProblemAlert error={error} />
      <Group gap="md" mt="lg">
        <Button type="submit" loading={sending} disabled={missing.length > 0}>
          {submitLabel}
        </Button>
        <span className="dimmed" role="status">
          {missing.length > 0 && `Still to say: ${listWords(missing, 'and')}.`}
        </span>
      </Group>
    </form>
  );
};
