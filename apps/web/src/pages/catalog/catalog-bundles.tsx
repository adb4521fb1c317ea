import { Button } from '@mantine/core';
import type { CatalogBundle } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { BundleIcon } from '../../ui/icons.js';
import { Section } from '../../ui/page.js';
import { Shown, ShownList } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { MOST_OF_BUNDLE } from './ask-many.js';

const SHOWN_SERVERS = 5;

const BundleRow = ({ bundle, onRequest }: { bundle: CatalogBundle; onRequest: () => void }) => {
  const names = bundle.servers.slice(0, SHOWN_SERVERS).map(({ resourceName }) => resourceName ?? '');
  const more = bundle.serversTotal - names.length;
  return (
    <li className="row row-catalog">
      <span className="row-icon">
        <BundleIcon />
      </span>
      <div className="row-main">
        <h3 className="row-title">
          <Shown text={bundle.name} />
        </h3>
        <p className="row-sub">
          <Shown text={bundle.description} />
        </p>
        <p className="row-sub">
          {bundle.serversTotal === 0 ? 'No server now' : <ShownList texts={names} />}
          {more > 0 && ` and ${more} more`}
        </p>
      </div>
      <div className="row-actions">
        {bundle.serversTotal > MOST_OF_BUNDLE ? (
          <p className="row-unavailable">
            It holds more than {MOST_OF_BUNDLE} servers, too many to ask for at once. Tick those that you need below, or
            ask an administrator to split the bundle.
          </p>
        ) : (
          <Button
            size="sm"
            variant="light"
            disabled={bundle.serversTotal === 0}
            onClick={onRequest}
            aria-label={`Request the bundle ${shownText(bundle.name)}`}
          >
            Request all
          </Button>
        )}
      </div>
    </li>
  );
};

/** Bundles that a flow lets one ask for whole; nothing where there is none. */
export const CatalogBundles = ({ onRequest }: { onRequest: (bundle: CatalogBundle) => void }) => {
  const bundles = $api.useQuery('get', '/api/catalog/bundles').data?.items ?? [];
  if (bundles.length === 0) return null;
  return (
    <Section title="Bundles">
      <ul className="rows">
        {bundles.map((bundle) => (
          <BundleRow key={bundle.id} bundle={bundle} onRequest={() => onRequest(bundle)} />
        ))}
      </ul>
    </Section>
  );
};
