/** Servers that one marked: a star on each row of the catalog, and the marked ones first. */
import { ActionIcon, Button } from '@mantine/core';
import type { CatalogEntry } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { StarIcon } from '../../ui/icons.js';
import { Section } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { shownText } from '../../ui/shown-text.js';
import { CatalogRow, type CatalogRowProps } from './catalog-row.js';

export const Star = ({ entry: { resource, favourite } }: { entry: CatalogEntry }) => {
  const mark = $api.useMutation('put', '/api/catalog/favourites/{id}');
  const unmark = $api.useMutation('delete', '/api/catalog/favourites/{id}');
  const params = { path: { id: resource.id } };
  return (
    <ActionIcon
      variant={favourite === null ? 'subtle' : 'light'}
      color={favourite === null ? 'gray' : 'yellow'}
      size="lg"
      aria-label={`Favourite: ${shownText(resource.name)}`}
      aria-pressed={favourite !== null}
      loading={mark.isPending || unmark.isPending}
      onClick={() => (favourite === null ? mark.mutate({ params, body: {} }) : unmark.mutate({ params }))}
    >
      <StarIcon />
    </ActionIcon>
  );
};

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text) => other.includes(text));

/** In the form of a favourite: it opens with these permissions from now on. */
export const RememberPermissions = ({ entry, permissions }: { entry: CatalogEntry; permissions: string[] }) => {
  const remember = $api.useMutation('put', '/api/catalog/favourites/{id}');
  const { resource, favourite } = entry;
  if (favourite === null || sameSet(remember.data?.favourite?.permissions ?? favourite.permissions, permissions)) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      className="start"
      leftSection={<StarIcon size={14} />}
      loading={remember.isPending}
      onClick={() => remember.mutate({ params: { path: { id: resource.id } }, body: { permissions } })}
    >
      Open my favourite with these permissions
    </Button>
  );
}; // prettier-ignore

/** The marked ones that one may ask for; nothing where there is none. */
export const FavouriteRows = ({ rowOf }: { rowOf: (entry: CatalogEntry) => Omit<CatalogRowProps, 'entry'> }) => {
  const paging = usePaging('', 20);
  const marked = $api.useQuery(
    'get',
    '/api/catalog',
    { params: { query: { only: 'favourites', ...paging.query } } },
    { placeholderData: (before) => before },
  );
  if ((marked.data?.total ?? 0) === 0) return null;
  return (
    <>
      <Section title="Favourites">
        <Paged query={marked} paging={paging} what="favourites">
          {(items) => (
            <ul className="rows">
              {items.map((entry) => (
                <CatalogRow key={entry.resource.id} entry={entry} {...rowOf(entry)} />
              ))}
            </ul>
          )}
        </Paged>
      </Section>
      <div className="section section-head">
        <h2>All servers</h2>
      </div>
    </>
  );
};
