import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { Integration } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { BackIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Page } from '../../ui/page.js';
import { draftOf, NEW_FLOW, NEW_TARGET, type Directory } from './flow-draft.js';
import { FlowForm } from './flow-form.js';

const Back = () => (
  <Link to="/flows">
    <BackIcon size={16} /> Access flows
  </Link>
);

/** The names that the form needs. */
const Needed = ({ children }: { children: (directory: Directory, integrations: Integration[]) => React.ReactNode }) => {
  const directory = $api.useQuery('get', '/api/directory');
  const integrations = $api.useQuery('get', '/api/integrations', { params: { query: { limit: 200 } } });
  return (
    <Loaded query={directory}>
      {(names) => <Loaded query={integrations}>{({ items }) => children(names, items)}</Loaded>}
    </Loaded>
  );
};

export const NewFlowPage = () => {
  const navigate = useNavigate();
  const create = $api.useMutation('post', '/api/access-flows', { onSuccess: () => navigate({ to: '/flows' }) });
  return (
    <Page title="New access flow" narrow back={<Back />}>
      <Needed>
        {(directory, integrations) => (
          <FlowForm
            start={{
              ...NEW_FLOW,
              targets: [{ ...NEW_TARGET, integrationId: integrations.length === 1 ? integrations[0].id : '' }],
            }}
            directory={directory}
            integrations={integrations}
            submitLabel="Save and activate"
            sending={create.isPending}
            error={create.error}
            onSubmit={(body) => create.mutate({ body })}
          />
        )}
      </Needed>
    </Page>
  );
};

const DeleteFlow = ({ id }: { id: string }) => {
  const navigate = useNavigate();
  const remove = $api.useMutation('delete', '/api/access-flows/{id}', { onSuccess: () => navigate({ to: '/flows' }) });
  return (
    <Ask
      label="Delete"
      title="Delete this flow?"
      confirm="Delete"
      danger
      onConfirm={() => remove.mutateAsync({ params: { path: { id } } })}
    >
      Nobody can ask by it any more.
    </Ask>
  );
};

export const EditFlowPage = () => {
  const { flowId } = useParams({ from: '/shell/flows/$flowId' });
  const params = { path: { id: flowId } };
  const navigate = useNavigate();
  const flow = $api.useQuery('get', '/api/access-flows/{id}', { params });
  const save = $api.useMutation('put', '/api/access-flows/{id}', { onSuccess: () => navigate({ to: '/flows' }) });
  return (
    <Page
      title={flow.data?.name ?? 'Access flow'}
      lead={
        flow.data &&
        `Version ${flow.data.version}. Saving makes the next one; requests that were made under this one keep it.`
      }
      narrow
      back={<Back />}
      actions={<DeleteFlow id={flowId} />}
    >
      <Needed>
        {(directory, integrations) => (
          <Loaded query={flow}>
            {(data) => (
              <FlowForm
                start={draftOf(data)}
                directory={directory}
                integrations={integrations}
                submitLabel="Save as the next version"
                sending={save.isPending}
                error={save.error}
                onSubmit={(body) => save.mutate({ params, body })}
              />
            )}
          </Loaded>
        )}
      </Needed>
    </Page>
  );
};
