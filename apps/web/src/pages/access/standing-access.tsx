import { Link } from '@tanstack/react-router';
import type { StandingFinding } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { ShieldIcon } from '../../ui/icons.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { SearchField, useTyped } from '../../ui/search-field.js';
import { Ago } from '../../ui/moment.js';
import { Empty, Page, Section } from '../../ui/page.js';
import { Shown } from '../../ui/shown.js';
import { STANDING_WORDS } from '../../ui/state-words.js';
import { shownText } from '../../ui/shown-text.js';

const SeenTo = ({ finding }: { finding: StandingFinding }) => {
  const dismiss = $api.useMutation('post', '/api/servers/{id}/standing-access/dismiss');
  const { server, account, kind, name } = finding;
  return (
    <Ask
      label="Seen to"
      title="Take this off the list?"
      confirm="Seen to"
      reason="What was done, or why it may stay"
      button={{ 'aria-label': `${shownText(name)} of ${shownText(account)} on ${shownText(server.name)} is seen to` }}
      onConfirm={(reason) =>
        dismiss.mutateAsync({ params: { path: { id: server.id } }, body: { account, kind, name, reason } })
      }
    >
      Curfew changes nothing on the server. If the server shows it again, it is listed again.
    </Ask>
  );
};

const FindingRow = ({ finding, withServer }: { finding: StandingFinding; withServer: boolean }) => (
  <li className="row row-tall">
    <div className="row-main">
      <p className="row-title">
        <Shown text={finding.account} />
        {withServer && (
          <>
            {' '}
            on{' '}
            <Link to="/servers/$serverId" params={{ serverId: finding.server.id }}>
              <Shown text={finding.server.name} />
            </Link>
          </>
        )}
      </p>
      <p className="row-sub">
        {STANDING_WORDS[finding.kind]}{' '}
        <code>
          <Shown text={finding.name} />
        </code>
      </p>
    </div>
    <div className="row-when">
      <p>
        first seen <Ago at={finding.foundAt} />
      </p>
      <p className="dimmed">
        last seen <Ago at={finding.seenAt} />
        {finding.watched ? '' : '; no grant runs there, so nobody looks now'}
      </p>
    </div>
    <div className="row-actions">
      <SeenTo finding={finding} />
    </div>
  </li>
);

const Findings = ({ items, withServer }: { items: StandingFinding[]; withServer: boolean }) => (
  <ul className="rows">
    {items.map((finding) => (
      <FindingRow
        key={`${finding.server.id} ${finding.account} ${finding.kind} ${finding.name}`}
        finding={finding}
        withServer={withServer}
      />
    ))}
  </ul>
);

/** On the page of a server: its own. */
export const StandingAccessOfServer = ({ serverId }: { serverId: string }) => {
  const paging = usePaging(serverId);
  const findings = $api.useQuery(
    'get',
    '/api/standing-access',
    { params: { query: { resourceId: serverId, ...paging.query } } },
    { placeholderData: (last) => last },
  );
  return (
    <Section title="Standing access">
      <Paged
        query={findings}
        paging={paging}
        what="standing access"
        empty={<p className="dimmed">Nothing was found beside what Curfew added.</p>}
      >
        {(items) => <Findings items={items} withServer={false} />}
      </Paged>
    </Section>
  );
};

const NoneFound = ({ searched }: { searched: boolean }) => (
  <Empty title={searched ? 'Nothing of that kind' : 'No standing access found'} icon={<ShieldIcon size={28} />}>
    <p>When a key or membership appears on a server beside what Curfew added, it is listed here.</p>
  </Empty>
);

/** For administrators: what gives access on servers and came by nobody's request. */
export const StandingAccessPage = () => {
  const text = useTyped();
  const paging = usePaging(text.search);
  const findings = $api.useQuery(
    'get',
    '/api/standing-access',
    { params: { query: { search: text.search, ...paging.query } } },
    { placeholderData: (last) => last },
  );
  return (
    <Page
      title="Standing access"
      lead="Memberships and keys that somebody else added while a grant ran. Curfew leaves them alone, and reports them."
    >
      <div className="filters">
        <SearchField of="standing access" placeholder="Search by server, account, group or key" text={text} />
      </div>
      <Paged
        query={findings}
        paging={paging}
        what="standing access"
        empty={<NoneFound searched={text.search !== undefined} />}
      >
        {(items) => <Findings items={items} withServer />}
      </Paged>
    </Page>
  );
};
