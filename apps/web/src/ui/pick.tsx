/** Fields that choose among more things than a page can hold: what is typed is searched for on the server. */
import { MultiSelect, Select, type ComboboxItem, type ComboboxParsedItem, type OptionsFilter } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';

const REST_MS = 250;

export interface Choice {
  value: string;
  label: string;
}

/** Choices of one kind under a common title; without a title they stand alone. */
export interface Found {
  title?: string;
  choices: Choice[];
  /** How many there are that the text fits, where the API says so. */
  total?: number;
}

/** Asks the API; undefined while it has not answered. */
export type UseFound = (search: string) => Found[] | undefined;

interface PickProps {
  label: string;
  description?: string;
  placeholder?: string;
  required?: boolean;
  nothingFound?: string;
  useFound: UseFound;
}

const MORE = 'more';

/** What was chosen before stays among the data, so that its name is known, also where the text does not fit it. */
const withChosen = (found: Found[], chosen: Choice[]) => {
  const known = new Set(found.flatMap(({ choices }) => choices.map(({ value }) => value)));
  const others = chosen.filter(({ value }) => !known.has(value));
  const groups = found.map(({ title, choices, total = 0 }) => ({
    title,
    items: [...choices, ...(total > choices.length ? [more(title, total - choices.length)] : [])],
  }));
  if (groups.every(({ title }) => title === undefined)) return [...groups.flatMap(({ items }) => items), ...others];
  return [
    ...groups.map(({ title = '', items }) => ({ group: title, items })),
    ...(others.length > 0 ? [{ group: 'Chosen', items: others }] : []),
  ];
};

const more = (title: string | undefined, count: number) => ({
  value: `${MORE} ${title ?? ''}`,
  label: `and ${count} more: type a part of the name`,
  disabled: true,
});

/** The server has searched already; only those chosen before that it did not find are hidden. */
const onlyFound =
  (chosen: Choice[], found: Found[]): OptionsFilter =>
  ({ options }) => {
    const known = new Set(found.flatMap(({ choices }) => choices.map(({ value }) => value)));
    const hidden = new Set(chosen.map(({ value }) => value).filter((value) => !known.has(value)));
    const isShown = (item: ComboboxItem): boolean => !hidden.has(item.value);
    return options.flatMap<ComboboxParsedItem>((option) => {
      if (!('group' in option)) return isShown(option) ? [option] : [];
      const items = option.items.filter(isShown);
      return items.length > 0 ? [{ ...option, items }] : [];
    });
  };

const useSearch = (chosenLabel: string | undefined, useFound: UseFound) => {
  const [typed, setTyped] = useState('');
  const [rested] = useDebouncedValue(typed === chosenLabel ? '' : typed.trim(), REST_MS);
  const found = useFound(rested);
  return { setTyped, found: found ?? [], isLoading: found === undefined };
};

/** One of many. */
export const PickOne = ({
  useFound,
  value,
  onChange,
  nothingFound = 'Nothing of that name',
  clearable = false,
  ...shown
}: PickProps & { value: Choice | null; onChange: (choice: Choice | null) => void; clearable?: boolean }) => {
  const { setTyped, found, isLoading } = useSearch(value?.label, useFound);
  const chosen = value === null ? [] : [value];
  const choices = [...found.flatMap((group) => group.choices), ...chosen];
  return (
    <Select
      {...shown}
      searchable
      clearable={clearable}
      clearButtonProps={{ 'aria-label': `Clear: ${shown.label}` }}
      nothingFoundMessage={isLoading ? 'Searching…' : nothingFound}
      data={withChosen(found, chosen)}
      filter={onlyFound(chosen, found)}
      onSearchChange={setTyped}
      value={value?.value ?? null}
      onChange={(next) => onChange(choices.find((choice) => choice.value === next) ?? null)}
    />
  );
};

/** Several of many. */
export const PickSome = ({
  useFound,
  value,
  onChange,
  nothingFound = 'Nothing of that name',
  ...shown
}: PickProps & { value: Choice[]; onChange: (choices: Choice[]) => void }) => {
  const { setTyped, found, isLoading } = useSearch(undefined, useFound);
  const choices = [...value, ...found.flatMap((group) => group.choices)];
  return (
    <MultiSelect
      {...shown}
      searchable
      nothingFoundMessage={isLoading ? 'Searching…' : nothingFound}
      data={withChosen(found, value)}
      filter={onlyFound(value, found)}
      onSearchChange={setTyped}
      value={value.map((choice) => choice.value)}
      onChange={(values) => onChange(values.flatMap((next) => choices.find((choice) => choice.value === next) ?? []))}
    />
  );
};
