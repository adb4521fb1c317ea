import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Bundle } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { BundleIcon, PlusIcon } from '../../ui/icons.js';
import { targetsSentence } from '../../ui/list-words.js';
import { Empty, Page } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { ListSearch, NothingFound, useTyped } from '../../ui/search-field.js';
import { Shown } from '../../ui/shown.js';
import { Proposals } from '../flows/proposals.js';
import { SentenceOf } from '../flows/sentence.js';

const AddButton = () => (
  <Button component={Link} to="/bundles/new" leftSection={<PlusIcon />}>
    New bundle
  </Button>
);

const BundleCard = ({ bundle }: { bundle: Bundle }) => (
  <li className="card">
    <div>
      <h2 className="row-title">
        <Link to="/bundles/$bundleId" params={{ bundleId: bundle.id }}>
          <Shown text={bundle.name} />
        </Link>
      </h2>
      {bundle.description !== '' && (
        <p className="row-sub">
          <Shown text={bundle.description} />
        </p>
      )}
    </div>
    <SentenceOf parts={targetsSentence(bundle.targets)} />
  </li>
);

const NoBundles = () => (
  <Empty title="No bundle yet" icon={<BundleIcon size={28} />}>
    <p>A bundle puts servers and permissions that belong together under one name.</p>
    <AddButton />
  </Empty>
);

export const BundlesPage = () => {
  const text = useTyped();
  const paging = usePaging(text.search);
  const bundles = $api.useQuery(
    'get',
    '/api/bundles',
    { params: { query: { search: text.search, ...paging.query } } },
    { placeholderData: (before) => before },
  );
  return (
    <Page title="Bundles" lead="Servers and permissions that belong together, under one name." actions={<AddButton />}>
      <Proposals kind="bundle" />
      <ListSearch of="bundles" placeholder="Search by name" text={text} total={bundles.data?.total} />
      <Paged
        query={bundles}
        paging={paging}
        what="bundles"
        empty={text.search === undefined ? <NoBundles /> : <NothingFound what="bundles" />}
      >
        {(items) => (
          <ul className="cards">
            {items.map((bundle) => (
              <BundleCard key={bundle.id} bundle={bundle} />
            ))}
          </ul>
        )}
      </Paged>
    </Page>
  );
};
