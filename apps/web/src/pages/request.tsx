import { Link, useParams } from '@tanstack/react-router';
import type { AccessRequest, Grant } from '#api-client/views.js';
import { $api } from '../ui/api.js';
import { Facts } from '../ui/facts.js';
import { BackIcon } from '../ui/icons.js';
import { listWords } from '../ui/list-words.js';
import { Loaded } from '../ui/loaded.js';
import { Moment } from '../ui/moment.js';
import { Page, Section } from '../ui/page.js';
import { useIsAdministrator, useSession } from '../ui/session.js';
import { RootGroupsNote } from '../ui/root-groups-note.js';
import { Shown } from '../ui/shown.js';
import { shownText } from '../ui/shown-text.js';
import { State } from '../ui/state.js';
import { grantWords, requestWords } from '../ui/state-words.js';
import { SudoRoles } from '../ui/sudo-roles.js';
import { durationWords } from '../ui/time-words.js';
import { ToItsServer } from './access/failed.js';
import { GrantProof } from './access/proof.js';
import { GrantFault } from './access/grant-fault.js';
import { RevokeGrant } from './access/revoke-grant.js';
import { Timeline } from './activity/timeline.js';
import { Answer } from './answer.js';
import { answersWords, NextTier, OwnYesNote } from './answers.js';
import { BackgroundOfOne } from './background.js';
import { AskAgain } from './catalog/again-drawer.js';
import { WhatAYesGives } from './approvals.js';
import { EndThere } from './access/end-there.js';
import { SessionsUntil } from './access/sessions-until.js';
import { ExtendedFromTo } from './extended.js';
import { ReviewNote } from './review.js';
import { CancelRequest } from './my-requests.js';
import { BeginsWords, StartNow } from './my-access/start-now.js';

const Particulars = ({ request }: { request: AccessRequest }) => (
  <Facts
    facts={[
      [
        'Requester',
        request.byCondition ? 'Nobody: the flow gives it by itself' : <Shown text={request.requester.displayName} />,
      ],
      ...(request.receiver.id === request.requester.id
        ? []
        : ([['For whom', <Shown text={request.receiver.displayName} />]] as const)),
      [
        'Server',
        <>
          <Shown text={request.resource.name} />{' '}
          <span className="dimmed">
            <Shown text={request.resource.host} />
          </span>
        </>,
      ],
      ['Permissions', <Shown text={listWords(request.permissions, 'and')} />],
      ...(request.sudoRoles.length === 0 ? [] : ([['Sudo', <SudoRoles roles={request.sudoRoles} />]] as const)),
      ['For', `${durationWords(request.durationSeconds)}${request.extension === null ? '' : ' longer'}`],
      ...(request.extension === null
        ? []
        : ([
            [
              'Extends',
              <>
                <Link to="/requests/$requestId" params={{ requestId: request.extension.requestId }}>
                  the access
                </Link>
                <ExtendedFromTo extension={request.extension} />
              </>,
            ],
          ] as const)),
      ...(request.startAt === null ? [] : ([['Start', <Moment at={request.startAt} />]] as const)),
      ...(request.firstUseWithinSeconds === null
        ? []
        : ([
            ['Start', `at the first use, within ${durationWords(request.firstUseWithinSeconds)} of the approval`],
          ] as const)),
      ...(request.finishWithinSeconds === null
        ? []
        : ([['Sessions', `may go on for ${durationWords(request.finishWithinSeconds)} after it`]] as const)),
      [
        'Reason',
        request.reason === null ? <span className="dimmed">none given</span> : <Shown text={request.reason} lines />,
      ],
      ...request.fields.map(({ label, value }) => [shownText(label), <Shown text={value} />] as const),
      [
        'Access flow',
        <>
          <Shown text={request.flow.name} /> <span className="dimmed">version {request.flow.version}</span>
        </>,
      ],
      ['Asked', <Moment at={request.createdAt} />],
      ...(request.approvals.length === 0
        ? []
        : ([['Answers', <Shown text={answersWords(request.approvals)} />]] as const)),
      ...(request.state === 'pending' ? ([['Times out', <Moment at={request.timesOutAt} />]] as const) : []),
    ]}
  />
);

const MOVING_POLL_MS = 5000;
const RESTING_POLL_MS = 30_000;
const isMoving = ({ grant }: AccessRequest): boolean => grant?.state === 'granting' || grant?.state === 'ending';

/** A server refused what was approved: who does what now. */
const WhatNow = ({ grant, isMine }: { grant: Grant; isMine: boolean }) => {
  const isAdministrator = useIsAdministrator();
  return (
    <>
      {isAdministrator && (
        <p>
          <ToItsServer grant={grant} />
        </p>
      )}
      {isMine && grant.automatic === null && (
        <p>
          When it is mended,{' '}
          <Link to="/catalog" search={{ again: grant.requestId }}>
            ask for it again
          </Link>
          .
        </p>
      )}
    </>
  );
};

/** The access that came of it, for those who may see or revoke it. */
const Outcome = ({ request, grantId }: { request: AccessRequest; grantId: string }) => {
  const { person } = useSession();
  const isAdministrator = useIsAdministrator();
  const grant = $api.useQuery(
    'get',
    '/api/grants/{id}',
    { params: { path: { id: grantId } } },
    // Its approver is not told of each of its changes.
    { refetchInterval: isMoving(request) ? MOVING_POLL_MS : RESTING_POLL_MS },
  );
  return (
    <>
      <Section title="Access" aside={grant.data && <RevokeGrant grant={grant.data} />}>
        <Loaded query={grant}>
          {(data) => (
            <>
              <State words={grantWords(data)} withMeaning />
              <p className="dimmed">
                As <Shown text={data.account} />, until <Moment at={data.untilAt} />
                <SessionsUntil grant={data} />
                <EndThere grant={data} />
              </p>
              {data.fault !== null && <GrantFault grant={data} fault={data.fault} />}
              {data.state === 'failed' && <WhatNow grant={data} isMine={request.receiver.id === person.id} />}
              {request.receiver.id === person.id && data.state !== 'failed' && (
                <p>
                  <Link to="/my-access/$grantId" params={{ grantId }}>
                    To the access page
                  </Link>
                </p>
              )}
            </>
          )}
        </Loaded>
      </Section>
      {isAdministrator && <GrantProof grantId={grantId} />}
    </>
  );
};

/** For who does not answer it now: who reviews it, and administrators. */
const BackgroundNow = ({ request }: { request: AccessRequest }) => {
  const isAdministrator = useIsAdministrator();
  if (request.mayApprove || (!request.mayReview && !isAdministrator)) return null;
  return <BackgroundOfOne request={request} />;
};

const Whole = ({ request }: { request: AccessRequest }) => (
  <>
    <div className={`access-state access-${requestWords(request).tone}`} role="status">
      <div>
        <State words={requestWords(request)} />
        <p className="access-meaning">
          {request.toStart !== null ? (
            <>
              It is approved. <BeginsWords request={request} />
            </>
          ) : request.lapsedBecause !== null ? (
            <Shown text={request.lapsedBecause} />
          ) : request.state === 'pending' ? (
            <>
              It waits for{' '}
              <Shown
                text={request.oneYes ? listWords(request.approvers, 'or') : listWords(request.stillNeeded, 'or')}
              />
              . {request.oneYes && 'One yes is enough.'}
              <NextTier request={request} />
            </>
          ) : (
            requestWords(request).meaning
          )}
        </p>
      </div>
      <StartNow request={request} />
    </div>
    <ReviewNote request={request} />
    <OwnYesNote request={request} />
    {request.mayApprove && (
      <div className="card">
        <WhatAYesGives request={request} />
        <SudoRoles roles={request.sudoRoles} />
        <RootGroupsNote permissions={request.permissions} />
        {request.whyMe !== null && (
          <p className="dimmed">
            You are asked: <Shown text={request.whyMe} />
          </p>
        )}
        <BackgroundOfOne request={request} />
        <Answer request={request} />
      </div>
    )}
    <BackgroundNow request={request} />
    {request.grant !== null && <Outcome request={request} grantId={request.grant.id} />}
    <Section title="What was asked">
      <Particulars request={request} />
    </Section>
    <Timeline requestId={request.id} pollMs={isMoving(request) ? MOVING_POLL_MS : RESTING_POLL_MS} />
  </>
);

export const RequestPage = () => {
  const { requestId } = useParams({ from: '/shell/requests/$requestId' });
  const request = $api.useQuery('get', '/api/access-requests/{id}', { params: { path: { id: requestId } } });
  const { person } = useSession();
  const mine = request.data?.requester.id === person.id;
  return (
    <Page
      title={request.data === undefined ? 'Request' : `Request for ${request.data.resource.name}`}
      back={
        <Link to={mine ? '/my-requests' : '/approvals'}>
          <BackIcon size={16} /> {mine ? 'My requests' : 'Approvals'}
        </Link>
      }
      actions={
        request.data && (
          <>
            <AskAgain request={request.data} />
            <CancelRequest request={request.data} />
          </>
        )
      }
    >
      <Loaded query={request}>{(data) => <Whole request={data} />}</Loaded>
    </Page>
  );
};
