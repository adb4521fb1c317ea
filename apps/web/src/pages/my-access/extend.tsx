import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Grant } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { useNowMs } from '../../ui/now.js';
import { ProblemAlert } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { momentWords } from '../../ui/time-words.js';
import { DurationField } from '../catalog/duration-field.js';

const REFRESH_MS = 30_000;
const USUAL_SECONDS = 3600;

/** Makes running access longer, in place: with what is left of it, or the request that waits. */
export const Extend = ({ grant }: { grant: Grant }) => {
  const [open, setOpen] = useState(false);
  const { extension } = grant;
  if (extension === null) return null;
  if (extension.requestId !== null && grant.state === 'active') {
    return (
      <Button
        component={Link}
        to={`/requests/${extension.requestId}`}
        variant="default"
        size="sm"
        aria-label={`The extension of ${shownText(grant.resource.name)} that waits for an answer`}
      >
        Extension asked for
      </Button>
    );
  }
  if (!grant.mayExtend) return null;
  return (
    <>
      <Button
        variant="default"
        size="sm"
        aria-label={`Extend ${shownText(grant.resource.name)}`}
        onClick={() => setOpen(true)}
      >
        Extend ({extension.most - extension.used} of {extension.most} left)
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Extend this access?">
        {open && <ExtendForm grant={grant} extension={extension} onDone={() => setOpen(false)} />}
      </Modal>
    </>
  );
};

interface ExtendFormProps {
  grant: Grant;
  extension: NonNullable<Grant['extension']>;
  onDone: () => void;
}

const ExtendForm = ({ grant, extension, onDone }: ExtendFormProps) => {
  const extend = $api.useMutation('post', '/api/grants/{id}/extend', { onSuccess: onDone });
  const [durationSeconds, setDuration] = useState(Math.min(USUAL_SECONDS, extension.longestSeconds));
  const [text, setText] = useState('');
  const reason = text.trim();
  const isMissing = extension.justificationRequired && reason === '';
  const send = () => {
    if (isMissing) return;
    const seen = { durationSeconds, fromUntilAt: grant.untilAt };
    const body = reason === '' ? seen : { ...seen, reason };
    extend.mutate({ params: { path: { id: grant.id } }, body });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="md">
        <WhatItGives grant={grant} extension={extension} durationSeconds={durationSeconds} />
        <DurationField longestSeconds={extension.longestSeconds} value={durationSeconds} onChange={setDuration} />
        <Textarea
          label="Reason"
          required={extension.justificationRequired}
          maxLength={1000}
          autosize
          minRows={2}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ProblemAlert error={extend.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            Go back
          </Button>
          <Button type="submit" loading={extend.isPending} disabled={isMissing}>
            {extension.approvalAgain ? 'Ask to extend' : 'Extend'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

const WhatItGives = ({ grant, extension, durationSeconds }: Omit<ExtendFormProps, 'onDone'> & { durationSeconds: number }) => {
  const nowMs = useNowMs(REFRESH_MS);
  return (
    <p>
      Your sessions on <Shown text={grant.resource.name} /> stay open.{' '}
      {extension.approvalAgain ? 'Its approvers are asked again. Once approved, it ends ' : 'It ends '}
      <strong>{momentWords(Date.parse(grant.untilAt) + durationSeconds * 1000, nowMs)}</strong> instead of{' '}
      {momentWords(Date.parse(grant.untilAt), nowMs)}.
    </p>
  );
}; // prettier-ignore
