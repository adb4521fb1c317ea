import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { BackIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Page } from '../../ui/page.js';
import { WhoseFlowItWas } from './blast-radius.js';
import { draftOf, NEW_FLOW } from './flow-draft.js';
import { NEW_TARGET } from './target-draft.js';
import { Proposed, useProposing } from './proposed.js';
import { FlowForm } from './flow-form.js';

const Back = () => (
  <Link to="/flows">
    <BackIcon size={16} /> Access flows
  </Link>
);

const newFlow = (only: { id: string; name: string } | undefined) => ({
  ...NEW_FLOW,
  targets: [{ kind: 'servers' as const, servers: { ...NEW_TARGET, integration: only ?? null } }],
  names: only ? { [only.id]: only.name } : {},
});

export const NewFlowPage = () => {
  const navigate = useNavigate();
  const create = $api.useMutation('post', '/api/access-flows', { onSuccess: () => navigate({ to: '/flows' }) });
  const proposing = useProposing();
  const integrations = $api.useQuery('get', '/api/integrations', { params: { query: { limit: 2 } } });
  if (proposing.proposed) {
    return (
      <Page title="New access flow" narrow back={<Back />}>
        <Proposed of="flow" />
      </Page>
    );
  }
  return (
    <Page title="New access flow" narrow back={<Back />}>
      <Loaded query={integrations}>
        {({ items }) => (
          <FlowForm
            // Where there is only one integration, it is meant.
            start={newFlow(items.length === 1 ? items[0] : undefined)}
            flowId={null}
            submitLabel={proposing.required ? 'Propose it' : 'Save and activate'}
            sending={create.isPending || proposing.sending}
            error={create.error ?? proposing.error}
            onSubmit={(body) =>
              proposing.required
                ? proposing.send({ kind: 'access-flow', action: 'add', flow: body })
                : create.mutate({ body })
            }
          />
        )}
      </Loaded>
    </Page>
  );
};

const DeleteFlow = ({ id, proposing }: { id: string; proposing: ReturnType<typeof useProposing> }) => {
  const navigate = useNavigate();
  const remove = $api.useMutation('delete', '/api/access-flows/{id}', { onSuccess: () => navigate({ to: '/flows' }) });
  return (
    <Ask
      label={proposing.required ? 'Propose to delete' : 'Delete'}
      title="Delete this flow?"
      confirm={proposing.required ? 'Propose it' : 'Delete'}
      danger
      onConfirm={() =>
        proposing.required
          ? proposing.propose({ kind: 'access-flow', action: 'remove', id })
          : remove.mutateAsync({ params: { path: { id } } })
      }
    >
      <p>
        Nobody can ask by it any more, and what it gives by itself is taken away at once.
        {proposing.required && ' Another administrator must approve that; deactivate the flow if it must go now.'}
      </p>
      <WhoseFlowItWas flowId={id} />
    </Ask>
  );
};

export const EditFlowPage = () => {
  const { flowId } = useParams({ from: '/shell/flows/$flowId' });
  const params = { path: { id: flowId } };
  const navigate = useNavigate();
  const flow = $api.useQuery('get', '/api/access-flows/{id}', { params });
  const proposing = useProposing();
  const save = $api.useMutation('put', '/api/access-flows/{id}', { onSuccess: () => navigate({ to: '/flows' }) });
  if (proposing.proposed) {
    return (
      <Page title={flow.data?.name ?? 'Access flow'} narrow back={<Back />}>
        <Proposed of="flow" />
      </Page>
    );
  }
  return (
    <Page
      title={flow.data?.name ?? 'Access flow'}
      lead={
        flow.data &&
        `Version ${flow.data.version}. Saving makes the next one; requests that were made under this one keep it.`
      }
      narrow
      back={<Back />}
      actions={<DeleteFlow id={flowId} proposing={proposing} />}
    >
      <Loaded query={flow}>
        {(data) => (
          <FlowForm
            start={draftOf(data)}
            flowId={flowId}
            submitLabel={proposing.required ? 'Propose it' : 'Save as the next version'}
            sending={save.isPending || proposing.sending}
            error={save.error ?? proposing.error}
            onSubmit={(body, version) =>
              proposing.required
                ? proposing.send({ kind: 'access-flow', action: 'edit', id: flowId, flow: body, version })
                : save.mutate({ params, body: { ...body, ...(version !== undefined && { version }) } })
            }
          />
        )}
      </Loaded>
    </Page>
  );
};
