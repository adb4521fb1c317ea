import { Link, useNavigate } from '@tanstack/react-router';
import { $api } from '../../ui/api.js';
import { BackIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Page } from '../../ui/page.js';
import { EMPTY_DRAFT } from './integration-draft.js';
import { IntegrationForm } from './integration-form.js';

export const NewIntegrationPage = () => {
  const navigate = useNavigate();
  const connectors = $api.useQuery('get', '/api/connectors', { params: { query: { limit: 200 } } });
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
            start={{ ...EMPTY_DRAFT, connectorId: items.length === 1 ? items[0].id : '' }}
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
