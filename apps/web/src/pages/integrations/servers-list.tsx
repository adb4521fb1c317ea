import { Select } from '@mantine/core';
import { useState } from 'react';
import type { Integration } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Section } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { NothingFound, SearchField, useTyped } from '../../ui/search-field.js';
import { ServerRow } from './server-row.js';

const KINDS = [
  { value: 'all', label: 'All servers' },
  { value: 'faulty', label: 'Somebody should look' },
  { value: 'to-confirm', label: 'Host key to confirm' },
  { value: 'to-set-up', label: 'Ready for set-up' },
  { value: 'under-way', label: 'Being set up or removed' },
  { value: 'not-looked-at', label: 'Not looked at yet' },
  { value: 'active', label: 'Active' },
  { value: 'removed', label: 'Removed' },
] as const;

type Kind = (typeof KINDS)[number]['value'];
const kindOf = (value: string | null): Kind => KINDS.find((kind) => kind.value === value)?.value ?? 'all';

/** All servers of an integration, those first that somebody should look at. */
export const ServersList = ({ integration }: { integration: Integration }) => {
  const text = useTyped();
  const [kind, setKind] = useState<Kind>('all');
  const only = kind === 'all' ? undefined : kind;
  const paging = usePaging(`${kind} ${text.search ?? ''}`);
  const servers = $api.useQuery(
    'get',
    '/api/integrations/{id}/servers',
    { params: { path: { id: integration.id }, query: { only, search: text.search, ...paging.query } } },
    { placeholderData: (before) => before },
  );
  return (
    <Section
      title="Servers"
      aside={
        <span className="dimmed">
          {integration.serversActive} of {integration.serversFound} active
        </span>
      }
    >
      <div className="filters filters-wide filters-flat">
        <SearchField of="servers" placeholder="Search by name or address" text={text} />
        <Select
          aria-label="Show only"
          data={[...KINDS]}
          allowDeselect={false}
          value={kind}
          onChange={(value) => setKind(kindOf(value))}
        />
      </div>
      <Paged query={servers} paging={paging} what="servers" empty={<NothingFound what="servers" />}>
        {(items) => (
          <ul className="rows">
            {items.map((server) => (
              <ServerRow key={server.id} server={server} />
            ))}
          </ul>
        )}
      </Paged>
    </Section>
  );
};
