import { Link } from '@tanstack/react-router';
import type { Grant } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { KeyIcon } from '../../ui/icons.js';
import { listWords } from '../../ui/list-words.js';
import { Loaded } from '../../ui/loaded.js';
import { Moment } from '../../ui/moment.js';
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
      </p>
    </div>
    <div className="row-actions">
      <RevokeGrant grant={grant} />
    </div>
  </li>
);

const RUNS: readonly Grant['state'][] = ['active', 'granting', 'ending'];

/** For administrators: who is where now. */
export const RunningAccessPage = () => {
  const grants = $api.useQuery('get', '/api/grants', { params: { query: { scope: 'all', limit: 200 } } });
  return (
    <Page title="Running access" lead="Who has access now, and whose access is ending.">
      <Loaded query={grants}>
        {({ items }) => {
          const running = items.filter(({ state }) => RUNS.includes(state));
          if (running.length === 0) return <Empty title="Nobody has access right now" icon={<KeyIcon size={28} />} />;
          return (
            <ul className="rows">
              {running.map((grant) => (
                <GrantRow key={grant.id} grant={grant} />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Page>
  );
};
