import { Button, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Connector, ConnectorInstance } from '#api-client/views.js';
import { $api } from '../ui/api.js';
import { Ask } from '../ui/ask.js';
import { Fingerprint } from '../ui/fingerprint.js';
import { Ago, Moment } from '../ui/moment.js';
import { FaultNote, ProblemAlert } from '../ui/problem.js';
import { Shown } from '../ui/shown.js';
import { State } from '../ui/state.js';
import { instanceWords } from '../ui/connector-words.js';

export interface Enrolment {
  enrolmentToken: string;
  command: string;
  /** It works beside those that there are. */
  adds?: boolean;
}

/** Each process of the connector, and what can be done with one of them. */
export const ConnectorInstances = ({ connector }: { connector: Connector }) =>
  connector.instances.length === 0 ? null : (
    <ul className="rows" aria-label={`Instances of ${connector.name}`}>
      {connector.instances.map((instance, at) => (
        <InstanceRow key={instance.id} connector={connector} instance={instance} name={`Instance ${at + 1}`} />
      ))}
    </ul>
  );

interface InstanceProps {
  connector: Connector;
  instance: ConnectorInstance;
  name: string;
}

const InstanceRow = ({ connector, instance, name }: InstanceProps) => {
  const remove = $api.useMutation('delete', '/api/connectors/{id}/instances/{instanceId}');
  const params = { path: { id: connector.id, instanceId: instance.id } };
  const isLast = connector.instances.length === 1;
  return (
    <li className="row">
      <div className="row-main">
        <h3 className="row-title">{name}</h3>
        <p className="row-sub">
          <InstanceFacts instance={instance} />
        </p>
        {instance.refusal !== null && <FaultNote fault={instance.refusal} tone="watch" />}
        {instance.refusedUserCaKeys.length > 0 && (
          <div>
            <AcceptUserCa connector={connector} instance={instance} name={name} />
          </div>
        )}
      </div>
      <State words={instanceWords(instance)} />
      <Ask
        label="Remove"
        title={`Remove ${name} of ${connector.name}?`}
        confirm="Remove"
        danger
        button={{ 'aria-label': `Remove ${name} of ${connector.name}` }}
        onConfirm={() => remove.mutateAsync({ params })}
      >
        Its key is worth nothing from then on, and its link is cut at once.{' '}
        {isLast
          ? 'It is the only one: access goes on ending on the servers, and nothing new is given.'
          : 'The others go on.'}
      </Ask>
    </li>
  );
};

const InstanceFacts = ({ instance }: { instance: ConnectorInstance }) => (
  <>
    enrolled <Moment at={instance.enrolledAt} /> ·{' '}
    {instance.version !== null && (
      <>
        version <Shown text={instance.version} /> ·{' '}
      </>
    )}
    {instance.connectedAt !== null ? (
      <>
        connected since <Moment at={instance.connectedAt} />
      </>
    ) : instance.lastSeenAt !== null ? (
      <>
        last seen <Ago at={instance.lastSeenAt} />
      </>
    ) : (
      'never connected'
    )}
    {instance.clockSkewSeconds !== null && <> · clock {skewText(instance.clockSkewSeconds)}</>}
    {instance.generation !== null && <> · holds order {instance.generation}</>}
  </>
);

const skewText = (seconds: number): string =>
  Math.abs(seconds) < 1 ? 'right' : `${Math.abs(seconds).toFixed(0)} s ${seconds > 0 ? 'ahead' : 'behind'}`;

const AcceptUserCa = ({ connector, instance, name }: InstanceProps) => {
  const accept = $api.useMutation('post', '/api/connectors/{id}/instances/{instanceId}/accept-user-ca');
  const [key] = instance.refusedUserCaKeys;
  if (!key) return null;
  const params = { path: { id: connector.id, instanceId: instance.id } };
  return (
    <Ask
      label="The key was changed on purpose"
      title={`Use the user CA key of ${name} from now on?`}
      confirm="Use this key"
      danger
      onConfirm={() => accept.mutateAsync({ params, body: { fingerprint: key.fingerprint } })}
    >
      <p>
        <Fingerprint text={key.fingerprint} />
      </p>
      <p>
        Compare it with the key in your secret store. The other instances are cut off until they come with the same key,
        and certificates that were made with the old one stop working on each server as soon as it was visited.
      </p>
    </Ask>
  );
};

/** A token says what becomes of the instances that are enrolled: they stay, or the new one takes their place. */
export const NewToken = ({ connector, onToken }: { connector: Connector; onToken: (enrolment: Enrolment) => void }) => {
  const [open, setOpen] = useState(false);
  const [adds, setAdds] = useState(true);
  const token = $api.useMutation('post', '/api/connectors/{id}/enrolment-token', {
    onSuccess: (answer) => {
      setOpen(false);
      onToken({ ...answer, adds: connector.enrolled && adds });
    },
  });
  const make = (): void => {
    token.mutate({ params: { path: { id: connector.id } }, body: { adds: connector.enrolled && adds } });
  };
  if (!connector.enrolled)
    return (
      <>
        <ProblemAlert error={token.error} />
        <Button size="sm" variant="default" loading={token.isPending} onClick={make}>
          New token
        </Button>
      </>
    );
  return (
    <>
      <Button size="sm" variant="default" onClick={() => setOpen(true)}>
        Add or replace
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={`Another instance of ${connector.name}`}>
        <Stack gap="md">
          <Radio.Group
            label="What shall it do"
            value={adds ? 'add' : 'replace'}
            onChange={(value) => setAdds(value === 'add')}
          >
            <Stack gap="xs" mt="xs">
              <Radio
                value="add"
                label="Work beside the others"
                description="Any of them may stop at any time. They must have the same CURFEW_CA_SECRET, secrets and ceiling"
              />
              <Radio
                value="replace"
                label={
                  connector.instances.length === 1
                    ? 'Take the place of the one that there is'
                    : `Take the place of all ${connector.instances.length}`
                }
                description="For a connector that was lost or lost its state. From its first start on the old keys are worth nothing"
              />
            </Stack>
          </Radio.Group>
          <ProblemAlert error={token.error} />
          <Button loading={token.isPending} onClick={make} className="end">
            Make a token
          </Button>
        </Stack>
      </Modal>
    </>
  );
};
