import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { BackIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Page } from '../../ui/page.js';
import { WhoseBundleItIs } from '../flows/reaches.js';
import { Proposed, useProposing } from '../flows/proposed.js';
import { BundleForm, draftOf, NEW_BUNDLE } from './bundle-form.js';

const Back = () => (
  <Link to="/bundles">
    <BackIcon size={16} /> Bundles
  </Link>
);

export const NewBundlePage = () => {
  const navigate = useNavigate();
  const create = $api.useMutation('post', '/api/bundles', { onSuccess: () => navigate({ to: '/bundles' }) });
  const proposing = useProposing();
  if (proposing.proposed) {
    return (
      <Page title="New bundle" narrow back={<Back />}>
        <Proposed of="bundle" />
      </Page>
    );
  }
  return (
    <Page title="New bundle" narrow back={<Back />}>
      <BundleForm
        start={NEW_BUNDLE}
        bundleId={null}
        submitLabel={proposing.required ? 'Propose it' : 'Save'}
        sending={create.isPending || proposing.sending}
        error={create.error ?? proposing.error}
        onSubmit={(body) =>
          proposing.required ? proposing.send({ kind: 'bundle', action: 'add', bundle: body }) : create.mutate({ body })
        }
      />
    </Page>
  );
};

const DeleteBundle = ({ id, proposing }: { id: string; proposing: ReturnType<typeof useProposing> }) => {
  const navigate = useNavigate();
  const remove = $api.useMutation('delete', '/api/bundles/{id}', { onSuccess: () => navigate({ to: '/bundles' }) });
  return (
    <Ask
      label={proposing.required ? 'Propose to delete' : 'Delete'}
      title="Delete this bundle?"
      confirm={proposing.required ? 'Propose it' : 'Delete'}
      danger
      onConfirm={() =>
        proposing.required
          ? proposing.propose({ kind: 'bundle', action: 'remove', id })
          : remove.mutateAsync({ params: { path: { id } } })
      }
    >
      <p>The servers in it stay as they are.</p>
      <WhoseBundleItIs id={id} />
    </Ask>
  );
};

export const EditBundlePage = () => {
  const { bundleId } = useParams({ from: '/shell/bundles/$bundleId' });
  const params = { path: { id: bundleId } };
  const navigate = useNavigate();
  const bundle = $api.useQuery('get', '/api/bundles/{id}', { params });
  const save = $api.useMutation('put', '/api/bundles/{id}', { onSuccess: () => navigate({ to: '/bundles' }) });
  const proposing = useProposing();
  if (proposing.proposed) {
    return (
      <Page title={bundle.data?.name ?? 'Bundle'} narrow back={<Back />}>
        <Proposed of="bundle" />
      </Page>
    );
  }
  return (
    <Page
      title={bundle.data?.name ?? 'Bundle'}
      narrow
      back={<Back />}
      actions={<DeleteBundle id={bundleId} proposing={proposing} />}
    >
      <Loaded query={bundle}>
        {(data) => (
          <BundleForm
            start={draftOf(data)}
            bundleId={bundleId}
            submitLabel={proposing.required ? 'Propose it' : 'Save'}
            sending={save.isPending || proposing.sending}
            error={save.error ?? proposing.error}
            onSubmit={(body, version) =>
              proposing.required
                ? proposing.send({ kind: 'bundle', action: 'edit', id: bundleId, bundle: body, version })
                : save.mutate({ params, body: { ...body, ...(version !== undefined && { version }) } })
            }
          />
        )}
      </Loaded>
    </Page>
  );
};
