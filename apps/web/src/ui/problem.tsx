import { Alert, List } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { asProblem, type Problem } from '#api-client/problem.js';
import type { Fault } from '#api-client/views.js';
import { DebtIcon } from './icons.js';
import { Hint } from './hint.js';
import { Shown } from './shown.js';

/** Takes whatever a call threw (null: nothing); shows what went wrong and what to do now. Read out when it appears. */
export const ProblemAlert = ({ error }: { error: unknown }) =>
  error === null || error === undefined ? null : <Refusal problem={asProblem(error)} />;

const Refusal = ({ problem }: { problem: Problem }) => {
  const place = useRef<HTMLDivElement>(null);
  // In a long form the button may stand at the edge of the window, and what follows it outside.
  useEffect(() => {
    // Newer browsers give a promise here, which must not be given to React as a way to undo the effect.
    void place.current?.scrollIntoView({ block: 'nearest' });
  }, [problem]);
  const fields = problem.fields.filter(({ reason }) => !problem.message.includes(reason));
  return (
    <Alert
      ref={place}
      color="red"
      variant="light"
      role="alert"
      icon={<DebtIcon />}
      className="problem"
      title={<Shown text={problem.message} />}
    >
      {problem.hint !== undefined && <Hint text={problem.hint} />}
      {fields.length > 0 && (
        <List size="sm" mt={4}>
          {fields.map((field) => (
            <List.Item key={`${field.path} ${field.reason}`}>
              <code>
                <Shown text={field.path} />
              </code>
              : <Shown text={field.reason} />
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
};

/** A fault that Curfew knows of: what, what to do, and for administrators the detail. */
export const FaultNote = ({
  fault,
  tone = 'bad',
  hintFor,
}: {
  fault: Fault;
  tone?: 'bad' | 'watch';
  /** Said before a hint that the reader cannot follow himself. */
  hintFor?: string;
}) => (
  <div className={`note note-${tone}`}>
    <DebtIcon />
    <div>
      <strong>
        <Shown text={fault.message} />
      </strong>
      {fault.hint !== undefined && (
        <div className="note-hint">
          {hintFor !== undefined && <strong>{hintFor}: </strong>}
          <Hint text={fault.hint} />
        </div>
      )}
      {fault.detail !== undefined && (
        <details>
          <summary>Detail</summary>
          <pre className="plain-code" tabIndex={0}>
            <Shown text={fault.detail} lines />
          </pre>
        </details>
      )}
    </div>
  </div>
);
