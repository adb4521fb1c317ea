import { Group, Input, NumberInput, Radio, Select } from '@mantine/core';
import { useState } from 'react';
import { durationChoices, durationWords, inLargestUnit } from '../../ui/time-words.js';

const UNITS = [
  { value: '60', label: 'minutes' },
  { value: '3600', label: 'hours' },
  { value: '86400', label: 'days' },
];

interface DurationFieldProps {
  longestSeconds: number;
  /** It is always exactly the longest. */
  fixed?: boolean;
  /** So long something runs already: it counts from now, and what ends no later is not offered. */
  runsSeconds?: number;
  /** null: it is not said, and differs. */
  value: number | null;
  onChange: (seconds: number) => void;
}

/** A duration up to a longest one: the usual ones by one click, any other by number and unit. */
export const DurationField = (props: DurationFieldProps) =>
  props.fixed ? (
    <div role="group" aria-label="For how long">
      <Input.Label component="span">For how long</Input.Label>
      <p>
        <strong>{durationWords(props.longestSeconds)}</strong>{' '}
        <span className="dimmed">This rule gives no other time.</span>
      </p>
    </div>
  ) : (
    <ChosenDuration {...props} />
  );

const usualChoices = (longestSeconds: number, value: number | null): number[] =>
  [...new Set([...durationChoices(longestSeconds), ...(value === null ? [] : [value])])].sort((a, b) => a - b);

const ChosenDuration = ({ longestSeconds, runsSeconds = 0, value, onChange }: DurationFieldProps) => {
  const [start] = useState(value);
  const choices = usualChoices(longestSeconds, start !== null && start <= longestSeconds ? start : null).filter(
    (seconds) => seconds > runsSeconds,
  );
  const [other, setOther] = useState(false);
  return (
    <div>
      <Radio.Group
        label="For how long"
        description={`Up to ${durationWords(longestSeconds)}${runsSeconds > 0 ? ' from now' : ''}${value === null ? '; unless you choose, what each rule usually gives' : ''}`}
        value={other || (value !== null && !choices.includes(value)) ? 'other' : String(value)}
        onChange={(chosen) => {
          setOther(chosen === 'other');
          if (chosen !== 'other') onChange(Number(chosen));
        }}
      >
        <div className="choices">
          {choices.map((seconds) => (
            <Radio.Card key={seconds} value={String(seconds)} className="choice">
              {durationWords(seconds)}
            </Radio.Card>
          ))}
          <Radio.Card value="other" className="choice">
            Other…
          </Radio.Card>
        </div>
      </Radio.Group>
      {(other || (value !== null && !choices.includes(value))) && (
        <OtherDuration longestSeconds={longestSeconds} value={value ?? longestSeconds} onChange={onChange} />
      )}
    </div>
  );
};

const OtherDuration = ({ longestSeconds, value, onChange }: DurationFieldProps & { value: number }) => {
  const start = inLargestUnit(value);
  const [unitSeconds, setUnitSeconds] = useState(Math.max(60, start.unitSeconds));
  return (
    <Group gap="xs" mt="xs" align="flex-end">
      <NumberInput
        label="Number"
        w={120}
        min={1}
        max={Math.floor(longestSeconds / unitSeconds)}
        clampBehavior="blur"
        allowDecimal={false}
        allowNegative={false}
        value={Math.max(1, Math.floor(value / unitSeconds))}
        onChange={(count) =>
          typeof count === 'number' && count > 0 && onChange(Math.min(longestSeconds, count * unitSeconds))
        }
      />
      <Select
        label="Unit"
        w={130}
        data={UNITS.filter((unit) => Number(unit.value) <= longestSeconds)}
        value={String(unitSeconds)}
        onChange={(chosen) => {
          const size = Number(chosen);
          setUnitSeconds(size);
          onChange(Math.min(longestSeconds, Math.max(1, Math.floor(value / size)) * size));
        }}
      />
    </Group>
  );
};
