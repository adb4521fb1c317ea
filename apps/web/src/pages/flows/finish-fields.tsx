import { Switch } from '@mantine/core';
import { LengthField } from './length-field.js';
import type { PartProps } from './rule-fields.js';

const FINISH_SECONDS = 43_200;

/** Whether sessions that run at the end may go on. */
export const FinishFields = ({ draft, change }: PartProps) => (
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
