import { Button, Checkbox, Drawer, Group, Radio, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CatalogEntry, CatalogFlow, CatalogOption, CatalogTemplate } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { useNowMs } from '../../ui/now.js';
import { ProblemAlert } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { CommandWords } from '../../ui/sudo-roles.js';
import { momentWords } from '../../ui/time-words.js';
import { DurationField } from './duration-field.js';
import { fitsChosen, flowToExtend, type Running, runningOf } from './asked-running.js';
import { durationUnder, filledBy, firstDraft, flowOf, flowsFor, flowWords, isEmergency, isFree, missingOf, startOf, type Draft } from './request-draft.js'; // prettier-ignore
import { RememberPermissions } from './favourites.js';
import { Templates } from './templates.js';
import { CustomFields, EmergencyField, ReasonField, ReceiverField, StartField } from './said-fields.js';
import { askBody, WhatHappens } from './what-happens.js';

const DEFAULT_PERMISSION = 'Default';

export const RequestDrawer = ({ entry, onClose }: { entry: CatalogEntry | null; onClose: () => void }) => (
  <Drawer
    opened={entry !== null}
    onClose={onClose}
    position="right"
    size="md"
    title={
      <span className="drawer-title">
        {entry && (
          <>
            Request access to <Shown text={entry.resource.name} />
          </>
        )}
      </span>
    }
  >
    {entry !== null && <RequestForm key={entry.resource.id} entry={entry} onClose={onClose} />}
  </Drawer>
);

interface PartProps {
  entry: CatalogEntry;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
}

/** Whether one has it, why that is not made longer, and of a sudo role exactly what it lets one run. */
const OptionWords = ({ option: { mine, untilAt, notLonger, sudoRole } }: { option: CatalogOption }) => (
  <>
    {mine === 'running' &&
      `You have this${untilAt === undefined ? ' now' : ` until ${momentWords(Date.parse(untilAt), Date.now())}`}${notLonger === undefined ? '' : `. ${shownText(notLonger.message)} ${notLonger.hint ?? ''}`}`}
    {mine === 'pending' && 'Asked for already'}
    {mine === 'to-start' && 'Approved, not begun'}
    {sudoRole !== undefined && <CommandWords role={sudoRole} />}
  </>
);
/** Says of each kind that is offered what it is, and of none that is not. */
const permissionsWords = ({ options }: CatalogEntry): string => {
  const isDefault = ({ permission }: CatalogOption): boolean => permission === DEFAULT_PERMISSION;
  const isRole = ({ sudoRole }: CatalogOption): boolean => sudoRole !== undefined;
  return [
    ...(options.some((option) => !isDefault(option) && !isRole(option))
      ? ['Linux groups you will be a member of.']
      : []),
    ...(options.some(isRole) ? ['Sudo roles: what you may run as root.'] : []),
    ...(options.some(isDefault) ? ["Default is the account's own group."] : []),
  ].join(' ');
};

const Permissions = ({ entry, draft, change }: PartProps) => (
  <Checkbox.Group
    label="Permissions"
    description={permissionsWords(entry)}
    required
    value={draft.permissions}
    onChange={(permissions) => change({ permissions })}
  >
    <Stack gap="xs" mt="xs">
      {entry.options.map((option) => (
        <Checkbox
          key={option.permission}
          value={option.permission}
          label={shownText(option.permission)}
          disabled={!isFree(option) || !fitsChosen(entry, draft, option)}
          description={<OptionWords option={option} />}
        />
      ))}
    </Stack>
  </Checkbox.Group>
);

/** Only where several rules would allow it: which of them to use. */
const FlowChoice = ({
  flows,
  flow,
  change,
}: {
  flows: CatalogFlow[];
  flow: CatalogFlow;
  change: PartProps['change'];
}) =>
  flows.length < 2 ? null : (
    <Radio.Group label="By which rule" value={flow.id} onChange={(flowId) => change({ flowId })}>
      <Stack gap="xs" mt="xs">
        {flows.map((choice) => (
          <Radio
            key={choice.id}
            value={choice.id}
            label={shownText(choice.name)}
            description={shownText(flowWords(choice))}
          />
        ))}
      </Stack>
    </Radio.Group>
  );

const beginsAtOnce = (draft: Draft, flow: CatalogFlow): boolean =>
  isEmergency(draft, flow) ||
  (flow.automatic && startOf(draft, [flow]) === null && flow.firstUseWithinSeconds === null);

const sendWords = (draft: Draft, flow: CatalogFlow | undefined, runs: Running | undefined): string => {
  if (runs !== undefined) return runs.extension.approvalAgain ? 'Ask to extend' : 'Extend';
  return flow && beginsAtOnce(draft, flow) ? 'Get access' : 'Send request';
};

const REFRESH_MS = 30_000;

const useRequest = (onClose: () => void) => {
  const navigate = useNavigate();
  return $api.useMutation('post', '/api/access-requests', {
    onSuccess: (request) => {
      onClose();
      return request.grant === null || request.requester.id !== request.receiver.id
        ? navigate({ to: '/requests/$requestId', params: { requestId: request.id } })
        : navigate({ to: '/my-access/$grantId', params: { grantId: request.grant.id } });
    },
  });
};

interface RequestFormProps {
  entry: CatalogEntry;
  /** What is filled in when it opens. Without it: what is usual. */
  start?: Draft;
  onClose: () => void;
}

export const RequestForm = ({ entry, start, onClose }: RequestFormProps) => {
  const [draft, setDraft] = useState(() => start ?? firstDraft(entry));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const [filledIn, setFilledIn] = useState(0);
  const fillIn = (template: CatalogTemplate) => {
    setDraft((before) => filledBy(before, template));
    setFilledIn((before) => before + 1);
  };
  const request = useRequest(onClose);
  const nowMs = useNowMs(REFRESH_MS);
  const [openedMs] = useState(nowMs);
  const runs = runningOf(entry, draft);
  const flows = flowsFor(entry, draft.permissions);
  const chosen = flowOf(flows, draft.flowId);
  const flow = chosen && runs ? flowToExtend(chosen, runs, { nowMs, openedMs }) : chosen;
  const missing = missingOf(draft, flow === undefined ? [] : [flow]);
  const send = () => {
    if (missing !== undefined || flow === undefined) return;
    request.mutate({ body: askBody({ entry, flow, draft, runs }) });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="lg">
        <Permissions entry={entry} draft={draft} change={change} />
        {draft.permissions.length > 0 && <RememberPermissions entry={entry} permissions={draft.permissions} />}
        {flow !== undefined && (
          <>
            {runs === undefined && <FlowChoice flows={flows} flow={flow} change={change} />}
            <Templates flow={flow} onChoose={fillIn} />
            <ReceiverField flows={[flow]} said={draft} change={change} />
            <DurationField
              key={`${filledIn} ${runs?.untilAt ?? ''}`}
              runsSeconds={runs && (Date.parse(runs.untilAt) - openedMs) / 1000}
              longestSeconds={flow.longestSeconds}
              fixed={flow.fixedDuration}
              value={durationUnder(draft, flow)}
              onChange={(durationSeconds) => change({ durationSeconds })}
            />
            <StartField flows={[flow]} said={draft} change={change} />
            <EmergencyField flow={flow} said={draft} change={change} />
            <CustomFields flows={[flow]} said={draft} change={change} />
            <ReasonField flows={[flow]} said={draft} change={change} />
            <WhatHappens entry={entry} flow={flow} draft={draft} runs={runs} />
          </>
        )}
        <ProblemAlert error={request.error} />
        <p className="dimmed still-to-say" role="status">
          {missing !== undefined && `Still to say: ${missing}.`}
        </p>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={request.isPending} disabled={missing !== undefined}>
            {sendWords(draft, flow, runs)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
