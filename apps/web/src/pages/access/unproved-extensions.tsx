import { Link } from '@tanstack/react-router';
import type { Grant } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { listWords } from '../../ui/list-words.js';
import { Moment } from '../../ui/moment.js';
import { useNowMs } from '../../ui/now.js';
import { isOverThere } from '../../ui/other-end.js';
import { Section } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { Shown } from '../../ui/shown.js';
import { LastTry } from './last-try.js';

const LOOK_MS = 5_000;

const Row = ({ grant }: { grant: Grant }) => {
  const isOver = isOverThere(grant, useNowMs(LOOK_MS));
  return (
    <li className="row row-tall">
      <div className="row-main">
        <p className="row-title">
          <Shown text={grant.person.displayName} /> on{' '}
          <Link to="/servers/$serverId" params={{ serverId: grant.resource.id }}>
            <Shown text={grant.resource.name} />
          </Link>
        </p>
        <p className="row-sub">
          <Shown text={listWords(grant.permissions, 'and')} /> as <Shown text={grant.account} /> ·{' '}
          <Link to="/requests/$requestId" params={{ requestId: grant.requestId }}>
            request and proof
          </Link>
        </p>
      </div>
      <div className="row-when">
        <p>
          {isOver ? 'ended there' : 'ends there'} {grant.provedUntilAt !== null && <Moment at={grant.provedUntilAt} />}
        </p>
        <p className="dimmed">
          extended to <Moment at={grant.untilAt} />
        </p>
      </div>
      <LastTry grant={grant} />
    </li>
  );
};

/** Access that was extended and that its server ends earlier; nothing where there is none. */
export const UnprovedExtensions = () => {
  const paging = usePaging();
  const found = $api.useQuery('get', '/api/unproved-extensions', { params: { query: paging.query } }, { placeholderData: (last) => last }); // prettier-ignore
  if ((found.data?.total ?? 0) === 0) return null;
  return (
    <Section title="Extended, and the server was not told yet">
      <p className="dimmed">
        This access ends too early, not too late: until Curfew reaches the server, it goes by the end of before. Told
        later, it gives the access again, until the new end.
      </p>
      <Paged query={found} paging={paging} what="extensions">
        {(items) => (
          <ul className="rows">
            {items.map((grant) => (
              <Row key={grant.id} grant={grant} />
            ))}
          </ul>
        )}
      </Paged>
    </Section>
  );
};
