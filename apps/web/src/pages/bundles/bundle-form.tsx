import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Bundle } from '#api-client/views.js';
import { PlusIcon } from '../../ui/icons.js';
import { listWords, targetsSentence } from '../../ui/list-words.js';
import { Section } from '../../ui/page.js';
import { ProblemAlert } from '../../ui/problem.js';
import {
  NEW_TARGET,
  targetBody,
  type TargetDraft,
  targetDraft,
  targetMissing,
  targetPreview,
} from '../flows/target-draft.js';
import { WhatBundleChanges } from '../flows/reaches.js';
import { SentenceOf } from '../flows/sentence.js';
import { TargetFields } from '../flows/target-fields.js';

export interface BundleDraft {
  /** The version that is edited; not there: the bundle is new. */
  version?: number;
  name: string;
  description: string;
  targets: TargetDraft[];
}

export const NEW_BUNDLE: BundleDraft = { name: '', description: '', targets: [NEW_TARGET] };

export const draftOf = ({ version, name, description, targets }: Bundle): BundleDraft => ({
  version,
  name,
  description,
  targets: targets.map(targetDraft),
});

const bodyOf = ({ name, description, targets }: BundleDraft) => ({
  name: name.trim(),
  description: description.trim(),
  targets: targets.map(targetBody),
});

const missingOf = ({ name, targets }: BundleDraft): string[] => [
  ...(name.trim() === '' ? ['its name'] : []),
  ...(targets.some(targetMissing) ? ['what is in it'] : []),
];

interface BundleFormProps {
  start: BundleDraft;
  /** null: the bundle is new, so that no flow names it yet. */
  bundleId: string | null;
  submitLabel: string;
  sending: boolean;
  error: unknown;
  onSubmit: (body: ReturnType<typeof bodyOf>, version: number | undefined) => void;
}

const Targets = ({ value, onChange }: { value: TargetDraft[]; onChange: (targets: TargetDraft[]) => void }) => (
  <Stack gap="md">
    {value.map((target, at) => (
      <TargetFields
        key={at}
        target={target}
        change={(part) => onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)))}
        onRemove={value.length > 1 ? () => onChange(value.filter((_, index) => index !== at)) : undefined}
      />
    ))}
    <Button
      size="sm"
      variant="default"
      className="start"
      leftSection={<PlusIcon size={15} />}
      onClick={() => onChange([...value, NEW_TARGET])}
    >
      Add other servers
    </Button>
  </Stack>
);

/** A bundle as a form, and above it always the sentence that it makes. One that flows may name is saved from the page of what that changes. */
export const BundleForm = (props: BundleFormProps) => {
  const { start, bundleId, submitLabel, sending, error, onSubmit } = props;
  const [draft, setDraft] = useState(start);
  const [looking, setLooking] = useState(false);
  const change = (part: Partial<BundleDraft>) => setDraft((before) => ({ ...before, ...part }));
  const missing = missingOf(draft);
  return (
    <>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing.length > 0) return;
          if (bundleId === null) onSubmit(bodyOf(draft), draft.version);
          else setLooking(true);
        }}
      >
        <section className="preview" aria-label="What this bundle holds" aria-live="polite">
          <SentenceOf parts={targetsSentence(draft.targets.map(targetPreview))} />
        </section>
        <Section title="Name">
          <Stack gap="md">
            <TextInput
              aria-label="Name of the bundle"
              required
              maxLength={100}
              value={draft.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <TextInput
              label="Description"
              maxLength={500}
              value={draft.description}
              onChange={(event) => change({ description: event.currentTarget.value })}
            />
          </Stack>
        </Section>
        <Section title="What is in it">
          <Targets value={draft.targets} onChange={(targets) => change({ targets })} />
        </Section>
        <ProblemAlert error={error} />
        <Group gap="md" mt="lg">
          <Button type="submit" loading={sending} disabled={missing.length > 0}>
            {bundleId === null ? submitLabel : 'See what it changes'}
          </Button>
          <span className="dimmed" role="status">
            {missing.length > 0 && `Still to say: ${listWords(missing, 'and')}.`}
          </span>
        </Group>
      </form>
      {looking && bundleId !== null && (
        <WhatBundleChanges
          id={bundleId}
          body={bodyOf(draft)}
          confirm={submitLabel}
          sending={sending}
          error={error}
          onClose={() => setLooking(false)}
          onConfirm={() => onSubmit(bodyOf(draft), draft.version)}
        />
      )}
    </>
  );
};
