import { Link, useNavigate } from '@tanstack/react-router';
import { $api } from '../../ui/api.js';
import { BackIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Page } from '../../ui/page.js';
import { connectorChoice } from '../../ui/pickers.js';
import { EMPTY_DRAFT } from './integration-draft.js';
import { IntegrationForm } from './integration-form.js';

export const NewIntegrationPage = () => {
  const navigate = useNavigate();
  const connectors = $api.useQuery('get', '/api/connectors', { params: { query: { limit: 2 } } });
  const create = $api.useMutation('post', '/api/integrations', {
    onSuccess: (integration) =>
      navigate({ to: '/integrations/$integrationId', params: { integrationId: integration.id } }),
  });
  return (
    <Page
      title="Add servers"
      narrow
      lead="After this the connector looks at the servers and shows their fingerprints. Nothing is written to them yet."
      back={
        <Link to="/integrations">
          <BackIcon size={16} /> Integrations
        </Link>
      }
    >
      <Loaded query={connectors}>
        {({ items }) => (
          <IntegrationForm
            // Where there is only one connector, it is meant.
            start={{ ...EMPTY_DRAFT, connector: items.length === 1 ? connectorChoice(items[0]) : null }}
            submitLabel="Add and look at the servers"
            sending={create.isPending}
            error={create.error}
            onSubmit={(body) => create.mutate({ body })}
          />
        )}
      </Loaded>
    </Page>
  );
};
