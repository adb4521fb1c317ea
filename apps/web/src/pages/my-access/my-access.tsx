import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Grant } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { KeyIcon } from '../../ui/icons.js';
import { listWords } from '../../ui/list-words.js';
import { Loaded } from '../../ui/loaded.js';
import { Ago, Countdown, Moment } from '../../ui/moment.js';
import { Empty, Page, Section } from '../../ui/page.js';
import { FaultNote } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { State } from '../../ui/state.js';
import { grantWords } from '../../ui/state-words.js';
import { SudoRoles } from '../../ui/sudo-roles.js';
import { GiveBack } from './give-back.js';

const isLive = (grant: Grant): boolean =>
  grant.state === 'granting' || grant.state === 'active' || grant.state === 'ending';

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
        {grant.state !== 'ending' && <Countdown until={grant.untilAt} />}
        <span className="dimmed">
          until <Moment at={grant.untilAt} />
        </span>
      </div>
    </div>
    <SudoRoles roles={grant.sudoRoles} />
    {grant.fault !== null && <FaultNote fault={grant.fault} tone="watch" />}
    <div className="card-foot">
      <State words={grantWords(grant)} withMeaning />
      <div className="row-actions">
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

const NoAccess = () => (
  <Empty title="You have no access right now" icon={<KeyIcon size={28} />}>
    <p>That is how it should be when there is nothing to do. When there is, ask for a server in the catalog.</p>
    <Button component={Link} to="/catalog">
      To the catalog
    </Button>
  </Empty>
);

export const MyAccessPage = () => {
  const grants = $api.useQuery('get', '/api/grants', { params: { query: { scope: 'mine', limit: 200 } } });
  return (
    <Page title="My access" lead="What you may log in to, and how long it lasts.">
      <Loaded query={grants}>
        {({ items }) => {
          const past = items.filter((grant) => !isLive(grant));
          const live = items.filter(isLive);
          return (
            <>
              {live.length === 0 ? (
                <NoAccess />
              ) : (
                <ul className="cards">
                  {live.map((grant) => (
                    <LiveRow key={grant.id} grant={grant} />
                  ))}
                </ul>
              )}
              {past.length > 0 && (
                <Section title="Earlier">
                  <ul className="rows">
                    {past.map((grant) => (
                      <PastRow key={grant.id} grant={grant} />
                    ))}
                  </ul>
                </Section>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
};
