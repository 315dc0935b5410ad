import { toPage } from '../../http/lists.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Reads } from '../../platform/read-router.ts';
import { findCollection, findCollections, findProduct } from './catalogue.reads.ts';
import type {
  Collection,
  CollectionPage,
  CollectionsQuery,
  Facets,
  Product,
  ProductList,
  ProductsQuery,
} from './catalogue.schemas.ts';
import { countFacets } from './catalogue-facets.reads.ts';
import { createKnownFacets } from './catalogue-facets.service.ts';
import { findProducts, type ListedProduct, type Narrowing } from './catalogue-lists.reads.ts';
import { findWhole } from './catalogue-whole.reads.ts';

export type CatalogueService = ReturnType<typeof createCatalogueService>;

interface CatalogueServiceDeps {
  /** SHOP_CURRENCY. */
  currency: string;
}

/** What the shop shows. Drafts, archived products and what is not published yet are not there for anybody. */
export function createCatalogueService({ currency }: CatalogueServiceDeps) {
  const known = createKnownFacets();

  async function listWithin(reads: Reads, query: ProductsQuery, version: number | undefined, collectionId?: string) {
    const narrowing = narrow(query, collectionId);
    const { facets, rows } = await readPage(reads, query, narrowing, known.recall(narrowing, version));
    known.keep(narrowing, version, facets);
    const cursorOf = ({ position, id }: ListedProduct) => ({ sort: query.sort, after: position, id });
    const page = toPage(rows, query.limit, cursorOf);
    const items = page.rows.map(({ id, card }) => ({ id, ...card, currency }));
    return { items, nextCursor: page.nextCursor, facets };
  }

  return {
    /**
     * @param version of the catalogue that is read at least; undefined where nothing may be kept of it.
     * @throws AppError `not_found` for the collection, `invalid_input` for the cursor
     */
    async listProducts(reads: Reads, query: ProductsQuery, version: number | undefined): Promise<ProductList> {
      const found = query.collection === undefined ? undefined : await requireCollection(reads, query.collection);
      return listWithin(reads, query, version, found?.id);
    },

    /** @throws AppError `not_found` */
    async readProduct(reads: Reads, handle: string): Promise<Product> {
      const found = await findProduct(reads, handle);
      if (!found) throw new AppError('not_found', 'There is no such product.');
      return { ...found, currency };
    },

    /** @throws AppError `invalid_input` for the cursor */
    async listCollections(reads: Reads, { limit, cursor }: CollectionsQuery) {
      const found = await findCollections(reads, { limit, cursor });
      const { rows, nextCursor } = toPage(found, limit, ({ title, id }) => ({
        sort: 'title',
        after: [...title].slice(0, 80).join(''),
        id,
      }));
      return { items: rows, nextCursor };
    },

    /**
     * @param version as with `listProducts`.
     * @throws AppError `not_found` for the collection, `invalid_input` for the cursor
     */
    async readCollection(
      reads: Reads,
      handle: string,
      query: ProductsQuery,
      version: number | undefined,
    ): Promise<CollectionPage> {
      const collection = await requireCollection(reads, handle);
      return { collection, ...(await listWithin(reads, query, version, collection.id)) };
    },
  };
}

/** How many match decides how they are found; of the whole catalogue there is but one way. */
async function readPage(
  reads: Reads,
  query: ProductsQuery,
  narrowing: Narrowing,
  known: Facets | undefined,
): Promise<{ facets: Facets; rows: ListedProduct[] }> {
  const { sort, cursor, limit } = query;
  const isWhole = narrowing.facets.length === 0 && narrowing.priceMin === undefined && narrowing.priceMax === undefined;
  if (isWhole && !known) return findWhole(reads, { sort, cursor, limit });
  const facets = known ?? (await countFacets(reads, narrowing));
  const total = isWhole ? Number.POSITIVE_INFINITY : facets.total;
  return { facets, rows: await findProducts(reads, narrowing, { sort, cursor, limit, total }) };
}

function narrow(query: ProductsQuery, collectionId: string | undefined): Narrowing {
  const { type, tag, species, available, priceMin, priceMax } = query;
  const named = { collection: collectionId, type, tag, species, available };
  const facets = Object.entries(named).flatMap(([kind, value]) => (value === undefined ? [] : [`${kind}:${value}`]));
  return { facets, priceMin, priceMax };
}

/** @throws AppError `not_found` */
async function requireCollection(reads: Reads, handle: string): Promise<Collection> {
  const found = await findCollection(reads, handle);
  if (!found) throw new AppError('not_found', 'There is no such collection.');
  return found;
}
