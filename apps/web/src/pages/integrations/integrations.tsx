import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Integration } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { PlusIcon, ServerIcon } from '../../ui/icons.js';
import { Ago } from '../../ui/moment.js';
import { Empty, Page } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { ListSearch, NothingFound, useTyped } from '../../ui/search-field.js';
import { Shown } from '../../ui/shown.js';
import { State } from '../../ui/state.js';
import { integrationWords } from '../../ui/state-words.js';

const AddButton = () => (
  <Button component={Link} to="/integrations/new" leftSection={<PlusIcon />}>
    Add servers
  </Button>
);

const IntegrationRow = ({ integration }: { integration: Integration }) => (
  <li className="row">
    <span className="row-icon">
      <ServerIcon />
    </span>
    <div className="row-main">
      <h2 className="row-title">
        <Link to="/integrations/$integrationId" params={{ integrationId: integration.id }}>
          <Shown text={integration.name} />
        </Link>
      </h2>
      <p className="row-sub">
        SSH servers, by connector <Shown text={integration.connector.name} />
      </p>
    </div>
    <div>
      <State words={integrationWords(integration)} />
      <p className="row-sub">
        {integration.serversActive} of {integration.serversFound} active
      </p>
    </div>
    <span className="row-when dimmed">
      {integration.lastLookedAt === null ? 'not looked yet' : <Ago at={integration.lastLookedAt} />}
    </span>
  </li>
);

const NoServers = () => (
  <Empty title="No servers yet" icon={<ServerIcon size={28} />}>
    <p>
      Name your servers in a JSON list, say where the connector finds their login key, and confirm their host keys.
      Nothing is written to a server before you have seen what.
    </p>
    <AddButton />
  </Empty>
);

export const IntegrationsPage = () => {
  const text = useTyped();
  const paging = usePaging(text.search);
  const integrations = $api.useQuery(
    'get',
    '/api/integrations',
    { params: { query: { search: text.search, ...paging.query } } },
    { placeholderData: (before) => before },
  );
  return (
    <Page title="Integrations" lead="Where servers come from, and which connector keeps them." actions={<AddButton />}>
      <ListSearch of="integrations" placeholder="Search by name" text={text} total={integrations.data?.total} />
      <Paged
        query={integrations}
        paging={paging}
        what="integrations"
        empty={text.search === undefined ? <NoServers /> : <NothingFound what="integrations" />}
      >
        {(items) => (
          <ul className="rows">
            {items.map((integration) => (
              <IntegrationRow key={integration.id} integration={integration} />
            ))}
          </ul>
        )}
      </Paged>
    </Page>
  );
};
