import { Pagination } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Loaded } from './loaded.js';

export const PAGE_SIZE = 50;

export interface Paging {
  /** Which part of the list to ask for. */
  query: { limit: number; offset: number };
  page: number;
  size: number;
  go: (page: number) => void;
}

/** Which page of a list is shown. `of` says what is listed, such as the text searched for: another one starts at page 1. */
export const usePaging = (of = '', size = PAGE_SIZE): Paging => {
  const [at, setAt] = useState({ of, page: 1 });
  const page = at.of === of ? at.page : 1;
  return { page, size, query: { limit: size, offset: (page - 1) * size }, go: (next) => setAt({ of, page: next }) };
};

/** Where one is in a list that has several pages, and the way to the others. */
const Pages = ({ paging, total, what, onGo }: { paging: Paging; total: number; what: string; onGo: () => void }) => {
  const { page, size, go } = paging;
  const last = Math.max(1, Math.ceil(total / size));
  // What was listed here may have gone meanwhile.
  useEffect(() => {
    if (page > last) go(last);
  });
  if (last === 1) return null;
  return (
    <nav className="pages" aria-label={`Pages of ${what}`}>
      <p className="dimmed" role="status">
        {(page - 1) * size + 1}–{Math.min(total, page * size)} of {total}
      </p>
      <Pagination
        size="sm"
        total={last}
        value={page}
        onChange={(next) => {
          go(next);
          onGo();
        }}
        getItemProps={(number) => ({ 'aria-label': `Page ${number}` })}
        getControlProps={(control) => ({ 'aria-label': `${control === 'next' ? 'Next' : 'Previous'} page of ${what}` })}
      />
    </nav>
  );
};

interface PagedProps<T> {
  query: { data: { items: T[]; total: number } | undefined; error: unknown };
  paging: Paging;
  /** What is listed, for who does not see the list: "servers". */
  what: string;
  /** What stands here when there is nothing at all. */
  empty?: ReactNode;
  children: (items: T[], total: number) => ReactNode;
}

/** One page of a list from the API. Never a list that ends in silence: where there is more, it says of how many. */
export function Paged<T>({ query, paging, what, empty = null, children }: PagedProps<T>) {
  const top = useRef<HTMLDivElement>(null);
  return (
    <div ref={top} className="paged">
      <Loaded query={query}>
        {({ items, total }) => (
          <>
            {total === 0 ? empty : children(items, total)}
            <Pages
              paging={paging}
              total={total}
              what={what}
              onGo={() => top.current?.scrollIntoView({ block: 'start' })}
            />
          </>
        )}
      </Loaded>
    </div>
  );
}
