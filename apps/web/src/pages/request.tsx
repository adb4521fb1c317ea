import { Link, useParams } from '@tanstack/react-router';
import type { AccessRequest, Grant } from '#api-client/views.js';
import { $api } from '../ui/api.js';
import { BackIcon } from '../ui/icons.js';
import { listWords } from '../ui/list-words.js';
import { Loaded } from '../ui/loaded.js';
import { Moment } from '../ui/moment.js';
import { Page, Section } from '../ui/page.js';
import { useIsAdministrator, useSession } from '../ui/session.js';
import { RootGroupsNote } from '../ui/root-groups-note.js';
import { Shown } from '../ui/shown.js';
import { State } from '../ui/state.js';
import { grantWords, requestWords } from '../ui/state-words.js';
import { SudoRoles } from '../ui/sudo-roles.js';
import { ToItsServer } from './access/failed.js';
import { GrantProof } from './access/proof.js';
import { GrantFault } from './access/grant-fault.js';
import { RevokeGrant } from './access/revoke-grant.js';
import { Timeline } from './activity/timeline.js';
import { Answer } from './answer.js';
import { NextTier, OwnYesNote } from './answers.js';
import { BackgroundOfOne } from './background.js';
import { AskAgain } from './catalog/again-drawer.js';
import { WhatAYesGives } from './what-a-yes-gives.js';
import { EndThere } from './access/end-there.js';
import { SessionsUntil } from './access/sessions-until.js';
import { ReviewNote } from './review.js';
import { CancelRequest } from './my-requests.js';
import { RequestParticulars } from './request-particulars.js';
import { BeginsWords, StartNow } from './my-access/start-now.js';

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
      <RequestParticulars request={request} />
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
