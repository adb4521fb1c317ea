import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { ApproveIcon, CopyIcon } from './icons.js';
import { shownText } from './shown-text.js';

const SAID_MS = 2000;

/** Copies a text, and says so also to a screen reader. */
export const CopyButton = ({ text, what }: { text: string; what: string }) => {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    window.setTimeout(() => setCopied(false), SAID_MS);
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={copied ? <ApproveIcon size={15} /> : <CopyIcon size={15} />}
      onClick={() => void copy()}
      aria-label={`Copy ${what}`}
    >
      <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
    </Button>
  );
};

/** A text to take along, with its name and a button that copies it. A long one scrolls in itself. */
export const CopyBlock = ({ label, text, long = false }: { label: string; text: string; long?: boolean }) => {
  const id = useId();
  return (
    <div className="copy-block" role="group" aria-labelledby={id}>
      <div className="copy-head">
        <span id={id}>{label}</span>
        <CopyButton text={text} what={label} />
      </div>
      <pre tabIndex={0} aria-labelledby={id} className={long ? 'copy-long' : undefined}>
        {shownText(text, { lines: true })}
      </pre>
    </div>
  );
};
