import { Tabs } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Grant } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { KeyIcon } from '../../ui/icons.js';
import { listWords } from '../../ui/list-words.js';
import { Moment } from '../../ui/moment.js';
import { Empty, Page } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { FaultNote } from '../../ui/problem.js';
import { ListSearch, NothingFound, useTyped } from '../../ui/search-field.js';
import { Shown } from '../../ui/shown.js';
import { State } from '../../ui/state.js';
import { grantWords } from '../../ui/state-words.js';
import { EndThere } from './end-there.js';
import { Failed, FailedCount } from './failed.js';
import { KeptBack, KeptBackCount } from './kept-back.js';
import { SessionsUntil } from './sessions-until.js';
import { RevokeGrant } from './revoke-grant.js';

const RUNNING = ['granting', 'active', 'ending'] as const;

const GrantRow = ({ grant }: { grant: Grant }) => (
  <li className="row row-tall">
    <div className="row-main">
      <p className="row-title">
        <Shown text={grant.person.displayName} /> on <Shown text={grant.resource.name} />
      </p>
      <p className="row-sub">
        <Shown text={listWords(grant.permissions, 'and')} /> as <Shown text={grant.account} />
        {grant.sudoRoles.some(({ givesRoot }) => givesRoot) && <strong> · root</strong>}
        {grant.automatic !== null && (
          <>
            {' '}
            · by itself: <Shown text={grant.automatic.flow.name} />
          </>
        )}{' '}
        ·{' '}
        <Link to="/requests/$requestId" params={{ requestId: grant.requestId }}>
          request and proof
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
        {grant.state === 'ending' && <SessionsUntil grant={grant} />}
        <EndThere grant={grant} />
      </p>
    </div>
    <div className="row-actions">
      <RevokeGrant grant={grant} />
    </div>
  </li>
);

const Grants = ({ items }: { items: Grant[] }) => (
  <ul className="rows">
    {items.map((grant) => (
      <GrantRow key={grant.id} grant={grant} />
    ))}
  </ul>
);

const Running = () => {
  const text = useTyped();
  const paging = usePaging(text.search);
  const grants = $api.useQuery(
    'get',
    '/api/grants',
    { params: { query: { scope: 'all', state: [...RUNNING], search: text.search, ...paging.query } } },
    { placeholderData: (before) => before },
  );
  return (
    <>
      <ListSearch of="access" placeholder="Search by server or account" text={text} total={grants.data?.total} />
      <Paged
        query={grants}
        paging={paging}
        what="access"
        empty={
          text.search === undefined ? (
            <Empty title="Nobody has access right now" icon={<KeyIcon size={28} />} />
          ) : (
            <NothingFound what="access" />
          )
        }
      >
        {(items) => <Grants items={items} />}
      </Paged>
    </>
  );
};

/** For administrators: who is where now, and what could not be set up. What is not proved gone has a page of its own. */
export const RunningAccessPage = () => (
  <Page title="Running access" lead="Who has access now, whose access is ending, and what could not be set up.">
    <Tabs defaultValue="running" keepMounted={false}>
      <Tabs.List aria-label="Kinds of access">
        <Tabs.Tab value="running">Running</Tabs.Tab>
        <Tabs.Tab value="failed">
          Could not be set up <FailedCount />
        </Tabs.Tab>
        <Tabs.Tab value="kept-back">
          Kept back <KeptBackCount />
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="running" pt="md">
        <Running />
      </Tabs.Panel>
      <Tabs.Panel value="failed" pt="md">
        <Failed />
      </Tabs.Panel>
      <Tabs.Panel value="kept-back" pt="md">
        <KeptBack />
      </Tabs.Panel>
    </Tabs>
  </Page>
);
