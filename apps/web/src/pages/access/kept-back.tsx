/** Access that a flow would give by itself, and that somebody ended by hand, or that could not be given. */
import { Button } from '@mantine/core';
import type { components } from '#api-client/schema.js';
import { $api } from '../../ui/api.js';
import { ShieldIcon } from '../../ui/icons.js';
import { Moment } from '../../ui/moment.js';
import { Empty, Section } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { FaultNote, ProblemAlert } from '../../ui/problem.js';
import { timesWords } from '../../ui/state-words.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';

type Mark = components['schemas']['AutomaticMarkView'];

const Why = ({ mark: { held, failed } }: { mark: Mark }) => (
  <>
    {held !== null && (
      <p className="row-sub">
        Ended by <Shown text={held.by} />, <Moment at={held.at} />
        {held.reason !== null && (
          <>
            : “<Shown text={held.reason} />”
          </>
        )}
        . It does not come back while the condition goes on holding.
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

const Lift = ({ mark: { flow, person, resource, held } }: { mark: Mark }) => {
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
        onClick={() => lift.mutate({ body: { flowId: flow.id, personId: person.id, resourceId: resource.id } })}
      >
        {label}
      </Button>
    </>
  );
};

/** How many there are, said on the tab. */
export const KeptBackCount = () => {
  const { data } = $api.useQuery('get', '/api/automatic-access/kept-back', { params: { query: { limit: 1 } } });
  return data === undefined || data.total === 0 ? null : (
    <span className="nav-count tab-count">
      {data.total}
      <span className="visually-hidden"> kept back</span>
    </span>
  );
};

/** For administrators. */
export const KeptBack = () => {
  const paging = usePaging();
  const marks = $api.useQuery(
    'get',
    '/api/automatic-access/kept-back',
    { params: { query: paging.query } },
    { placeholderData: (before) => before },
  );
  return (
    <Paged
      query={marks}
      paging={paging}
      what="access that is kept back"
      empty={
        <Empty title="Flows give all that they should by themselves" icon={<ShieldIcon size={28} />}>
          <p>Automatic access that somebody ended by hand, or that a server refused, stands here.</p>
        </Empty>
      }
    >
      {(items) => (
        <ul className="rows">
          {items.map((mark) => (
            <li className="row row-tall" key={`${mark.flow.id} ${mark.person.id} ${mark.resource.id}`}>
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
          ))}
        </ul>
      )}
    </Paged>
  );
};

/** What one would have by oneself, and why one has not. Nothing where there is nothing of the kind. */
export const MyKeptBack = () => {
  const { data } = $api.useQuery('get', '/api/automatic-access/kept-back/mine', { params: { query: { limit: 50 } } });
  if (data === undefined || data.total === 0) return null;
  return (
    <Section title="Not given to you by itself now">
      <ul className="rows">
        {data.items.map((mark) => (
          <li className="row row-tall" key={`${mark.flow.id} ${mark.resource.id}`}>
            <div className="row-main">
              <p className="row-title">
                <Shown text={mark.resource.name} />
              </p>
              <p className="row-sub">
                Access flow “<Shown text={mark.flow.name} />”
              </p>
              <Why mark={mark} />
              {mark.held !== null && <p className="row-sub">An administrator can let it come back before.</p>}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
};
