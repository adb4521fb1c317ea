import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AuditRow } from '#api-client/views.js';
import { $api } from '../ui/api.js';
import { AuditIcon, DownloadIcon } from '../ui/icons.js';
import { Loaded } from '../ui/loaded.js';
import { Empty, Page } from '../ui/page.js';
import { PickPerson, type ChosenPerson } from '../ui/pickers.js';
import { Shown } from '../ui/shown.js';
import { shownText } from '../ui/shown-text.js';
import { Moment } from '../ui/moment.js';

const PAGE_SIZE = 100;

interface Filters {
  action?: string;
  actorId?: string;
  from?: string;
  to?: string;
}

const dayStart = (day: string): string | undefined =>
  day === '' ? undefined : new Date(`${day}T00:00:00`).toISOString();
const dayEnd = (day: string): string | undefined =>
  day === '' ? undefined : new Date(`${day}T23:59:59.999`).toISOString();

const FilterBar = ({ onChange }: { onChange: (part: Partial<Filters>) => void }) => {
  const [actor, setActor] = useState<ChosenPerson | null>(null);
  return (
    <div className="filters filters-wide">
      <TextInput
        label="Action"
        placeholder="such as access-request.approved"
        onChange={(event) => onChange({ action: event.currentTarget.value.trim() || undefined })}
      />
      <PickPerson
        label="By"
        placeholder="anybody"
        value={actor}
        onChange={(person) => {
          setActor(person);
          onChange({ actorId: person?.id });
        }}
      />
      <TextInput
        label="From"
        type="date"
        onChange={(event) => onChange({ from: dayStart(event.currentTarget.value) })}
      />
      <TextInput label="To" type="date" onChange={(event) => onChange({ to: dayEnd(event.currentTarget.value) })} />
    </div>
  );
};

const Row = ({ row }: { row: AuditRow }) => (
  <li className="row row-audit">
    <span className="row-when dimmed">
      <Moment at={row.at} />
    </span>
    <div className="row-main">
      <p>
        <strong>
          <Shown text={row.actor.name} />
        </strong>{' '}
        <code>
          <Shown text={row.action} />
        </code>{' '}
        <Shown text={row.object.name} />
      </p>
    </div>
    <details className="more">
      <summary>Detail</summary>
      <pre className="plain-code" tabIndex={0} aria-label="Detail">
        {shownText(JSON.stringify(row, null, 2), { lines: true })}
      </pre>
    </details>
  </li>
);

const Rows = ({ filters }: { filters: Filters }) => {
  const [before, setBefore] = useState<string[]>([]);
  const rows = $api.useQuery(
    'get',
    '/api/audit',
    { params: { query: { ...filters, limit: PAGE_SIZE, before: before[before.length - 1] } } },
    { placeholderData: (last) => last },
  );
  return (
    <Loaded query={rows}>
      {({ items }) => (
        <>
          {items.length === 0 && (
            <Empty title="Nothing of that kind" icon={<AuditIcon size={28} />}>
              <p>Each change of state leaves one row here, written together with the change.</p>
            </Empty>
          )}
          <ul className="rows">
            {items.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
          <div className="pager">
            <Button variant="default" disabled={before.length === 0} onClick={() => setBefore(before.slice(0, -1))}>
              Newer
            </Button>
            <Button
              variant="default"
              disabled={items.length < PAGE_SIZE}
              onClick={() => setBefore([...before, items[items.length - 1].id])}
            >
              Older
            </Button>
          </div>
        </>
      )}
    </Loaded>
  );
};

export const AuditPage = () => {
  const [filters, setFilters] = useState<Filters>({});
  return (
    <Page
      title="Audit"
      lead="Who did what, newest first."
      actions={
        <Button
          component="a"
          href="/api/audit/export"
          download="curfew-audit.jsonl"
          variant="default"
          leftSection={<DownloadIcon />}
        >
          Export JSON
        </Button>
      }
    >
      <FilterBar onChange={(part) => setFilters((now) => ({ ...now, ...part }))} />
      <Rows key={JSON.stringify(filters)} filters={filters} />
    </Page>
  );
};
