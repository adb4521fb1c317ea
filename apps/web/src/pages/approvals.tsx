import { Link } from '@tanstack/react-router';
import type { AccessRequest } from '#api-client/views.js';
import { $api } from '../ui/api.js';
import { InboxIcon } from '../ui/icons.js';
import { listWords } from '../ui/list-words.js';
import { Ago, Moment } from '../ui/moment.js';
import { useNowMs } from '../ui/now.js';
import { Empty, Page } from '../ui/page.js';
import { Paged, usePaging } from '../ui/paging.js';
import { RootGroupsNote } from '../ui/root-groups-note.js';
import { Shown } from '../ui/shown.js';
import { SudoRoles } from '../ui/sudo-roles.js';
import { durationWords, momentWords } from '../ui/time-words.js';
import { Answer } from './answer.js';

const REFRESH_MS = 30_000;

/** What a yes gives: to whom, on which server, until when. */
export const WhatAYesGives = ({ request }: { request: AccessRequest }) => {
  const nowMs = useNowMs(REFRESH_MS);
  return (
    <p className="ask-sentence">
      <strong>
        <Shown text={request.requester.displayName} />
      </strong>{' '}
      asks for{' '}
      <strong>
        <Shown text={listWords(request.permissions, 'and')} />
      </strong>{' '}
      on{' '}
      <strong>
        <Shown text={request.resource.name} />
      </strong>{' '}
      <span className="dimmed">
        (<Shown text={request.resource.host} />, <Shown text={request.resource.integrationName} />)
      </span>{' '}
      for <strong>{durationWords(request.durationSeconds)}</strong>
      {request.extension !== null && (
        <>
          {' '}
          <strong>longer</strong>
          {request.extension.untilAt !== null && (
            <>, until {momentWords(Date.parse(request.extension.untilAt), nowMs)}</>
          )}
          : extension {request.extension.number} of {request.extension.most} of access that runs
        </>
      )}
      {request.state === 'pending' && request.extension === null && (
        <>, until {momentWords(nowMs + request.durationSeconds * 1000, nowMs)} if you say yes now</>
      )}
      {request.finishWithinSeconds !== null && (
        <>
          ; sessions that run then may go on for <strong>{durationWords(request.finishWithinSeconds)}</strong>
        </>
      )}
      .
    </p>
  );
};

const WaitingCard = ({ request }: { request: AccessRequest }) => (
  <li className="card">
    <WhatAYesGives request={request} />
    <SudoRoles roles={request.sudoRoles} />
    <RootGroupsNote permissions={request.permissions} />
    {request.reason === null ? (
      <p className="dimmed">No reason was given.</p>
    ) : (
      <blockquote className="reason">
        <Shown text={request.reason} lines />
      </blockquote>
    )}
    <div className="card-foot">
      <p className="dimmed small">
        Asked <Ago at={request.createdAt} /> · times out <Moment at={request.timesOutAt} />
        {request.whyMe !== null && (
          <>
            {' '}
            · you: <Shown text={request.whyMe} />
          </>
        )}{' '}
        ·{' '}
        <Link to="/requests/$requestId" params={{ requestId: request.id }}>
          details
        </Link>
      </p>
      <Answer request={request} />
    </div>
  </li>
);

export const ApprovalsPage = () => {
  const paging = usePaging();
  const waiting = $api.useQuery(
    'get',
    '/api/access-requests',
    { params: { query: { scope: 'waiting-for-me', ...paging.query } } },
    { placeholderData: (before) => before },
  );
  return (
    <Page title="Approvals" lead="Requests that wait for your answer. They appear by themselves.">
      <Paged
        query={waiting}
        paging={paging}
        what="requests"
        empty={
          <Empty title="Nothing waits for you" icon={<InboxIcon size={28} />}>
            <p>When somebody asks for access that you may approve, it appears here and is counted in the navigation.</p>
          </Empty>
        }
      >
        {(items) => (
          <ul className="cards">
            {items.map((request) => (
              <WaitingCard key={request.id} request={request} />
            ))}
          </ul>
        )}
      </Paged>
    </Page>
  );
};
