import { Link } from '@tanstack/react-router';
import type { AccessRequest } from '#api-client/views.js';
import { $api } from '../ui/api.js';
import { Facts } from '../ui/facts.js';
import { InboxIcon } from '../ui/icons.js';
import { Ago, Moment } from '../ui/moment.js';
import { Empty, Page, Section } from '../ui/page.js';
import { Paged, usePaging } from '../ui/paging.js';
import { RootGroupsNote } from '../ui/root-groups-note.js';
import { useIsAdministrator } from '../ui/session.js';
import { Shown } from '../ui/shown.js';
import { shownText } from '../ui/shown-text.js';
import { SudoRoles } from '../ui/sudo-roles.js';
import { Answer } from './answer.js';
import { AnswersSoFar, OwnYesNote } from './answers.js';
import { CancelRequest } from './my-requests.js';
import { Background, useBackgrounds } from './background.js';
import { ReviewNote } from './review.js';
import { WhatAYesGives } from './what-a-yes-gives.js';

/** What was filled in of the flow's custom fields, such as the number of a ticket. */
const RequestFields = ({ request: { fields } }: { request: AccessRequest }) =>
  fields.length === 0 ? null : (
    <Facts facts={fields.map(({ label, value }) => [shownText(label), <Shown text={value} />])} />
  );

interface CardProps {
  request: AccessRequest;
  known: ReturnType<ReturnType<typeof useBackgrounds>>;
}

const WaitingCard = ({ request, known }: CardProps) => (
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
    <RequestFields request={request} />
    <OwnYesNote request={request} />
    <AnswersSoFar request={request} />
    <Background request={request} known={known} />
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

const EmergencyCard = ({ request, known }: CardProps) => (
  <li className="card">
    <WhatAYesGives request={request} />
    <SudoRoles roles={request.sudoRoles} />
    {request.reason !== null && (
      <blockquote className="reason">
        <Shown text={request.reason} lines />
      </blockquote>
    )}
    <RequestFields request={request} />
    <Background request={request} known={known} />
    <ReviewNote request={request} />
    <p className="dimmed small">
      Taken <Ago at={request.createdAt} /> ·{' '}
      <Link to="/requests/$requestId" params={{ requestId: request.id }}>
        details
      </Link>
    </p>
  </li>
);

const ToStartCard = ({ request }: { request: AccessRequest }) =>
  request.toStart === null ? null : (
    <li className="card">
      <WhatAYesGives request={request} />
      <OwnYesNote request={request} />
      <div className="card-foot">
        <p className="dimmed small">
          {request.toStart.at === 'scheduled' ? 'Starts by itself' : 'To be used until'}{' '}
          <Moment at={request.toStart.dueAt} /> ·{' '}
          <Link to="/requests/$requestId" params={{ requestId: request.id }}>
            details
          </Link>
        </p>
        <CancelRequest request={request} />
      </div>
    </li>
  );

/** What was taken in an emergency and waits for a review: mine to close, or for an administrator what is overdue; or what is approved and has not begun. */
const Others = ({
  title,
  query,
}: {
  title: string;
  query: { scope: 'to-review' | 'to-start' } | { scope: 'all'; review: 'overdue' };
}) => {
  const paging = usePaging();
  const open = $api.useQuery('get', '/api/access-requests', { params: { query: { ...query, ...paging.query } } });
  const knownOf = useBackgrounds(query.scope === 'to-start' ? [] : (open.data?.items ?? []));
  if ((open.data?.total ?? 0) === 0) return null;
  return (
    <Section title={title}>
      <Paged query={open} paging={paging} what="requests">
        {(items) => (
          <ul className="cards">
            {items.map((request) =>
              query.scope === 'to-start' ? (
                <ToStartCard key={request.id} request={request} />
              ) : (
                <EmergencyCard key={request.id} request={request} known={knownOf(request)} />
              ),
            )}
          </ul>
        )}
      </Paged>
    </Section>
  );
};

export const ApprovalsPage = () => {
  const isAdministrator = useIsAdministrator();
  const paging = usePaging();
  const waiting = $api.useQuery(
    'get',
    '/api/access-requests',
    { params: { query: { scope: 'waiting-for-me', ...paging.query } } },
    { placeholderData: (before) => before },
  );
  const knownOf = useBackgrounds(waiting.data?.items ?? []);
  return (
    <Page title="Approvals" lead="Requests that wait for your answer. They appear by themselves.">
      <Others title="Taken in an emergency, for you to review" query={{ scope: 'to-review' }} />
      {isAdministrator && <Others title="Reviews that are overdue" query={{ scope: 'all', review: 'overdue' }} />}
      <Section title="Requests to answer">
        <Paged
          query={waiting}
          paging={paging}
          what="requests"
          empty={
            <Empty title="Nothing waits for you" icon={<InboxIcon size={28} />}>
              <p>
                When somebody asks for access that you may approve, it appears here and is counted in the navigation.
              </p>
            </Empty>
          }
        >
          {(items) => (
            <ul className="cards">
              {items.map((request) => (
                <WaitingCard key={request.id} request={request} known={knownOf(request)} />
              ))}
            </ul>
          )}
        </Paged>
      </Section>
      <Others title="Approved, not begun: you may still stop it" query={{ scope: 'to-start' }} />
    </Page>
  );
};
