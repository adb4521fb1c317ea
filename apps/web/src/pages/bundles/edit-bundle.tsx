import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { BackIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Page } from '../../ui/page.js';
import { BundleForm, draftOf, NEW_BUNDLE } from './bundle-form.js';

const Back = () => (
  <Link to="/bundles">
    <BackIcon size={16} /> Bundles
  </Link>
);

export const NewBundlePage = () => {
  const navigate = useNavigate();
  const create = $api.useMutation('post', '/api/bundles', { onSuccess: () => navigate({ to: '/bundles' }) });
  return (
    <Page title="New bundle" narrow back={<Back />}>
      <BundleForm
        start={NEW_BUNDLE}
        sending={create.isPending}
        error={create.error}
        onSubmit={(body) => create.mutate({ body })}
      />
    </Page>
  );
};

const DeleteBundle = ({ id }: { id: string }) => {
  const navigate = useNavigate();
  const remove = $api.useMutation('delete', '/api/bundles/{id}', { onSuccess: () => navigate({ to: '/bundles' }) });
  return (
    <Ask
      label="Delete"
      title="Delete this bundle?"
      confirm="Delete"
      danger
      onConfirm={() => remove.mutateAsync({ params: { path: { id } } })}
    >
      The servers in it stay as they are.
    </Ask>
  );
};

export const EditBundlePage = () => {
  const { bundleId } = useParams({ from: '/shell/bundles/$bundleId' });
  const params = { path: { id: bundleId } };
  const navigate = useNavigate();
  const bundle = $api.useQuery('get', '/api/bundles/{id}', { params });
  const save = $api.useMutation('put', '/api/bundles/{id}', { onSuccess: () => navigate({ to: '/bundles' }) });
  return (
    <Page title={bundle.data?.name ?? 'Bundle'} narrow back={<Back />} actions={<DeleteBundle id={bundleId} />}>
      <Loaded query={bundle}>
        {(data) => (
          <BundleForm
            start={draftOf(data)}
            sending={save.isPending}
            error={save.error}
            onSubmit={(body) => save.mutate({ params, body })}
          />
        )}
      </Loaded>
    </Page>
  );
};
