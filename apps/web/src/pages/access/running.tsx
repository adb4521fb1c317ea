import { Tabs } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Grant } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { KeyIcon, ShieldIcon } from '../../ui/icons.js';
import { listWords } from '../../ui/list-words.js';
import { Loaded } from '../../ui/loaded.js';
import { Ago, Moment } from '../../ui/moment.js';
import { Empty, Page } from '../../ui/page.js';
import { FaultNote } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import { State } from '../../ui/state.js';
import { grantWords } from '../../ui/state-words.js';
import { RevokeGrant } from './revoke-grant.js';

const GrantRow = ({ grant }: { grant: Grant }) => (
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
      {grant.fault !== null && <FaultNote fault={grant.fault} tone="watch" />}
      {grant.retryAt !== null && (
        <p className="row-sub">
          Next try <Moment at={grant.retryAt} />
        </p>
      )}
    </div>
    <div>
      <State words={grantWords(grant)} />
      <p className="row-sub">
        {grant.state === 'ending' ? 'ended' : 'until'} <Moment at={grant.untilAt} />
      </p>
    </div>
    <div className="row-actions">
      <RevokeGrant grant={grant} />
    </div>
  </li>
);

const Grants = ({ items, empty }: { items: Grant[]; empty: React.ReactNode }) =>
  items.length === 0 ? (
    empty
  ) : (
    <ul className="rows">
      {items.map((grant) => (
        <GrantRow key={grant.id} grant={grant} />
      ))}
    </ul>
  );

const Running = () => {
  const grants = $api.useQuery('get', '/api/grants', { params: { query: { scope: 'all', limit: 200 } } });
  return (
    <Loaded query={grants}>
      {({ items }) => (
        <Grants
          items={items.filter(
            (grant) => grant.state === 'active' || grant.state === 'granting' || grant.state === 'ending',
          )}
          empty={<Empty title="Nobody has access right now" icon={<KeyIcon size={28} />} />}
        />
      )}
    </Loaded>
  );
};

const Debt = () => {
  const debt = $api.useQuery('get', '/api/access-debt', { params: { query: { limit: 200 } } });
  return (
    <Loaded query={debt}>
      {({ items }) => (
        <Grants
          items={items}
          empty={
            <Empty title="No access debt" icon={<ShieldIcon size={28} />}>
              <p>Each access that has ended was read back from its server: nothing is left.</p>
            </Empty>
          }
        />
      )}
    </Loaded>
  );
};

const Standing = () => {
  const findings = $api.useQuery('get', '/api/standing-access', { params: { query: { limit: 200 } } });
  return (
    <Loaded query={findings}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title="No standing access found" icon={<ShieldIcon size={28} />}>
            <p>
              When a key, a membership or a scheduled job appears on a server beside what Curfew added, it is reported
              here.
            </p>
          </Empty>
        ) : (
          <ul className="rows">
            {items.map((finding) => (
              <li className="row" key={`${finding.server.id} ${finding.account} ${finding.kind} ${finding.name}`}>
                <div className="row-main">
                  <p className="row-title">
                    <Shown text={finding.account} /> on <Shown text={finding.server.name} />
                  </p>
                  <p className="row-sub">
                    <Shown text={finding.kind} />: <Shown text={finding.name} />
                  </p>
                </div>
                <span className="row-when dimmed">
                  found <Ago at={finding.foundAt} />
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
};

/** For administrators: who is where now, what is not proved gone, and what is there that nobody asked for. */
export const RunningAccessPage = () => (
  <Page
    title="Running access"
    lead="Who has access now, what could not be proved gone yet, and what was found on servers that nobody asked for."
  >
    <Tabs defaultValue="running" keepMounted={false}>
      <Tabs.List aria-label="Kinds of access">
        <Tabs.Tab value="running">Running</Tabs.Tab>
        <Tabs.Tab value="debt">Access debt</Tabs.Tab>
        <Tabs.Tab value="standing">Standing access</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="running" pt="md">
        <Running />
      </Tabs.Panel>
      <Tabs.Panel value="debt" pt="md">
        <Debt />
      </Tabs.Panel>
      <Tabs.Panel value="standing" pt="md">
        <Standing />
      </Tabs.Panel>
    </Tabs>
  </Page>
);
