import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { Empty } from './page.js';
import { SearchIcon } from './icons.js';
import { PAGE_SIZE } from './paging.js';

const REST_MS = 250;

export interface Typed {
  typed: string;
  type: (text: string) => void;
  /** What is searched for: follows the typing with a short rest; undefined: all. */
  search: string | undefined;
}

export const useTyped = (): Typed => {
  const [typed, type] = useState('');
  const [rested] = useDebouncedValue(typed.trim(), REST_MS);
  return { typed, type, search: rested === '' ? undefined : rested };
};

/** Searches a list on the server, so that what is on other pages is found as well. */
export const SearchField = ({ of, placeholder, text }: { of: string; placeholder: string; text: Typed }) => (
  <TextInput
    type="search"
    aria-label={`Search ${of}`}
    placeholder={placeholder}
    leftSection={<SearchIcon />}
    value={text.typed}
    onChange={(event) => text.type(event.currentTarget.value)}
  />
);

/** The same for lists that seldom have a second page: it shows itself only when there is one. */
export const ListSearch = ({
  total,
  ...field
}: {
  of: string;
  placeholder: string;
  text: Typed;
  total: number | undefined;
}) =>
  field.text.typed === '' && (total ?? 0) <= PAGE_SIZE ? null : (
    <div className="filters">
      <SearchField {...field} />
    </div>
  );

/** Shown where a search or a filter leaves nothing. */
export const NothingFound = ({ what }: { what: string }) => (
  <Empty title={`No ${what} match`} icon={<SearchIcon size={28} />}>
    <p>Try a shorter text, or show all of them.</p>
  </Empty>
);
