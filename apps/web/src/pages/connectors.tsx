import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Connector } from '#api-client/views.js';
import { $api } from '../ui/api.js';
import { Ask } from '../ui/ask.js';
import { CopyBlock } from '../ui/copy.js';
import { LinkIcon, PlusIcon } from '../ui/icons.js';
import { Ago } from '../ui/moment.js';
import { Empty, Page } from '../ui/page.js';
import { Paged, usePaging } from '../ui/paging.js';
import { FaultNote, ProblemAlert } from '../ui/problem.js';
import { Shown } from '../ui/shown.js';
import { State } from '../ui/state.js';
import { connectorWords } from '../ui/connector-words.js';
import { ConnectorInstances, type Enrolment, NewToken } from './connector-instances.js';
import { ResetOrders } from './reset-orders.js';

/** The token is shown once and kept nowhere else on the page. */
const EnrolmentDialog = ({ enrolment, onClose }: { enrolment: Enrolment | null; onClose: () => void }) => (
  <Modal opened={enrolment !== null} onClose={onClose} title="Start the connector" size="lg">
    {enrolment !== null && (
      <Stack gap="md">
        <p>Run this where the servers can be reached. The token works once, within an hour, and is not shown again.</p>
        <CopyBlock label="Command" text={enrolment.command} />
        <CopyBlock label="Only the token" text={enrolment.enrolmentToken} />
        <Alert color="dusk" variant="light">
          {enrolment.adds === true
            ? 'Give it a state folder of its own, and the same CURFEW_CA_SECRET, secrets and ceiling as the others. An instance with another user CA key is refused.'
            : 'The connector makes its own keys at its first start. They stay with it: back up its state folder.'}
        </Alert>
        <Button onClick={onClose} className="end">
          Done
        </Button>
      </Stack>
    )}
  </Modal>
);

const AddConnector = ({ onAdded }: { onAdded: (enrolment: Enrolment) => void }) => {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const add = $api.useMutation('post', '/api/connectors', {
    onSuccess: (answer) => {
      setOpen(false);
      setName('');
      onAdded(answer);
    },
  });
  return (
    <>
      <Button leftSection={<PlusIcon />} onClick={() => setOpen(true)}>
        Add a connector
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Add a connector">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate({ body: { name: name.trim() } });
          }}
        >
          <Stack gap="md">
            <TextInput
              label="Name"
              description="Where it runs, such as “Frankfurt” or “Office network”"
              required
              maxLength={100}
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <ProblemAlert error={add.error} />
            <Button type="submit" loading={add.isPending} className="end">
              Add
            </Button>
          </Stack>
        </form>
      </Modal>
    </>
  );
};

const CaKeys = ({ connector }: { connector: Connector }) =>
  connector.userCaKeys.length === 0 ? null : (
    <details className="more">
      <summary>The keys that it signs certificates with</summary>
      <div className="copy-blocks">
        {connector.userCaKeys.map((key) => (
          <CopyBlock key={key.fingerprint} label={key.fingerprint} text={key.line} />
        ))}
      </div>
    </details>
  );

const ConnectorCard = ({ connector, onToken }: { connector: Connector; onToken: (enrolment: Enrolment) => void }) => {
  const remove = $api.useMutation('delete', '/api/connectors/{id}');
  const params = { path: { id: connector.id } };
  return (
    <li className="card">
      <div className="card-head">
        <div>
          <h2 className="row-title">
            <Shown text={connector.name} />
          </h2>
          <p className="row-sub">
            {connector.version === null ? (
              'never connected'
            ) : (
              <>
                version <Shown text={connector.version} />
              </>
            )}
            {connector.lastSeenAt !== null && (
              <>
                {' '}
                · last seen <Ago at={connector.lastSeenAt} />
              </>
            )}
          </p>
        </div>
        <State words={connectorWords(connector)} />
      </div>
      <p>
        {connector.integrations.length === 0
          ? 'No integration uses it.'
          : connector.integrations.map((integration) => (
              <Link
                key={integration.id}
                to="/integrations/$integrationId"
                params={{ integrationId: integration.id }}
                className="inline-link"
              >
                <Shown text={integration.name} />
              </Link>
            ))}
      </p>
      {connector.ordersAhead && <ResetOrders connector={connector} />}
      {connector.fault !== null && <FaultNote fault={connector.fault} tone="watch" />}
      {connector.warnings.map((warning) => (
        <FaultNote key={warning} fault={{ code: 'warning', message: warning }} tone="watch" />
      ))}
      <ConnectorInstances connector={connector} />
      <CaKeys connector={connector} />
      <Group gap="sm" justify="flex-end">
        {connector.integrations.length === 0 && (
          <Ask
            label="Delete"
            title="Delete this connector?"
            confirm="Delete"
            danger
            onConfirm={() => remove.mutateAsync({ params })}
          >
            It can no longer connect.
          </Ask>
        )}
        <NewToken connector={connector} onToken={onToken} />
      </Group>
    </li>
  );
};

const NoConnectors = () => (
  <Empty title="No connector yet" icon={<LinkIcon size={28} />}>
    <p>
      Run one inside the network of your servers. It reads their login key from your secret store, and needs no open
      port.
    </p>
  </Empty>
);

export const ConnectorsPage = () => {
  const paging = usePaging();
  const connectors = $api.useQuery(
    'get',
    '/api/connectors',
    { params: { query: paging.query } },
    { placeholderData: (before) => before },
  );
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  return (
    <Page
      title="Connectors"
      lead="They alone hold keys that open servers. They dial out to Curfew."
      actions={<AddConnector onAdded={setEnrolment} />}
    >
      <Paged query={connectors} paging={paging} what="connectors" empty={<NoConnectors />}>
        {(items) => (
          <ul className="cards">
            {items.map((connector) => (
              <ConnectorCard key={connector.id} connector={connector} onToken={setEnrolment} />
            ))}
          </ul>
        )}
      </Paged>
      <EnrolmentDialog enrolment={enrolment} onClose={() => setEnrolment(null)} />
    </Page>
  );
};
