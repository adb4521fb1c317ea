import { Link, useParams } from '@tanstack/react-router';
import type { Server } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { Facts } from '../../ui/facts.js';
import { Fingerprint } from '../../ui/fingerprint.js';
import { BackIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Ago } from '../../ui/moment.js';
import { Page, Section } from '../../ui/page.js';
import { Shown } from '../../ui/shown.js';
import { State } from '../../ui/state.js';
import { sudoWords } from '../../ui/connector-words.js';
import { serverWords } from '../../ui/state-words.js';
import { StandingAccessOfServer } from '../access/standing-access.js';
import { WriteOff } from '../access/write-off.js';
import { AccountClaims } from './account-claims.js';
import { InstallByHand } from './install-by-hand.js';
import { ServerOwners } from './server-owners.js';
import { ServerFaults } from './server-row.js';
import { Preview } from './set-up.js';

const clockWords = (seconds: number): string => {
  if (Math.abs(seconds) < 1) return 'right';
  const off = `${Math.abs(Math.round(seconds))} s ${seconds > 0 ? 'ahead' : 'behind'}`;
  return Math.abs(seconds) > 30 ? `${off}: no new access until it is right` : off;
};

const SudoMode = ({ server }: { server: Server }) => (
  <>
    {sudoWords(server)}
    {server.sudoMode === 'helper' && (
      <span className="dimmed"> (the connector may run curfew-host in its installed state, and nothing else)</span>
    )}
    {server.sudoMode === 'full-sudo' && server.helperReady && (
      <span className="dimmed">
        {' '}
        (curfew-host has its own sudoers line: take <code>NOPASSWD:ALL</code> away from{' '}
        <code>
          <Shown text={server.user} />
        </code>
        , and look again)
      </span>
    )}
  </>
);

/** Where sudo refuses, or only root can bring curfew-host up to date. */
const needsHand = ({ faults, warnings }: Server): boolean =>
  [...faults.map(({ hint }) => hint ?? ''), ...warnings].some((text) => text.includes('curfew-host install'));

const Particulars = ({ server }: { server: Server }) => (
  <Facts
    facts={[
      ['Address', <Shown text={`${server.user}@${server.host}:${server.port}`} />],
      [
        'Confirmed host key',
        server.confirmedFingerprint === null ? 'none yet' : <Fingerprint text={server.confirmedFingerprint} />,
      ],
      ['sshd', <Shown text={server.sshdVersion ?? 'not known yet'} />],
      ['curfew-host', <Shown text={server.scriptVersion ?? 'not installed'} />],
      ['sudo', <SudoMode server={server} />],
      ['Clock', server.clockSkewSeconds === null ? 'not known yet' : clockWords(server.clockSkewSeconds)],
      ['Looked at', server.lastLookedAt === null ? 'not yet' : <Ago at={server.lastLookedAt} />],
    ]}
  />
);

const Ending = ({ server }: { server: Server }) => {
  const clear = $api.useMutation('post', '/api/integrations/{id}/remove-from-servers');
  return (
    <Section title="Taking it away">
      <div className="buttons">
        <Ask
          label="Remove Curfew from this server"
          title="Remove Curfew from this server?"
          confirm="Remove"
          danger
          onConfirm={() =>
            clear.mutateAsync({ params: { path: { id: server.integrationId } }, body: { serverIds: [server.id] } })
          }
        >
          All running access there ends now.
        </Ask>
        <WriteOff server={server} />
      </div>
    </Section>
  );
};

export const ServerPage = () => {
  const { serverId } = useParams({ from: '/shell/servers/$serverId' });
  const server = $api.useQuery('get', '/api/servers/{id}', { params: { path: { id: serverId } } });
  return (
    <Page
      title={server.data?.name ?? 'Server'}
      lead={server.data && <State words={serverWords(server.data)} withMeaning />}
      back={
        server.data && (
          <Link to="/integrations/$integrationId" params={{ integrationId: server.data.integrationId }}>
            <BackIcon size={16} /> Its integration
          </Link>
        )
      }
    >
      <Loaded query={server}>
        {(data) => (
          <div className="stack">
            <ServerFaults server={data} />
            <Particulars server={data} />
            {data.wouldWrite.length > 0 && <Preview server={data} />}
            <ServerOwners server={data} />
            <StandingAccessOfServer serverId={data.id} />
            <InstallByHand login={data.user} open={needsHand(data)} />
            <AccountClaims server={data} />
            <Ending server={data} />
          </div>
        )}
      </Loaded>
    </Page>
  );
};
