import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { $api } from '../../ui/api.js';
import { BackIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Page } from '../../ui/page.js';
import { draftOf } from './integration-draft.js';
import { IntegrationForm } from './integration-form.js';

export const EditIntegrationPage = () => {
  const { integrationId } = useParams({ from: '/shell/integrations/$integrationId/edit' });
  const path = { id: integrationId };
  const navigate = useNavigate();
  const integration = $api.useQuery('get', '/api/integrations/{id}', { params: { path } });
  const save = $api.useMutation('patch', '/api/integrations/{id}', {
    onSuccess: () => navigate({ to: '/integrations/$integrationId', params: { integrationId } }),
  });
  return (
    <Page
      title={`Edit ${integration.data?.name ?? 'integration'}`}
      narrow
      lead="Access to a server that you change or take out of the list is ended first."
      back={
        <Link to="/integrations/$integrationId" params={{ integrationId }}>
          <BackIcon size={16} /> Back without saving
        </Link>
      }
    >
      <Loaded query={integration}>
        {(data) => (
          <IntegrationForm
            start={draftOf(data)}
            submitLabel="Save"
            sending={save.isPending}
            error={save.error}
            onSubmit={(body) => save.mutate({ params: { path }, body })}
          />
        )}
      </Loaded>
    </Page>
  );
};
