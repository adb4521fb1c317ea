import { Select } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DebtSummary, Grant } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { ShieldIcon } from '../../ui/icons.js';
import { listWords } from '../../ui/list-words.js';
import { Loaded } from '../../ui/loaded.js';
import { Ago } from '../../ui/moment.js';
import { Empty, Page } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { LastTry } from './last-try.js';
import { UnprovedExtensions } from './unproved-extensions.js';
import { WriteOff } from './write-off.js';

const AGES = [
  { value: '0', label: 'any age' },
  { value: '300', label: 'over 5 minutes' },
  { value: '3600', label: 'over 1 hour' },
  { value: '86400', label: 'over 1 day' },
];
const ORDERS = [
  { value: 'oldest', label: 'oldest first' },
  { value: 'newest', label: 'newest first' },
  { value: 'server', label: 'by server' },
] as const;

interface Filters {
  resourceId?: string;
  olderThanSeconds: number;
  order: (typeof ORDERS)[number]['value'];
}

const FilterBar = ({
  filters,
  servers,
  onChange,
}: {
  filters: Filters;
  servers: DebtSummary['servers'];
  onChange: (part: Partial<Filters>) => void;
}) => (
  <div className="filters filters-wide">
    <Select
      label="Server"
      placeholder="all servers"
      searchable
      clearable
      data={servers.map(({ id, name, grants }) => ({ value: id, label: `${shownText(name)} (${grants})` }))}
      value={filters.resourceId ?? null}
      onChange={(resourceId) => onChange({ resourceId: resourceId ?? undefined })}
    />
    <Select
      label="Age"
      allowDeselect={false}
      data={AGES}
      value={String(filters.olderThanSeconds)}
      onChange={(seconds) => onChange({ olderThanSeconds: Number(seconds ?? 0) })}
    />
    <Select
      label="Order"
      allowDeselect={false}
      data={[...ORDERS]}
      value={filters.order}
      onChange={(order) => onChange({ order: ORDERS.find(({ value }) => value === order)?.value ?? 'oldest' })}
    />
  </div>
);

const DebtRow = ({ grant, ofServer }: { grant: Grant; ofServer: number }) => (
  <li className="row row-tall">
    <div className="row-main">
      <p className="row-title">
        <Shown text={grant.person.displayName} /> on{' '}
        <Link to="/servers/$serverId" params={{ serverId: grant.resource.id }}>
          <Shown text={grant.resource.name} />
        </Link>
      </p>
      <p className="row-sub">
        <Shown text={listWords(grant.permissions, 'and')} /> as <Shown text={grant.account} /> ·{' '}
        <Link to="/requests/$requestId" params={{ requestId: grant.requestId }}>
          request and proof
        </Link>
      </p>
    </div>
    <div className="row-when">
      <p>ended {grant.debtSince !== null && <Ago at={grant.debtSince} />}</p>
      <p className="dimmed">not proved gone</p>
    </div>
    <div className="row-actions">
      <WriteOff server={grant.resource} grants={ofServer} />
    </div>
    <LastTry grant={grant} />
  </li>
);

const NoDebt = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Empty title="No access debt of that kind" icon={<ShieldIcon size={28} />}>
      <p>Choose another server or age to see the rest.</p>
    </Empty>
  ) : (
    <Empty title="No access debt" icon={<ShieldIcon size={28} />}>
      <p>Every access that has ended was read back from its server, and nothing of it is left.</p>
    </Empty>
  );

const Rows = ({ filters, summary }: { filters: Filters; summary: DebtSummary }) => {
  const paging = usePaging(JSON.stringify(filters));
  const query = { ...filters, ...paging.query };
  const debt = $api.useQuery('get', '/api/access-debt', { params: { query } }, { placeholderData: (last) => last });
  const ofServer = new Map(summary.servers.map(({ id, grants }) => [id, grants]));
  const filtered = filters.resourceId !== undefined || filters.olderThanSeconds > 0;
  return (
    <Paged query={debt} paging={paging} what="access debt" empty={<NoDebt filtered={filtered} />}>
      {(items) => (
        <ul className="rows">
          {items.map((grant) => (
            <DebtRow key={grant.id} grant={grant} ofServer={ofServer.get(grant.resource.id) ?? 1} />
          ))}
        </ul>
      )}
    </Paged>
  );
};

/** For administrators: what has ended and is not proved gone. */
export const AccessDebtPage = () => {
  const [filters, setFilters] = useState<Filters>({ olderThanSeconds: 0, order: 'oldest' });
  const summary = $api.useQuery('get', '/api/access-debt/summary');
  return (
    <Page
      title="Access debt"
      lead="Access that has ended, and whose removal no server has confirmed yet. Curfew tries on until it is proved."
    >
      <Loaded query={summary}>
        {(data) => (
          <>
            {data.grants > 0 && (
              <FilterBar
                filters={filters}
                servers={data.servers}
                onChange={(part) => setFilters((now) => ({ ...now, ...part }))}
              />
            )}
            <Rows filters={filters} summary={data} />
          </>
        )}
      </Loaded>
      <UnprovedExtensions />
    </Page>
  );
};
