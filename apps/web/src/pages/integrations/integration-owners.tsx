import type { Integration, Owners, OwnerValue } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Facts } from '../../ui/facts.js';
import { Loaded } from '../../ui/loaded.js';
import { Section } from '../../ui/page.js';
import { Shown, ShownList } from '../../ui/shown.js';

/** People and teams in one line. */
export const OwnersShown = ({ owners: { people, teams } }: { owners: Owners }) =>
  people.length + teams.length === 0 ? (
    'nobody'
  ) : (
    <ShownList texts={[...teams.map(({ name }) => name), ...people.map(({ displayName }) => displayName)]} />
  );

/** `owner=dba`, and whom that names now. */
export const OwnerValueShown = ({ value: { tag, value, names, team, person } }: { value: OwnerValue }) => (
  <>
    <code>
      <Shown text={`${tag}=${value}`} />
    </code>{' '}
    {team !== null ? (
      <>
        is the team <Shown text={team.name} />
      </>
    ) : person !== null ? (
      <>
        is <Shown text={person.displayName} />
      </>
    ) : (
      `names nobody: there is no ${names === 'team' ? 'team of exactly that name' : 'person with exactly that address'}`
    )}
  </>
);

type Value = OwnerValue & { servers: number };
const isUnknown = ({ team, person }: OwnerValue): boolean => team === null && person === null;
const onServers = (count: number): string => (count === 1 ? 'on 1 server' : `on ${count} servers`);

const Values = ({ values }: { values: Value[] }) => (
  <>
    {values.some(isUnknown) && (
      <p className="note note-watch" role="status">
        <span>
          Some servers have a tag for their owner that names nobody. Where a flow asks the owner, nobody approves.
        </span>
      </p>
    )}
    <ul className="rows">
      {values.map((value) => (
        <li key={`${value.tag}=${value.value} ${value.names}`} className="row">
          <div className="row-main">
            <p className="row-title">
              <OwnerValueShown value={value} />
            </p>
            <p className="row-sub">{onServers(value.servers)}</p>
          </div>
        </li>
      ))}
    </ul>
  </>
);

/** Who owns the integration, and whom the tags of its servers name now. */
export const IntegrationOwners = ({ integration }: { integration: Integration }) => {
  const owners = $api.useQuery('get', '/api/integrations/{id}/owners', { params: { path: { id: integration.id } } });
  const tags = integration.ownerTags.map(({ tag, names }) => `${tag} (${names === 'team' ? 'teams' : 'people'})`);
  return (
    <Section title="Owners">
      <Facts
        facts={[
          ['Of the integration', <OwnersShown owners={integration.owners} />],
          ['Tags that name owners', tags.length === 0 ? 'none' : <ShownList texts={tags} />],
        ]}
      />
      <Loaded query={owners}>{({ values }) => (values.length === 0 ? null : <Values values={values} />)}</Loaded>
    </Section>
  );
};
