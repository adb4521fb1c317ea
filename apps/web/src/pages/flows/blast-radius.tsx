/** What an edit would change, shown before it is saved: who could newly reach what, who without approval, who loses. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { components } from '#api-client/schema.js';
import { $api } from '../../ui/api.js';
import { ProblemAlert } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import type { FlowBody } from './flow-draft.js';
import { changeWords, namesWords, ownYesWords, unapprovableWords } from './blast-words.js';

type Radius = components['schemas']['BlastRadiusView'];
type Change = components['schemas']['BlastChangeView'];

const Names = ({ change: { people, resources } }: { change: Change }) => (
  <p className="dimmed">
    <Shown text={`${namesWords(people)}, on ${namesWords(resources)}`} />
  </p>
);

const saidOf = ({ gained, gainedWithoutApproval, gainedOnOwnYes, givenAtOnce, lost, unapprovable }: Radius) => [
  { change: givenAtOnce, text: changeWords(givenAtOnce, 'would have access at once, without asking, to') },
  { change: gained, text: changeWords(gained, 'could newly reach') },
  { change: gainedWithoutApproval, text: changeWords(gainedWithoutApproval, 'could newly get without approval') },
  { change: gainedOnOwnYes, text: ownYesWords(gainedOnOwnYes) },
  { change: lost, text: changeWords(lost, 'could no longer reach') },
  { change: unapprovable, text: unapprovableWords(unapprovable) },
];

export const RadiusSaid = ({ radius }: { radius: Radius }) => {
  const said = saidOf(radius).filter(({ change }) => change.pairs > 0);
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

/** What POST calls answer that change nothing: asked while it is looked at, and anew when something that it rests on changed. */
export const ONLY_LOOKS = { refetchInterval: false, gcTime: 0 } as const;

export interface Looked<Found> {
  data: Found | undefined;
  error: unknown;
}

/** Says that it takes a while: it goes over everybody and every server. */
export function LookedAt<Found>({ look: { data, error }, children }: { look: Looked<Found>; children: (data: Found) => ReactNode }) {
  if (data !== undefined) return <>{children(data)}</>;
  return error ? <ProblemAlert error={error} /> : <p role="status">Looking at everybody and every server…</p>;
} // prettier-ignore

interface WhatItChangesProps {
  /** What was found, or that it is not known yet. */
  children: ReactNode;
  known: boolean;
  /** What the numbers leave aside. */
  note: string;
  confirm: string;
  sending: boolean;
  error: unknown;
  onClose: () => void;
  onConfirm: () => void;
}

/** The last step before an edit is saved. */
export const WhatItChanges = ({ children, known, note, confirm, sending, error, onClose, onConfirm }: WhatItChangesProps) => (
  <Modal opened onClose={onClose} title="What this changes">
    <Stack gap="md">
      {children}
      <p className="dimmed">{note}</p>
      <ProblemAlert error={error} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          Go back
        </Button>
        <Button loading={sending} disabled={!known} onClick={onConfirm}>
          {confirm}
        </Button>
      </Group>
    </Stack>
  </Modal>
); // prettier-ignore

export type Saving = Pick<WhatItChangesProps, 'confirm' | 'sending' | 'error' | 'onClose' | 'onConfirm'>;

const useRadius = (flowId: string | null, flow: FlowBody | null): Looked<Radius> => {
  const ofNew = $api.useQuery('post', '/api/access-flows/blast-radius', { body: { flow } }, { ...ONLY_LOOKS, enabled: flowId === null }); // prettier-ignore
  const params = { path: { id: flowId ?? '' } };
  const ofOne = $api.useQuery('post', '/api/access-flows/{id}/blast-radius', { params, body: { flow } }, { ...ONLY_LOOKS, enabled: flowId !== null }); // prettier-ignore
  return flowId === null ? ofNew : ofOne;
};

/** @param flowId null: the flow is new. */
export const WhatFlowChanges = ({ flowId, body, ...saving }: Saving & { flowId: string | null; body: FlowBody }) => {
  const look = useRadius(flowId, body);
  return (
    <WhatItChanges
      known={look.data !== undefined}
      note="By this flow alone: what other flows let people reach stays as it is. Running access that somebody asked for and older requests stay, too."
      {...saving}
    >
      <LookedAt look={look}>{(radius) => <RadiusSaid radius={radius} />}</LookedAt>
    </WhatItChanges>
  );
};

/** What switching the flow on gives, as it stands. */
export const WhatFlowGives = ({ flowId, body }: { flowId: string; body: FlowBody }) => (
  <LookedAt look={useRadius(flowId, body)}>{(radius) => <RadiusSaid radius={radius} />}</LookedAt>
);

/** Who loses when the flow is deleted. */
export const WhoseFlowItWas = ({ flowId }: { flowId: string }) => (
  <Stack gap="sm" mt="sm">
    <LookedAt look={useRadius(flowId, null)}>{(radius) => <RadiusSaid radius={radius} />}</LookedAt>
  </Stack>
);
