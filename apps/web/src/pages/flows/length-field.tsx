import { Group, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { inLargestUnit } from '../../ui/time-words.js';

const UNITS = [
  { value: '60', label: 'minutes' },
  { value: '3600', label: 'hours' },
  { value: '86400', label: 'days' },
];

/** A length of time, as a number and a unit. */
export const LengthField = ({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number;
  onChange: (seconds: number) => void;
}) => {
  const [unitSeconds, setUnitSeconds] = useState(() => Math.max(60, inLargestUnit(value).unitSeconds));
  const count = Math.max(1, Math.floor(value / unitSeconds));
  return (
    <Group gap="xs" align="flex-end">
      <NumberInput
        label={label}
        w={230}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        value={count}
        onChange={(next) => typeof next === 'number' && next > 0 && onChange(next * unitSeconds)}
      />
      <Select
        aria-label={`Unit of: ${label}`}
        w={130}
        data={UNITS}
        value={String(unitSeconds)}
        onChange={(next) => {
          setUnitSeconds(Number(next));
          onChange(count * Number(next));
        }}
      />
    </Group>
  );
};
