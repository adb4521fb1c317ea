import { Button } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { Integration } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { Facts } from '../../ui/facts.js';
import { BackIcon, RefreshIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Ago } from '../../ui/moment.js';
import { Page, Section } from '../../ui/page.js';
import { FaultNote, ProblemAlert } from '../../ui/problem.js';
import { Shown, ShownList } from '../../ui/shown.js';
import { State } from '../../ui/state.js';
import { integrationWords } from '../../ui/state-words.js';
import { SudoRoles } from '../../ui/sudo-roles.js';
import { ConfirmHostKeys } from './confirm-host-keys.js';
import { InstallByHand } from './install-by-hand.js';
import { IntegrationOwners } from './integration-owners.js';
import { ServersList } from './servers-list.js';
import { SetUp } from './set-up.js';

const Refresh = ({ id }: { id: string }) => {
  const refresh = $api.useMutation('post', '/api/integrations/{id}/refresh');
  return (
    <>
      <Button
        variant="default"
        leftSection={<RefreshIcon />}
        loading={refresh.isPending}
        onClick={() => refresh.mutate({ params: { path: { id } } })}
      >
        Look again
      </Button>
      <ProblemAlert error={refresh.error} />
    </>
  );
};

const Actions = ({ id }: { id: string }) => (
  <>
    <Refresh id={id} />
    <Button component={Link} to={`/integrations/${id}/edit`} variant="default">
      Edit
    </Button>
  </>
);

/** Taking all of it away again. */
const Ending = ({ integration }: { integration: Integration }) => {
  const navigate = useNavigate();
  const params = { path: { id: integration.id } };
  const clear = $api.useMutation('post', '/api/integrations/{id}/remove-from-servers');
  const remove = $api.useMutation('delete', '/api/integrations/{id}', {
    onSuccess: () => navigate({ to: '/integrations' }),
  });
  return (
    <Section title="Taking it away again">
      <p className="dimmed">
        Running access ends first. Then the script, the sshd file, the sudoers file with which the connector runs the
        script, and the groups that Curfew made are removed.
      </p>
      <div className="buttons">
        <Ask
          label="Remove Curfew from all these servers"
          title="Remove Curfew from all these servers?"
          confirm="Remove"
          danger
          onConfirm={() => clear.mutateAsync({ params, body: {} })}
        >
          All running access there ends now. The servers stay in the list and can be set up again.
        </Ask>
        <Ask
          label="Delete the integration"
          title="Delete this integration?"
          confirm="Delete"
          danger
          onConfirm={() => remove.mutateAsync({ params })}
        >
          All running access there ends now. It disappears when each removal is proved, or was written off.
        </Ask>
      </div>
    </Section>
  );
};

const Particulars = ({ integration }: { integration: Integration }) => (
  <Facts
    facts={[
      [
        'Connector',
        <>
          <Shown text={integration.connector.name} />
          {!integration.connector.connected && <span className="dimmed"> (not connected)</span>}
        </>,
      ],
      [
        'Login key',
        <Shown
          text={
            integration.secret.store === 'file'
              ? `file ${integration.secret.path}`
              : `AWS Secrets Manager, ${integration.secret.region}, ${integration.secret.secretId}`
          }
        />,
      ],
      ['Login', <Shown text={integration.defaultUser} />],
      [
        'User groups',
        integration.userGroups.length === 0 ? (
          'none: the one permission is Default'
        ) : (
          <ShownList texts={integration.userGroups} />
        ),
      ],
      ...(integration.sudoRoles.length === 0
        ? []
        : ([['Sudo roles', <SudoRoles roles={integration.sudoRoles} />]] as const)),
      ...(integration.customAccessDetails === null
        ? []
        : ([['Access details', <Shown text={integration.customAccessDetails} lines />]] as const)),
      ['Looked at', integration.lastLookedAt === null ? 'not yet' : <Ago at={integration.lastLookedAt} />],
    ]}
  />
);

export const IntegrationPage = () => {
  const { integrationId } = useParams({ from: '/shell/integrations/$integrationId' });
  const params = { path: { id: integrationId } };
  const integration = $api.useQuery('get', '/api/integrations/{id}', { params });
  return (
    <Page
      title={integration.data?.name ?? 'Integration'}
      lead={integration.data && <State words={integrationWords(integration.data)} withMeaning />}
      back={
        <Link to="/integrations">
          <BackIcon size={16} /> Integrations
        </Link>
      }
      actions={<Actions id={integrationId} />}
    >
      <Loaded query={integration}>
        {(data) => (
          <>
            {data.fault !== null && <FaultNote fault={data.fault} />}
            <ConfirmHostKeys integrationId={data.id} />
            <SetUp integrationId={data.id} />
            <ServersList integration={data} />
            <IntegrationOwners integration={data} />
            <Section title="Settings">
              <Particulars integration={data} />
              <InstallByHand login={data.defaultUser} />
            </Section>
            <Ending integration={data} />
          </>
        )}
      </Loaded>
    </Page>
  );
};
