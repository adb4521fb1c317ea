import { Button, Drawer, Group, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AccessRequest, CatalogEntry } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Loaded } from '../../ui/loaded.js';
import { useSession } from '../../ui/session.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { againOf, mayAskAgain } from './ask-again.js';
import { RequestForm } from './request-drawer.js';

/** The way to the form, filled in as it was. */
export const AskAgainLink = ({ requestId, name }: { requestId: string; name: string }) => (
  <Button
    renderRoot={(props) => <Link to="/catalog" search={{ again: requestId }} {...props} />}
    size="sm"
    variant="default"
    aria-label={`Ask again for ${shownText(name)}`}
  >
    Ask again
  </Button>
);

/** The same, and nothing where it waits or runs, or was somebody else's. */
export const AskAgain = ({ request }: { request: AccessRequest }) => {
  const { person } = useSession();
  return mayAskAgain(request, person.id) ? <AskAgainLink requestId={request.id} name={request.resource.name} /> : null;
};

const LeftOut = ({ texts }: { texts: readonly string[] }) =>
  texts.length === 0 ? null : (
    <section className="note note-watch" aria-label="Not as it was">
      <div>
        <strong>Not as it was:</strong>
        <ul className="mistakes">
          {texts.map((text) => (
            <li key={text}>
              <Shown text={text} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );

const Again = ({ request, onClose }: { request: AccessRequest; onClose: () => void }) => {
  const query = { resourceId: request.resource.id };
  const catalog = $api.useQuery('get', '/api/catalog', { params: { query } });
  return (
    <Loaded query={catalog}>
      {({ items: [entry] }) => (entry === undefined ? <NoLonger onClose={onClose} /> : <Filled {...{ request, entry, onClose }} />)}
    </Loaded>
  );
}; // prettier-ignore

const Filled = ({ request, entry, onClose }: { request: AccessRequest; entry: CatalogEntry; onClose: () => void }) => {
  const { person } = useSession();
  const { draft, leftOut } = againOf(request, entry, person.id);
  return (
    <Stack gap="lg">
      <LeftOut texts={leftOut} />
      <RequestForm entry={entry} start={draft} onClose={onClose} />
    </Stack>
  );
};

const NoLonger = ({ onClose }: { onClose: () => void }) => (
  <Stack gap="lg">
    <p>
      You can no longer ask for this server: no access flow lets you, or it has left the catalog. An administrator knows
      more.
    </p>
    <Group justify="flex-end">
      <Button onClick={onClose}>Close</Button>
    </Group>
  </Stack>
);

/** Asking again for what a request of before asked for. */
export const AgainDrawer = ({ requestId, onClose }: { requestId: string | undefined; onClose: () => void }) => (
  <Drawer
    opened={requestId !== undefined}
    onClose={onClose}
    position="right"
    size="md"
    title={<span className="drawer-title">Ask again</span>}
  >
    {requestId !== undefined && <AgainOf key={requestId} requestId={requestId} onClose={onClose} />}
  </Drawer>
);

const AgainOf = ({ requestId, onClose }: { requestId: string; onClose: () => void }) => {
  const request = $api.useQuery('get', '/api/access-requests/{id}', { params: { path: { id: requestId } } });
  return (
    <Loaded query={request}>
      {(data) => (
        <Stack gap="lg">
          <p>
            <strong>
              <Shown text={data.resource.name} />
            </strong>{' '}
            <span className="dimmed">
              <Shown text={data.resource.integrationName} />
            </span>
          </p>
          <Again request={data} onClose={onClose} />
        </Stack>
      )}
    </Loaded>
  );
};
