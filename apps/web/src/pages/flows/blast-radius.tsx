/** What an edit of a flow would change, shown before it is saved: who could newly reach what, who without approval, who loses. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useEffect } from 'react';
import type { components } from '#api-client/schema.js';
import { $api } from '../../ui/api.js';
import { ProblemAlert } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import type { FlowBody } from './flow-draft.js';
import { changeWords, namesWords } from './blast-words.js';

type Radius = components['schemas']['BlastRadiusView'];
type Change = components['schemas']['BlastChangeView'];

const Names = ({ change: { people, resources } }: { change: Change }) => (
  <p className="dimmed">
    <Shown text={`${namesWords(people)}, on ${namesWords(resources)}`} />
  </p>
);

export const RadiusSaid = ({ radius: { gained, gainedWithoutApproval, givenAtOnce, lost } }: { radius: Radius }) => {
  const said = [
    { change: givenAtOnce, text: changeWords(givenAtOnce, 'would have access at once, without asking, to') },
    { change: gained, text: changeWords(gained, 'could newly reach') },
    { change: gainedWithoutApproval, text: changeWords(gainedWithoutApproval, 'could newly get without approval') },
    { change: lost, text: changeWords(lost, 'could no longer reach') },
  ].filter(({ change }) => change.pairs > 0);
  if (said.length === 0) return <p>Nobody gains and nobody loses anything that can be reached now.</p>;
  return (
    <ul className="radius" aria-label="What it changes">
      {said.map(({ change, text }) => (
        <li key={text}>
          <strong>{text}</strong>
          <Names change={change} />
        </li>
      ))}
    </ul>
  );
};

interface WhatItChangesProps {
  flowId: string | null;
  body: FlowBody;
  confirm: string;
  sending: boolean;
  error: unknown;
  onClose: () => void;
  onConfirm: () => void;
}

const useRadius = (flowId: string | null, body: FlowBody) => {
  const ofNew = $api.useMutation('post', '/api/access-flows/blast-radius');
  const ofOne = $api.useMutation('post', '/api/access-flows/{id}/blast-radius');
  const { mutate: lookNew } = ofNew;
  const { mutate: lookOne } = ofOne;
  const sent = JSON.stringify(body);
  useEffect(() => {
    const flow = JSON.parse(sent) as FlowBody;
    if (flowId === null) lookNew({ body: { flow } });
    else lookOne({ params: { path: { id: flowId } }, body: { flow } });
  }, [flowId, sent, lookNew, lookOne]);
  return flowId === null ? ofNew : ofOne;
};

export const WhatItChanges = ({ flowId, body, confirm, sending, error, onClose, onConfirm }: WhatItChangesProps) => {
  const { data, error: unseen } = useRadius(flowId, body);
  return (
    <Modal opened onClose={onClose} title="What this changes">
      <Stack gap="md">
        {data === undefined && !unseen && (
          <p role="status">Looking at everybody and every server…</p>
        )}
        {data && <RadiusSaid radius={data} />}
        <p className="dimmed">By this flow alone: what other flows let people reach stays as it is. Running access that somebody asked for and older requests stay, too.</p>
        <ProblemAlert error={unseen ?? error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Go back
          </Button>
          <Button loading={sending} disabled={data === undefined} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}; // prettier-ignore
