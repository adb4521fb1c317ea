import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AccessRequest } from '#api-client/views.js';
import { $api } from '../ui/api.js';
import { Ask } from '../ui/ask.js';
import { RequestIcon } from '../ui/icons.js';
import { listWords } from '../ui/list-words.js';
import { Ago, Moment } from '../ui/moment.js';
import { Empty, Page } from '../ui/page.js';
import { Paged, usePaging } from '../ui/paging.js';
import { Shown } from '../ui/shown.js';
import { shownText } from '../ui/shown-text.js';
import { State } from '../ui/state.js';
import { GRANT_STATE_WORDS, requestWords } from '../ui/state-words.js';
import { durationWords } from '../ui/time-words.js';
import { ExtensionOf } from './extended.js';
import { WhoIsAsked } from './answers.js';
import { AskAgain } from './catalog/again-drawer.js';
import { StartNow } from './my-access/start-now.js';

/** Takes back what nobody answered yet, or what is approved and has not begun. */
export const CancelRequest = ({ request }: { request: AccessRequest }) => {
  const cancel = $api.useMutation('post', '/api/access-requests/{id}/cancel');
  if (!request.mayCancel) return null;
  return (
    <Ask
      label="Cancel"
      title="Cancel this request?"
      confirm="Cancel the request"
      button={{ 'aria-label': `Cancel the request for ${shownText(request.resource.name)}` }}
      onConfirm={() => cancel.mutateAsync({ params: { path: { id: request.id } } })}
    >
      {request.state === 'to-start'
        ? 'It was approved, and will not begin. It can be asked for again at any time.'
        : 'The approvers no longer see it. You can ask again at any time.'}
    </Ask>
  );
};

const RequestRow = ({ request }: { request: AccessRequest }) => (
  <li className="row">
    <div className="row-main">
      <h2 className="row-title">
        <Link to="/requests/$requestId" params={{ requestId: request.id }}>
          <Shown text={request.resource.name} />
        </Link>
      </h2>
      <p className="row-sub">
        <Shown text={listWords(request.permissions, 'and')} /> · {durationWords(request.durationSeconds)}
        {request.extension !== null && ' longer'}
      </p>
      {request.extension !== null && <ExtensionOf extension={request.extension} />}
    </div>
    <div>
      <State words={requestWords(request)} />
      {request.review !== null && (
        <p className="row-sub">{request.review.closedAt === null ? 'not reviewed yet' : 'reviewed'}</p>
      )}
      {request.state === 'pending' && (
        <p className="row-sub">
          <WhoIsAsked request={request} />
        </p>
      )}
      {request.toStart !== null && (
        <p className="row-sub">
          {request.toStart.at === 'scheduled' ? 'starts' : 'to be used until'} <Moment at={request.toStart.dueAt} />
        </p>
      )}
      {request.state === 'pending' && request.startAt !== null && (
        <p className="row-sub">
          to start <Moment at={request.startAt} />
        </p>
      )}
      {request.lapsedBecause !== null && (
        <p className="row-sub">
          <Shown text={request.lapsedBecause} />
        </p>
      )}
      {request.grant !== null && (
        <p className="row-sub">
          <Link to="/my-access/$grantId" params={{ grantId: request.grant.id }}>
            access
          </Link>{' '}
          {GRANT_STATE_WORDS[request.grant.state]}
        </p>
      )}
    </div>
    <span className="row-when dimmed">
      <Ago at={request.createdAt} />
    </span>
    <div className="row-actions">
      <CancelRequest request={request} />
      <StartNow request={request} />
      <AskAgain request={request} />
    </div>
  </li>
);

export const MyRequestsPage = () => {
  const paging = usePaging();
  const requests = $api.useQuery(
    'get',
    '/api/access-requests',
    { params: { query: { scope: 'mine', ...paging.query } } },
    { placeholderData: (before) => before },
  );
  return (
    <Page title="My requests" lead="What you asked for, and what became of it.">
      <Paged
        query={requests}
        paging={paging}
        what="requests"
        empty={
          <Empty title="You have not asked for anything yet" icon={<RequestIcon size={28} />}>
            <p>A request names a server, what you need there, and for how long.</p>
            <Button component={Link} to="/catalog">
              To the catalog
            </Button>
          </Empty>
        }
      >
        {(items) => (
          <ul className="rows">
            {items.map((request) => (
              <RequestRow key={request.id} request={request} />
            ))}
          </ul>
        )}
      </Paged>
    </Page>
  );
};
