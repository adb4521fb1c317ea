import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { BackIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Page } from '../../ui/page.js';
import { draftOf, NEW_FLOW, NEW_TARGET, sentenceOf } from './flow-draft.js';
import { FlowForm } from './flow-form.js';
import { Sentence } from './sentence.js';

const Back = () => (
  <Link to="/flows">
    <BackIcon size={16} /> Access flows
  </Link>
);

export const NewFlowPage = () => {
  const navigate = useNavigate();
  const create = $api.useMutation('post', '/api/access-flows', { onSuccess: () => navigate({ to: '/flows' }) });
  const integrations = $api.useQuery('get', '/api/integrations', { params: { query: { limit: 2 } } });
  return (
    <Page title="New access flow" narrow back={<Back />}>
      <Loaded query={integrations}>
        {({ items }) => (
          <FlowForm
            // Where there is only one integration, it is meant.
            start={{ ...NEW_FLOW, targets: [{ ...NEW_TARGET, integration: items.length === 1 ? items[0] : null }] }}
            submitLabel="Save and activate"
            sending={create.isPending}
            error={create.error}
            onSubmit={(body) => create.mutate({ body })}
          />
        )}
      </Loaded>
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
      <Loaded query={flow}>
        {(data) =>
          data.simple ? (
            <FlowForm
              start={draftOf(data)}
              submitLabel="Save as the next version"
              sending={save.isPending}
              error={save.error}
              onSubmit={(body) => save.mutate({ params, body })}
            />
          ) : (
            <>
              <section className="preview" aria-label="What this flow says">
                <Sentence flow={sentenceOf(data)} />
              </section>
              <p>
                This flow says more than this form can show, so it is edited by the API: PUT /api/access-flows/{'{id}'}.
              </p>
            </>
          )
        }
      </Loaded>
    </Page>
  );
};
