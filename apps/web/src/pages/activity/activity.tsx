/** For administrators: every request with what became of it. */
import { Button, Checkbox } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Activity } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { ActivityIcon, DownloadIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Empty, Page } from '../../ui/page.js';
import { NothingFound } from '../../ui/search-field.js';
import { activityQuery, exportAddress, type ActivitySearch } from './activity-search.js';
import { ActivityRow } from './activity-row.js';
import { FilterBar } from './filter-bar.js';
import { RevocationsTold, RevokeMany } from './revoke-many.js';
import { useRevoking } from './use-revoking.js';

const PAGE_SIZE = 50;
const MOST_COUNTED = 10_000;

const countWords = (total: number): string => {
  if (total > MOST_COUNTED) return `More than ${MOST_COUNTED.toLocaleString('en')} requests`;
  return total === 1 ? '1 request' : `${total.toLocaleString('en')} requests`;
};

const grantIdsOf = (items: Activity[]): string[] =>
  items.flatMap(({ grant }) => (grant?.mayRevoke === true ? [grant.id] : []));

interface ListProps {
  items: Activity[];
  ticked: ReadonlySet<string>;
  onTick: (ids: string[], on: boolean) => void;
}

const List = ({ items, ticked, onTick }: ListProps) => {
  const here = grantIdsOf(items);
  const chosen = here.filter((id) => ticked.has(id)).length;
  return (
    <>
      {here.length > 1 && (
        <Checkbox
          mb="sm"
          label={`All ${here.length} that run and stand here`}
          checked={chosen === here.length}
          indeterminate={chosen > 0 && chosen < here.length}
          onChange={() => onTick(here, chosen < here.length)}
        />
      )}
      <ul className="rows">
        {items.map((one) => (
          <ActivityRow
            key={one.id}
            one={one}
            ticked={one.grant !== null && ticked.has(one.grant.id)}
            onTick={() => one.grant && onTick([one.grant.id], !ticked.has(one.grant.id))}
          />
        ))}
      </ul>
    </>
  );
};

/** Another filter starts it anew: on the first page, with nothing ticked. */
const Requests = ({ search }: { search: ActivitySearch }) => {
  const [before, setBefore] = useState<string[]>([]);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const revoking = useRevoking();
  const query = { ...activityQuery(search), limit: PAGE_SIZE, before: before[before.length - 1] };
  const requests = $api.useQuery('get', '/api/activity', { params: { query } }, { placeholderData: (last) => last });
  const tick = (ids: string[], on: boolean) =>
    setTicked((now) => new Set(on ? [...now, ...ids] : [...now].filter((id) => !ids.includes(id))));
  return (
    <>
      {revoking.told !== null && <RevocationsTold told={revoking.told} onClose={revoking.forget} />}
      <Loaded query={requests}>
        {({ items, total, revocable, next }) => (
          <>
            <div className="list-head">
              <p className="dimmed" role="status">
                {countWords(total)}, newest first
              </p>
              <RevokeMany
                ticked={[...ticked]}
                search={search}
                revocable={revocable}
                revoking={revoking}
                onDone={() => setTicked(new Set())}
              />
            </div>
            {total === 0 ? (
              <Nothing filtered={Object.keys(search).length > 0} />
            ) : (
              <List items={items} ticked={ticked} onTick={tick} />
            )}
            <div className="pager">
              <Button variant="default" disabled={before.length === 0} onClick={() => setBefore(before.slice(0, -1))}>
                Newer
              </Button>
              <Button
                variant="default"
                disabled={next === null}
                onClick={() => next !== null && setBefore([...before, next])}
              >
                Older
              </Button>
            </div>
          </>
        )}
      </Loaded>
    </>
  );
};

const Nothing = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <NothingFound what="requests" />
  ) : (
    <Empty title="Nobody has asked for anything yet" icon={<ActivityIcon size={28} />} />
  );

const Export = ({ search, format, name }: { search: ActivitySearch; format: 'csv' | 'json'; name: string }) => (
  <Button component="a" href={exportAddress(search, format)} download variant="default" leftSection={<DownloadIcon />}>
    {name}
  </Button>
);

export const ActivityPage = () => {
  const search = useSearch({ from: '/shell/activity' });
  const navigate = useNavigate();
  const [cleared, setCleared] = useState(0);
  const go = (next: ActivitySearch) => void navigate({ to: '/activity', search: next, replace: true });
  return (
    <Page
      title="Activity"
      lead="Every request, and what became of it."
      actions={
        <>
          <Export search={search} format="csv" name="Export CSV" />
          <Export search={search} format="json" name="Export JSON" />
        </>
      }
    >
      <FilterBar
        key={cleared}
        search={search}
        onChange={(part) => go(Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value)))}
        onClear={() => {
          go({});
          setCleared(cleared + 1);
        }}
      />
      <Requests key={JSON.stringify(search)} search={search} />
    </Page>
  );
};
