/** Access that a flow would give by itself, and that somebody ended by hand, or that could not be given. */
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { components } from '#api-client/schema.js';
import { $api } from '../../ui/api.js';
import { ShieldIcon } from '../../ui/icons.js';
import { Moment } from '../../ui/moment.js';
import { Empty } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { FaultNote, ProblemAlert } from '../../ui/problem.js';
import { timesWords } from '../../ui/state-words.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { useWaiting, Waiting } from './waiting.js';

export type Mark = components['schemas']['AutomaticMarkView'];

export const Why = ({ mark: { held, failed } }: { mark: Mark }) => (
  <>
    {held !== null && (
      <p className="row-sub">
        Ended by <Shown text={held.by} />, <Moment at={held.at} />
        {held.reason !== null && (
          <>
            : “<Shown text={held.reason} />”
          </>
        )}
        . It does not come back while the condition goes on holding; a pause, such as the end of the flow’s hours, lifts
        this.
      </p>
    )}
    {failed !== null && (
      <>
        <FaultNote fault={failed.fault} tone="watch" />
        <p className="row-sub">
          Failed {timesWords(failed.failures)}. Next try <Moment at={failed.retryAt} />
        </p>
      </>
    )}
  </>
);

const placeOf = ({ flow, person, resource }: Mark) => ({
  flowId: flow.id,
  personId: person.id,
  resourceId: resource.id,
});

const Lift = ({ mark }: { mark: Mark }) => {
  const { person, resource, held } = mark;
  const lift = $api.useMutation('post', '/api/automatic-access/lift');
  const label = held === null ? 'Try again now' : 'Let it come back';
  return (
    <>
      <ProblemAlert error={lift.error} />
      <Button
        size="sm"
        variant="default"
        loading={lift.isPending}
        aria-label={`${label}: ${shownText(`${person.name} on ${resource.name}`)}`}
        onClick={() => lift.mutate({ body: placeOf(mark) })}
      >
        {label}
      </Button>
    </>
  );
};

const keyOf = ({ flow, person, resource }: Mark): string => `${flow.id} ${person.id} ${resource.id}`;

const manyWords = (marks: readonly Mark[]): string => {
  const held = marks.filter((mark) => mark.held !== null).length;
  if (held === 0) return `Try ${marks.length} ticked again now`;
  return `Let ${marks.length} ticked come back${held < marks.length ? ', or try again' : ''}`;
};

const LiftMany = ({ ticked, onDone }: { ticked: readonly Mark[]; onDone: () => void }) => {
  const lift = $api.useMutation('post', '/api/automatic-access/lift-many', { onSuccess: onDone });
  return (
    <>
      <ProblemAlert error={lift.error} />
      <div className="list-head">
        <p className="dimmed" role="status">
          {lift.data && ticked.length === 0 && `${lift.data.lifted} kept back no more.`}
        </p>
        {ticked.length > 0 && (
          <Button
            size="sm"
            variant="default"
            loading={lift.isPending}
            onClick={() => lift.mutate({ body: { places: ticked.map(placeOf) } })}
          >
            {manyWords(ticked)}
          </Button>
        )}
      </div>
    </>
  );
};

const MarkRow = ({ mark, ticked, onTick }: { mark: Mark; ticked: boolean; onTick: () => void }) => (
  <li className="row row-tall">
    <Checkbox
      aria-label={`Choose ${shownText(`${mark.person.name} on ${mark.resource.name}`)}`}
      checked={ticked}
      onChange={onTick}
    />
    <div className="row-main">
      <p className="row-title">
        <Shown text={mark.person.name} /> on <Shown text={mark.resource.name} />
      </p>
      <p className="row-sub">
        Access flow “<Shown text={mark.flow.name} />”
      </p>
      <Why mark={mark} />
    </div>
    <div className="row-actions">
      <Lift mark={mark} />
    </div>
  </li>
);

/** What is ticked is among what stands here: nobody lets come back what he does not see. */
const Marks = ({ items }: { items: readonly Mark[] }) => {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const ticked = items.filter((mark) => keys.has(keyOf(mark)));
  const tick = (marks: readonly Mark[], on: boolean) => {
    const changed = marks.map(keyOf);
    setKeys((before) => new Set(on ? [...before, ...changed] : [...before].filter((key) => !changed.includes(key))));
  };
  return (
    <>
      <LiftMany ticked={ticked} onDone={() => setKeys(new Set())} />
      {items.length > 1 && (
        <Checkbox
          mb="sm"
          label={`All ${items.length} that stand here`}
          checked={ticked.length === items.length}
          indeterminate={ticked.length > 0 && ticked.length < items.length}
          onChange={() => tick(items, ticked.length < items.length)}
        />
      )}
      <ul className="rows">
        {items.map((mark) => {
          const on = ticked.includes(mark);
          return <MarkRow key={keyOf(mark)} mark={mark} ticked={on} onTick={() => tick([mark], !on)} />;
        })}
      </ul>
    </>
  );
};

/** How many there are, said on the tab: kept back, and waiting for a server. */
export const KeptBackCount = () => {
  const marks = $api.useQuery('get', '/api/automatic-access/kept-back', { params: { query: { limit: 1 } } });
  const waiting = useWaiting({ limit: 1 });
  const total = (marks.data?.total ?? 0) + (waiting.data?.total ?? 0);
  return total === 0 ? null : (
    <span className="nav-count tab-count">
      {total}
      <span className="visually-hidden"> kept back or waiting</span>
    </span>
  );
};

/** For administrators. */
export const KeptBack = () => {
  const waiting = useWaiting({ limit: 1 }).data?.total ?? 0;
  const paging = usePaging();
  const marks = $api.useQuery(
    'get',
    '/api/automatic-access/kept-back',
    { params: { query: paging.query } },
    { placeholderData: (before) => before },
  );
  return (
    <>
      <Waiting />
      <Paged
        query={marks}
        paging={paging}
        what="access that is kept back"
        empty={
          waiting === 0 && (
            <Empty title="Flows give all that they should by themselves" icon={<ShieldIcon size={28} />}>
              <p>
                Automatic access that somebody ended by hand, that a server refused, or that waits for its server,
                stands here.
              </p>
            </Empty>
          )
        }
      >
        {(items) => <Marks items={items} />}
      </Paged>
    </>
  );
};
