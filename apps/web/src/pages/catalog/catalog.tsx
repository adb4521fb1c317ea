import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { CatalogEntry } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { CatalogIcon, CrossIcon, SearchIcon } from '../../ui/icons.js';
import { Empty, Page } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { useIsAdministrator } from '../../ui/session.js';
import { Shown } from '../../ui/shown.js';
import { MOST_AT_ONCE, type Many } from './ask-many.js';
import { AgainDrawer } from './again-drawer.js';
import { CatalogBundles } from './catalog-bundles.js';
import { CatalogRow } from './catalog-row.js';
import { FavouriteRows, Star } from './favourites.js';
import { ManyDrawer } from './many-drawer.js';
import { RequestDrawer } from './request-drawer.js';

const TagFilter = ({
  tags,
  chosen,
  onChoose,
}: {
  tags: string[];
  chosen?: string;
  onChoose: (tag?: string) => void;
}) =>
  tags.length === 0 ? null : (
    <div className="chips" role="group" aria-label="Show only servers with the tag">
      {tags.slice(0, 20).map((tag) => (
        <button
          key={tag}
          type="button"
          className="chip"
          aria-pressed={tag === chosen}
          onClick={() => onChoose(tag === chosen ? undefined : tag)}
        >
          <Shown text={tag} />
          {tag === chosen && <CrossIcon size={13} />}
        </button>
      ))}
    </div>
  );

const NothingToAskFor = () => {
  const isAdministrator = useIsAdministrator();
  const navigate = useNavigate();
  return (
    <Empty title="There is nothing you can ask for yet" icon={<CatalogIcon size={28} />}>
      <p>Servers appear here when an access flow names you, or one of your teams.</p>
      {isAdministrator ? (
        <Button onClick={() => void navigate({ to: '/flows' })}>To the access flows</Button>
      ) : (
        <p>Ask an administrator of this Curfew which flow you should be in.</p>
      )}
    </Empty>
  );
};

const NothingFound = ({ onClear }: { onClear: () => void }) => (
  <Empty title="No server matches" icon={<SearchIcon size={28} />}>
    <p>Names, addresses, tags and integrations are searched.</p>
    <Button variant="default" onClick={onClear}>
      Show all
    </Button>
  </Empty>
);

/** The search stands in the address, so that it can be sent to somebody; it follows the typing with a short rest. */
const useCatalogSearch = () => {
  const { search, tag, again } = useSearch({ from: '/shell/catalog' });
  const navigate = useNavigate();
  const [typed, setTyped] = useState(search ?? '');
  const [rested] = useDebouncedValue(typed.trim(), 200);
  const go = (next: { search?: string; tag?: string }) =>
    void navigate({ to: '/catalog', search: next, replace: true });
  return {
    typed,
    search: rested,
    tag,
    again,
    type: (text: string) => {
      setTyped(text);
      go({ search: text.trim() || undefined, tag });
    },
    chooseTag: (next?: string) => go({ search: search || undefined, tag: next }),
    clear: () => {
      setTyped('');
      go({});
    },
    closeAgain: () => go({ search: rested || undefined, tag }),
  };
};

/** The servers that were ticked, also those on other pages of the list. */
const useTicks = () => {
  const [entries, setEntries] = useState<CatalogEntry[]>([]);
  const without = ({ resource }: CatalogEntry) => entries.filter((one) => one.resource.id !== resource.id);
  return {
    entries,
    has: ({ resource }: CatalogEntry) => entries.some((one) => one.resource.id === resource.id),
    set: (entry: CatalogEntry, on: boolean) => setEntries(on ? [...without(entry), entry] : without(entry)),
    clear: () => setEntries([]),
  };
};

/** Stays at the foot of the window while something is ticked. */
const Together = ({
  ticks,
  onRequest,
}: {
  ticks: ReturnType<typeof useTicks>;
  onRequest: (entries: CatalogEntry[]) => void;
}) => {
  const count = ticks.entries.length;
  if (count === 0) return null;
  return (
    <div className="together" role="region" aria-label="Asked for together">
      <p>
        {count === 1 ? '1 server' : `${count} servers`}
        {count > MOST_AT_ONCE && ` (at most ${MOST_AT_ONCE} at once)`}
      </p>
      <Button variant="default" size="sm" onClick={ticks.clear}>
        Clear
      </Button>
      <Button size="sm" disabled={count > MOST_AT_ONCE} onClick={() => onRequest(ticks.entries)}>
        Request together
      </Button>
    </div>
  );
};

/** The form that is open goes by what the catalog says now, as long as it shows the server. */
const asItIs = (entry: CatalogEntry, items: readonly CatalogEntry[] = []): CatalogEntry =>
  items.find(({ resource }) => resource.id === entry.resource.id) ?? entry;

export const CatalogPage = () => {
  const { typed, search, tag, again, type, chooseTag, clear, closeAgain } = useCatalogSearch();
  const paging = usePaging(`${search} ${tag ?? ''}`);
  const [asked, setAsked] = useState<CatalogEntry | null>(null);
  const [many, setMany] = useState<Many | null>(null);
  const ticks = useTicks();
  const rowOf = (entry: CatalogEntry) => ({
    onRequest: () => setAsked(entry),
    ticked: ticks.has(entry),
    onTick: (on: boolean) => ticks.set(entry, on),
    mark: <Star entry={entry} />,
  });
  const catalog = $api.useQuery(
    'get',
    '/api/catalog',
    { params: { query: { search: search || undefined, tag, ...paging.query } } },
    { placeholderData: (before) => before },
  );
  return (
    <Page title="Catalog" lead="Servers you can ask for, and for how long.">
      <div className="filters">
        <TextInput
          aria-label="Search servers"
          placeholder="Search by name, tag or integration"
          leftSection={<SearchIcon />}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <TagFilter tags={catalog.data?.tags ?? []} chosen={tag} onChoose={chooseTag} />
      </div>
      <p className="visually-hidden" role="status">
        {catalog.data && (catalog.data.total === 1 ? '1 server' : `${catalog.data.total} servers`)}
      </p>
      {!search && !tag && <FavouriteRows rowOf={rowOf} />}
      <Paged
        query={catalog}
        paging={paging}
        what="servers"
        empty={search || tag ? <NothingFound onClear={clear} /> : <NothingToAskFor />}
      >
        {(items) => (
          <ul className="rows">
            {items.map((entry) => (
              <CatalogRow key={entry.resource.id} entry={entry} {...rowOf(entry)} />
            ))}
          </ul>
        )}
      </Paged>
      {!search && !tag && <CatalogBundles onRequest={(bundle) => setMany({ bundle })} />}
      <Together ticks={ticks} onRequest={(entries) => setMany({ entries })} />
      <RequestDrawer entry={asked && asItIs(asked, catalog.data?.items)} onClose={() => setAsked(null)} />
      <AgainDrawer requestId={again} onClose={closeAgain} />
      <ManyDrawer
        many={many}
        onClose={(sent) => {
          setMany(null);
          if (sent) ticks.clear();
        }}
      />
    </Page>
  );
};
