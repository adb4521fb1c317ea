import { Link } from '@tanstack/react-router';
import type { Grant } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { ShieldIcon } from '../../ui/icons.js';
import { listWords } from '../../ui/list-words.js';
import { Ago } from '../../ui/moment.js';
import { Empty } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { FaultNote } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';

/** Where an administrator mends what stood in the way. */
export const ToItsServer = ({ grant }: { grant: Grant }) => (
  <Link to="/servers/$serverId" params={{ serverId: grant.resource.id }}>
    {grant.fault?.code === 'account-exists' ? (
      <>
        Say whose the account <Shown text={grant.account} /> is, on the page of <Shown text={grant.resource.name} />
      </>
    ) : (
      <>
        To the page of <Shown text={grant.resource.name} />
      </>
    )}
  </Link>
);

const FailedRow = ({ grant }: { grant: Grant }) => (
  <li className="row row-tall">
    <div className="row-main">
      <p className="row-title">
        <Shown text={grant.person.displayName} /> on <Shown text={grant.resource.name} />
      </p>
      <p className="row-sub">
        <Shown text={listWords(grant.permissions, 'and')} /> as <Shown text={grant.account} /> ·{' '}
        <Link to="/requests/$requestId" params={{ requestId: grant.requestId }}>
          request
        </Link>
      </p>
    </div>
    <span className="row-when dimmed">
      <Ago at={grant.endedAt ?? grant.fromAt} />
    </span>
    <div className="row-below">
      {grant.fault !== null && <FaultNote fault={grant.fault} />}
      <p>
        <ToItsServer grant={grant} />
      </p>
    </div>
  </li>
);

const useFailed = (query: { limit: number; offset?: number }) =>
  $api.useQuery('get', '/api/failed-grants', { params: { query } }, { placeholderData: (before) => before });

/** How many wait for an administrator, said on the tab. */
export const FailedCount = () => {
  const { data } = useFailed({ limit: 1 });
  return data === undefined || data.total === 0 ? null : (
    <span className="nav-count tab-count">
      {data.total}
      <span className="visually-hidden"> for you to look at</span>
    </span>
  );
};

/** Approved access that a server refused for good: it waits for an administrator, then the person asks again. */
export const Failed = () => {
  const paging = usePaging();
  return (
    <Paged
      query={useFailed(paging.query)}
      paging={paging}
      what="failed access"
      empty={
        <Empty title="Everything that was approved could be set up" icon={<ShieldIcon size={28} />}>
          <p>When a server refuses access that was approved, it stands here with what is in the way.</p>
        </Empty>
      }
    >
      {(items) => (
        <div className="stack">
          <p className="dimmed">
            These were approved, and the server refused them. Once what is in the way is mended, the person asks again;
            then it leaves this list.
          </p>
          <ul className="rows">
            {items.map((grant) => (
              <FailedRow key={grant.id} grant={grant} />
            ))}
          </ul>
        </div>
      )}
    </Paged>
  );
};
