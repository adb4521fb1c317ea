/** Whether people ask, or have it by themselves while they meet the conditions; and what the latter can say. */
import { SegmentedControl, Stack } from '@mantine/core';
import { AUTOMATIC_SECONDS } from '#access/automatic-access.js';
import { Forwarding } from './forwarding.js';
import { LengthField } from './length-field.js';
import { HoursFields, type PartProps } from './rule-fields.js';

/** Access that is renewed need not last long: two hours leave an hour of outage. */
const USUAL_SECONDS = 7200;

export const TriggerField = ({ draft, change }: PartProps) => (
  <Stack gap="xs">
    <SegmentedControl
      aria-label="How access comes"
      className="start"
      data={[
        { value: 'ask', label: 'They ask' },
        { value: 'condition', label: 'By itself' },
      ]}
      value={draft.trigger}
      onChange={(value) =>
        change(value === 'ask' ? { trigger: 'ask' } : { trigger: 'condition', longestSeconds: bounded(draft.longestSeconds) })
      }
    />
    {draft.trigger === 'condition' && (
      <p className="dimmed">
        Whoever meets the conditions has access at once, without asking and without approval: while on call, while in a team.
        When the conditions no longer hold it is taken away, and running sessions with it.
      </p>
    )}
  </Stack>
); // prettier-ignore

const bounded = (seconds: number): number =>
  seconds < AUTOMATIC_SECONDS.least || seconds > AUTOMATIC_SECONDS.most ? USUAL_SECONDS : seconds;

export const AutomaticLimits = ({ draft, change }: PartProps) => (
  <Stack gap="md">
    <LengthField
      label="Ends by itself within"
      value={draft.longestSeconds}
      onChange={(longestSeconds) => change({ longestSeconds })}
    />
    <p className="dimmed">
      It is renewed from half of this time on. When Curfew or the way to the server is down, it still ends within this
      time: short is safer, and half of it is the outage that nobody notices.
    </p>
    <Forwarding draft={draft} change={change} />
    <HoursFields draft={draft} change={change} description="Outside of these hours the access is taken away." />
  </Stack>
);
