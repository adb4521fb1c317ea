/** Access that a flow would give by itself, and that waits for a server that takes no new access now. */
import type { components } from '#api-client/schema.js';
import { $api } from '../../ui/api.js';
import { Section } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { Shown } from '../../ui/shown.js';
import { namesWords } from '../flows/blast-words.js';

type WaitingHere = components['schemas']['AutomaticWaitingView'];

/** Of everybody. */
export const useWaiting = (query: { limit: number; offset?: number }) =>
  $api.useQuery('get', '/api/automatic-access/waiting', { params: { query } }, { placeholderData: (before) => before });

export const WaitingRow = ({ waiting: { flow, resource, people, reason }, named }: { waiting: WaitingHere; named: boolean }) => (
  <li className="row row-tall">
    <div className="row-main">
      <p className="row-title">
        <Shown text={resource.name} />
      </p>
      <p className="row-sub">
        Access flow “<Shown text={flow.name} />”
        {named && (
          <>
            , for <Shown text={namesWords(people)} />
          </>
        )}
      </p>
      <p className="row-sub">
        <Shown text={reason} /> It is given as soon as the server takes new access.
      </p>
    </div>
  </li>
); // prettier-ignore

/** For administrators; nothing where nothing waits. */
export const Waiting = () => {
  const paging = usePaging('', 20);
  const waiting = useWaiting(paging.query);
  if (waiting.data === undefined || waiting.data.total === 0) return null;
  return (
    <Section title="Waiting for a server">
      <Paged query={waiting} paging={paging} what="access that waits for a server">
        {(items) => (
          <ul className="rows">
            {items.map((one) => (
              <WaitingRow key={`${one.flow.id} ${one.resource.id}`} waiting={one} named />
            ))}
          </ul>
        )}
      </Paged>
    </Section>
  );
};
