import { Link, useParams } from '@tanstack/react-router';
import type { Grant } from '#api-client/views.js';
import { AskAgainLink } from '../catalog/again-drawer.js';
import { $api } from '../../ui/api.js';
import { BackIcon } from '../../ui/icons.js';
import { listWords } from '../../ui/list-words.js';
import { Loaded } from '../../ui/loaded.js';
import { Countdown, Moment } from '../../ui/moment.js';
import { otherEndOf } from '../../ui/other-end.js';
import { Page, Section } from '../../ui/page.js';
import { Shown } from '../../ui/shown.js';
import { State } from '../../ui/state.js';
import { grantWords } from '../../ui/state-words.js';
import { Facts } from '../../ui/facts.js';
import { SudoRoles } from '../../ui/sudo-roles.js';
import { EndThere, EndThereNote } from '../access/end-there.js';
import { GrantFault } from '../access/grant-fault.js';
import { SessionsUntil } from '../access/sessions-until.js';
import { ByItself } from './by-itself.js';
import { Extend } from './extend.js';
import { GiveBack } from './give-back.js';
import { LogIn } from './log-in.js';

const ACCESS_POLL_MS = 5000;

const Standing = ({ grant }: { grant: Grant }) => (
  <div className={`access-state access-${grantWords(grant).tone}`} role="status">
    <div>
      <State words={grantWords(grant)} />
      <p className="access-meaning">{grantWords(grant).meaning}</p>
    </div>
    {(grant.state === 'active' || grant.state === 'granting') && (
      <p className="access-clock">
        <Countdown until={otherEndOf(grant) ?? grant.untilAt} />
      </p>
    )}
  </div>
);

const Particulars = ({ grant }: { grant: Grant }) => (
  <Facts
    facts={[
      [
        'Server',
        <>
          <Shown text={grant.resource.name} />{' '}
          <span className="dimmed">
            <Shown text={`${grant.resource.host}:${grant.resource.port}`} />
          </span>
        </>,
      ],
      ['Permissions', <Shown text={listWords(grant.permissions, 'and')} />],
      ...(grant.sudoRoles.length === 0 ? [] : ([['Sudo', <SudoRoles roles={grant.sudoRoles} />]] as const)),
      ['Account', <Shown text={grant.account} />],
      ['From', <Moment at={grant.fromAt} />],
      [
        'Until',
        <>
          <Moment at={grant.untilAt} />
          <SessionsUntil grant={grant} />
          <EndThere grant={grant} />
          {grant.state === 'active' && grant.provedUntilAt === grant.untilAt && '; the server has this end'}
        </>,
      ],
      ...(grant.endedAt === null ? [] : ([['Ended', <Moment at={grant.endedAt} />]] as const)),
      ...(grant.provedAt === null ? [] : ([['Removal proved', <Moment at={grant.provedAt} />]] as const)),
      ...(grant.writtenOff === null
        ? []
        : ([
            ['Written off', <Shown text={`${grant.writtenOff.by.displayName}: ${grant.writtenOff.reason}`} />],
          ] as const)),
      [
        'Request',
        <Link to="/requests/$requestId" params={{ requestId: grant.requestId }}>
          {grant.automatic === null ? 'Who asked, who approved' : 'Since when, and how it went'}
        </Link>,
      ],
    ]}
  />
);

const AskForItAgain = ({ grant: { state, automatic, requestId, resource } }: { grant: Grant }) =>
  automatic === null && (state === 'ended' || state === 'failed') ? (
    <AskAgainLink requestId={requestId} name={resource.name} />
  ) : null;

/** One's access to one server: how it stands, how to log in, and giving it back. */
export const AccessPage = () => {
  const { grantId } = useParams({ from: '/shell/my-access/$grantId' });
  const grant = $api.useQuery(
    'get',
    '/api/grants/{id}',
    { params: { path: { id: grantId } } },
    { refetchInterval: ACCESS_POLL_MS },
  );
  return (
    <Page
      title={grant.data?.resource.name ?? 'Access'}
      lead={
        grant.data && (
          <>
            as <Shown text={grant.data.account} /> with <Shown text={listWords(grant.data.permissions, 'and')} />
          </>
        )
      }
      back={
        <Link to="/my-access">
          <BackIcon size={16} /> My access
        </Link>
      }
      actions={
        grant.data && (
          <>
            <Extend grant={grant.data} />
            <GiveBack grant={grant.data} />
            <AskForItAgain grant={grant.data} />
          </>
        )
      }
    >
      <Loaded query={grant}>
        {(data) => (
          <>
            <Standing grant={data} />
            <EndThereNote grant={data} />
            <ByItself grant={data} />
            {data.fault !== null && <GrantFault grant={data} fault={data.fault} />}
            {(data.state === 'active' || data.state === 'granting') && <LogIn grant={data} />}
            <Section title="Particulars">
              <Particulars grant={data} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
};
