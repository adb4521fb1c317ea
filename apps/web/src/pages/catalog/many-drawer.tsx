/** One form for several servers: what would happen on each is shown before it is sent, and what became of each after. */
import { Button, Checkbox, Drawer, Group, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccessRequest, AskBatch, DryRun } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { listWords } from '../../ui/list-words.js';
import { ProblemAlert } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { momentWords } from '../../ui/time-words.js';
import {
  batchBody,
  emergencyFlow,
  type FlowChoices,
  flowsOfMany,
  longestOfMany,
  MOST_AT_ONCE,
  permissionsOf,
  type Many,
} from './ask-many.js';
import { DurationField } from './duration-field.js';
import { missingOf, NOTHING_SAID, type Said } from './request-draft.js';
import { FlowOfEach } from './flow-of-each.js';
import { CustomFields, EmergencyField, ReasonField, ReceiverField, StartField } from './said-fields.js';
import { peopleWords } from './what-happens.js';

const REST_MS = 400;

const titleOf = (many: Many): string =>
  'bundle' in many
    ? `Request the bundle ${shownText(many.bundle.name)}`
    : many.entries.length === 1
      ? 'Request 1 server'
      : `Request ${many.entries.length} servers`;

export const ManyDrawer = ({ many, onClose }: { many: Many | null; onClose: (sent: boolean) => void }) => {
  const [sent, setSent] = useState(false);
  const close = () => {
    onClose(sent);
    setSent(false);
  };
  return (
    <Drawer
      opened={many !== null}
      onClose={close}
      position="right"
      size="md"
      title={<span className="drawer-title">{many && titleOf(many)}</span>}
    >
      {many !== null && <ManyForm many={many} onSent={() => setSent(true)} onClose={close} />}
    </Drawer>
  );
};

const outcomeWords = ({ would, tiers, text, help, breakGlass, extension }: DryRun): string => {
  if (would === 'refuse') return `would be refused. ${text} ${help ?? ''}`;
  if (would === 'start') return breakGlass ? 'starts at once, as an emergency' : 'starts at once';
  if (extension !== null) {
    const [until, from] = [extension.untilAt, extension.fromUntilAt].map((iso) =>
      momentWords(Date.parse(iso), Date.now()),
    );
    const asks = extension.approvalNeeded ? ', once its approvers say yes' : '';
    return `you have it until ${from}; this extends it to ${until}${asks}`;
  }
  if (would === 'later') return 'starts later, nobody is asked';
  const [first] = tiers;
  return first === undefined ? 'waits for approval' : `asks ${first.inWords}: ${peopleWords(first)}`;
};

const WhatHappensToEach = ({ body }: { body: ReturnType<typeof batchBody> }) => {
  const [rested] = useDebouncedValue(JSON.stringify({ ...body, reason: '…' }), REST_MS);
  const answer = $api.useQuery(
    'post',
    '/api/access-requests/batch/dry-run',
    { body: JSON.parse(rested) as typeof body },
    { placeholderData: (before) => before },
  );
  if (answer.data === undefined) return <ProblemAlert error={answer.error} />;
  return (
    <section className="what-happens" aria-label="What will happen">
      <h3>What will happen</h3>
      <ul className="results">
        {answer.data.results.map(({ resourceId, resourceName, permissions, outcome }) => (
          <li key={resourceId}>
            <strong>
              <Shown text={resourceName ?? resourceId} />
            </strong>{' '}
            <span className="dimmed">
              <Shown text={listWords(permissions, 'and')} />
            </span>
            : <Shown text={outcomeWords(outcome)} />
          </li>
        ))}
      </ul>
      {answer.data.total > answer.data.results.length && (
        <p className="dimmed">
          These are the first {answer.data.results.length} of {answer.data.total} servers. Each is decided by itself
          when you send it, and one that is refused stops no other.
        </p>
      )}
    </section>
  );
};

/** So many are told one by one, refused ones first; the rest stands under “My requests”. */
const TOLD_MOST = 200;

const sentWords = (made: number, all: number): string => {
  if (made < all) return `${made} of ${all} requests were sent.`;
  return all === 1 ? 'The request was sent.' : `All ${all} requests were sent.`;
};

const becameWords = ({ state, grant, toStart, extension }: AccessRequest): string => {
  if (extension !== null) return state === 'approved' ? 'what runs is extended' : 'its extension waits for approval';
  if (grant !== null) return 'access starts';
  return toStart === null ? 'waits for approval' : 'starts later';
};

/** What became of each: the way to its request, or why it was refused. */
const Results = ({ batch, onClose }: { batch: AskBatch; onClose: () => void }) => {
  const made = batch.results.filter(({ request }) => request !== null).length;
  const refusedFirst = [...batch.results].sort((one, other) => Number(one.request !== null) - Number(other.request !== null)); // prettier-ignore
  const told = made === batch.results.length ? batch.results : refusedFirst;
  return (
    <Stack gap="lg">
      <p role="status">
        {sentWords(made, batch.results.length)}
      </p>
      <ul className="results" aria-label="What became of each">
        {told.slice(0, TOLD_MOST).map(({ resourceId, resourceName, request, refusal }) => (
          <li key={resourceId}>
            <strong>
              <Shown text={resourceName ?? resourceId} />
            </strong>
            :{' '}
            {request === null ? (
              <span className="refusal">
                not sent. <Shown text={`${refusal?.message ?? ''} ${refusal?.hint ?? ''}`} />
              </span>
            ) : (
              <Link to="/requests/$requestId" params={{ requestId: request.id }}>
                {becameWords(request)}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {told.length > TOLD_MOST && (
        <p className="dimmed">
          And {told.length - TOLD_MOST} more. What was sent stands under <Link to="/my-requests">My requests</Link>.
        </p>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  ); // prettier-ignore
};

const isLong = (many: Many): boolean => 'bundle' in many && many.bundle.serversTotal > MOST_AT_ONCE;

const ManyForm = ({ many, onSent, onClose }: { many: Many; onSent: () => void; onClose: () => void }) => {
  const offered = permissionsOf(many);
  const [permissions, setPermissions] = useState(offered.length === 1 ? offered : []);
  const [said, setSaid] = useState<Said>(NOTHING_SAID);
  const [choices, setChoices] = useState<FlowChoices>({});
  const change = (part: Partial<Said>) => setSaid((before) => ({ ...before, ...part }));
  const batch = $api.useMutation('post', '/api/access-requests/batch', { onSuccess: onSent });
  const flows = flowsOfMany(many, permissions, choices);
  const emergency = emergencyFlow(flows);
  const missing = missingOf({ ...said, breakGlass: said.breakGlass && emergency !== undefined }, flows);
  if (batch.data) return <Results batch={batch.data} onClose={onClose} />;
  const body = batchBody(many, permissions, said, choices);
  const longestSeconds = longestOfMany(flows);
  const fields = { flows, said, change };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === undefined) batch.mutate({ body });
      }}
    >
      <Stack gap="lg">
        {'entries' in many ? (
          <Checkbox.Group
            label="Permissions"
            description="Each server is asked for those of them that it has."
            required
            value={permissions}
            onChange={setPermissions}
          >
            <Stack gap="xs" mt="xs">
              {offered.map((permission) => (
                <Checkbox key={permission} value={permission} label={shownText(permission)} />
              ))}
            </Stack>
          </Checkbox.Group>
        ) : (
          <p>
            <Shown text={many.bundle.description} />
          </p>
        )}
        {flows.length > 0 && (
          <>
            <FlowOfEach many={many} permissions={permissions} choices={choices} onChoose={setChoices} />
            {flows.length === 1 && <ReceiverField {...fields} />}
            <DurationField
              longestSeconds={longestSeconds}
              fixed={flows.every((flow) => flow.fixedDuration && flow.longestSeconds === longestSeconds)}
              value={body.durationSeconds}
              onChange={(durationSeconds) => change({ durationSeconds })}
            />
            <StartField {...fields} />
            {emergency && <EmergencyField flow={emergency} said={said} change={change} several />}
            <CustomFields {...fields} />
            <ReasonField {...fields} />
            <WhatHappensToEach body={body} />
          </>
        )}
        <ProblemAlert error={batch.error} />
        <p className="dimmed still-to-say" role="status">
          {missing !== undefined && `Still to say: ${missing}.`}
          {batch.isPending &&
            isLong(many) &&
            'Each server is asked for by itself. This may take a minute; leave it open to see what became of each.'}
        </p>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={batch.isPending} disabled={missing !== undefined}>
            Send requests
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
