import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AccessRequest, Grant } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { KeyIcon } from '../../ui/icons.js';
import { listWords } from '../../ui/list-words.js';
import { Ago, Countdown, Moment } from '../../ui/moment.js';
import { otherEndOf } from '../../ui/other-end.js';
import { Empty, Page, Section } from '../../ui/page.js';
import { Paged, usePaging, type Paging } from '../../ui/paging.js';
import { FaultNote } from '../../ui/problem.js';
import { useSession } from '../../ui/session.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { State } from '../../ui/state.js';
import { grantWords } from '../../ui/state-words.js';
import { SudoRoles } from '../../ui/sudo-roles.js';
import { EndThereNote } from '../access/end-there.js';
import { SessionsUntil } from '../access/sessions-until.js';
import { CancelRequest } from '../my-requests.js';
import { ByItself } from './by-itself.js';
import { MyKeptBack } from './my-kept-back.js';
import { Extend } from './extend.js';
import { GiveBack } from './give-back.js';
import { BeginsWords, StartNow } from './start-now.js';

const LiveRow = ({ grant }: { grant: Grant }) => (
  <li className="card">
    <div className="card-head">
      <div>
        <h2 className="row-title">
          <Link to="/my-access/$grantId" params={{ grantId: grant.id }}>
            <Shown text={grant.resource.name} />
          </Link>
        </h2>
        <p className="row-sub">
          <Shown text={listWords(grant.permissions, 'and')} /> · as <Shown text={grant.account} />
        </p>
      </div>
      <div className="card-time">
        {grant.state !== 'ending' && <Countdown until={otherEndOf(grant) ?? grant.untilAt} />}
        <span className="dimmed">
          until <Moment at={otherEndOf(grant) ?? grant.untilAt} />
          <SessionsUntil grant={grant} />
        </span>
      </div>
    </div>
    <SudoRoles roles={grant.sudoRoles} />
    <EndThereNote grant={grant} />
    <ByItself grant={grant} />
    {grant.fault !== null && <FaultNote fault={grant.fault} tone="watch" />}
    <div className="card-foot">
      <State words={grantWords(grant)} withMeaning />
      <div className="row-actions">
        <Extend grant={grant} />
        <GiveBack grant={grant} />
        {grant.state !== 'ending' && (
          <Button
            component={Link}
            to={`/my-access/${grant.id}`}
            size="sm"
            aria-label={`How to log in to ${shownText(grant.resource.name)}`}
          >
            How to log in
          </Button>
        )}
      </div>
    </div>
  </li>
);

const PastRow = ({ grant }: { grant: Grant }) => (
  <li className="row">
    <div className="row-main">
      <p className="row-title">
        <Link to="/my-access/$grantId" params={{ grantId: grant.id }}>
          <Shown text={grant.resource.name} />
        </Link>
      </p>
      <p className="row-sub">
        <Shown text={listWords(grant.permissions, 'and')} />
      </p>
    </div>
    <State words={grantWords(grant)} />
    <span className="row-when dimmed">
      <Ago at={grant.endedAt ?? grant.untilAt} />
    </span>
  </li>
);

/** Approved, and not begun. */
const useToStart = (paging: Paging) =>
  $api.useQuery('get', '/api/access-requests', {
    params: { query: { scope: 'mine', state: 'to-start', ...paging.query } },
  });

const ToStart = ({ waiting, paging }: { waiting: ReturnType<typeof useToStart>; paging: Paging }) => {
  const { person } = useSession();
  if (waiting.data === undefined || waiting.data.total === 0) return null;
  return (
    <Section title="Approved, to start">
      <Paged query={waiting} paging={paging} what="access to start">
        {(items) => (
          <ul className="cards">
            {items.map((request) => (
              <ToStartRow key={request.id} request={request} isMine={request.receiver.id === person.id} />
            ))}
          </ul>
        )}
      </Paged>
    </Section>
  );
};

const ToStartRow = ({ request, isMine }: { request: AccessRequest; isMine: boolean }) => (
  <li className="card">
    <div>
      <h2 className="row-title">
        <Link to="/requests/$requestId" params={{ requestId: request.id }}>
          <Shown text={request.resource.name} />
        </Link>
      </h2>
      <p className="row-sub">
        <Shown text={listWords(request.permissions, 'and')} />
        {!isMine && (
          <>
            {' '}
            · for <Shown text={request.receiver.displayName} />
          </>
        )}
      </p>
    </div>
    <div className="card-foot">
      <p>
        <BeginsWords request={request} />
      </p>
      <div className="row-actions">
        <CancelRequest request={request} />
        <StartNow request={request} />
      </div>
    </div>
  </li>
);

const NoAccess = () => (
  <Empty title="You have no access right now" icon={<KeyIcon size={28} />}>
    <p>That is how it should be when there is nothing to do. When there is, ask for a server in the catalog.</p>
    <Button component={Link} to="/catalog">
      To the catalog
    </Button>
  </Empty>
);

const useMine = (state: Grant['state'][], paging: Paging) =>
  $api.useQuery(
    'get',
    '/api/grants',
    { params: { query: { scope: 'mine', state, ...paging.query } } },
    { placeholderData: (before) => before },
  );

const Earlier = () => {
  const paging = usePaging('', 20);
  const past = useMine(['ended', 'failed'], paging);
  if (past.data === undefined || past.data.total === 0) return null;
  return (
    <Section title="Earlier">
      <Paged query={past} paging={paging} what="earlier access">
        {(items) => (
          <ul className="rows">
            {items.map((grant) => (
              <PastRow key={grant.id} grant={grant} />
            ))}
          </ul>
        )}
      </Paged>
    </Section>
  );
};

export const MyAccessPage = () => {
  const paging = usePaging();
  const live = useMine(['granting', 'active', 'ending'], paging);
  const startPaging = usePaging('', 20);
  const toStart = useToStart(startPaging);
  const nothing = (toStart.data?.total ?? 0) > 0 ? <p className="dimmed">Nothing runs now.</p> : <NoAccess />;
  return (
    <Page title="My access" lead="What you may log in to, and how long it lasts.">
      <Paged query={live} paging={paging} what="access" empty={nothing}>
        {(items) => (
          <ul className="cards">
            {items.map((grant) => (
              <LiveRow key={grant.id} grant={grant} />
            ))}
          </ul>
        )}
      </Paged>
      <ToStart waiting={toStart} paging={startPaging} />
      <MyKeptBack />
      <Earlier />
    </Page>
  );
};
