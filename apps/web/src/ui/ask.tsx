import { Button, Group, Modal, Stack, Textarea, type ButtonProps } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { ProblemAlert } from './problem.js';

interface AskProps {
  /** On the button that opens the question. */
  label: ReactNode;
  title: string;
  children?: ReactNode;
  /** On the button that does it. */
  confirm: string;
  danger?: boolean;
  /** Name of the field for a reason; absent: none is asked for. */
  reason?: string;
  reasonRequired?: boolean;
  button?: ButtonProps & { 'aria-label'?: string };
  onConfirm: (reason: string) => Promise<unknown>;
}

/** A button that asks before it acts: what will happen, a reason where one is needed, and what went wrong if it did. */
export const Ask = (props: AskProps) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="sm" {...props.button} onClick={() => setOpen(true)}>
        {props.label}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={props.title}>
        {open && <Question {...props} onDone={() => setOpen(false)} />}
      </Modal>
    </>
  );
};

const Question = ({
  children,
  confirm,
  danger,
  reason,
  reasonRequired = true,
  onConfirm,
  onDone,
}: AskProps & { onDone: () => void }) => {
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const missing = reason !== undefined && reasonRequired && text.trim() === '';
  const send = async () => {
    setSending(true);
    setError(null);
    try {
      await onConfirm(text.trim());
      onDone();
    } catch (thrown) {
      setError(thrown);
      setSending(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!missing) void send();
      }}
    >
      <Stack gap="md">
        {children !== undefined && <div>{children}</div>}
        {reason !== undefined && (
          <Textarea
            label={reason}
            required={reasonRequired}
            maxLength={1000}
            autosize
            minRows={2}
            data-autofocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        <ProblemAlert error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            Go back
          </Button>
          <Button type="submit" color={danger === true ? 'red' : undefined} loading={sending} disabled={missing}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
