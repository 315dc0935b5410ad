import { z } from 'zod';
import { listOf, listQuery } from '../../http/lists.ts';
import { cleanText } from '../../platform/text-fields.ts';

export const productSorts = ['newest', 'price', '-price', 'title', 'best_selling'] as const;
export type ProductSort = (typeof productSorts)[number];
export const speciesNames = ['dog', 'cat', 'rabbit', 'ferret'] as const;

const amount = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,2})?$/, { error: 'must be a decimal like 12.50' })
  .describe("A decimal, in the shop's currency.");
const handle = cleanText(255);

const filters = {
  type: cleanText(255).optional().describe('A type, as the facets name it.'),
  tag: cleanText(255).optional().describe('A tag, as the facets name it.'),
  species: z.enum(speciesNames).optional().describe('For whom: by the tags of the product.'),
  available: z.enum(['true', 'false']).optional().describe('Whether any variant can be bought now.'),
  priceMin: amount.optional().describe('The cheapest variant costs at least this.'),
  priceMax: amount.optional().describe('The cheapest variant costs at most this.'),
};

export const collectionProductsQuery = listQuery(productSorts).extend(filters).strict();
export const productsQuery = listQuery(productSorts)
  .extend({ collection: handle.optional().describe('Handle of a collection.'), ...filters })
  .strict();
export type ProductsQuery = z.output<typeof productsQuery>;
export const handleParams = z.strictObject({ handle });
export const collectionsQuery = listQuery(['title']).strict();
export type CollectionsQuery = z.output<typeof collectionsQuery>;

const money = z.string().describe('A decimal with at least two places; never a float.');
const currency = z.string().length(3).describe('ISO 4217, of every price in this.');
const image = z.object({
  src: z.string(),
  alt: z.string().nullable(),
  widthPx: z.int().nullable(),
  heightPx: z.int().nullable(),
});

const variantInList = z.object({
  id: z.string(),
  title: z.string(),
  price: money,
  compareAtPrice: money.nullable().describe('What it cost before, where it is reduced.'),
  available: z.boolean(),
});

/** What a list shows of a product. */
export const productCard = z
  .object({
    id: z.string(),
    handle: z.string(),
    title: z.string(),
    vendor: z.string().nullable(),
    productType: z.string().nullable(),
    tags: z.array(z.string()).describe('The first twenty.'),
    species: z.array(z.enum(speciesNames)),
    currency,
    price: money.describe('Of the cheapest variant.'),
    priceMax: money.describe('Of the dearest variant.'),
    compareAtPrice: money.nullable().describe('Of the cheapest variant.'),
    available: z.boolean().describe('Whether any variant can be bought now.'),
    image: image.nullable(),
    variantCount: z.int(),
    variants: z.array(variantInList).describe('The first ten.'),
    publishedAt: z.iso.datetime(),
  })
  .meta({ id: 'ProductCard' });
export type ProductCard = z.output<typeof productCard>;

const counted = z.array(z.object({ value: z.string(), products: z.int() }));
export const facets = z
  .object({
    total: z.int().describe('Products that match.'),
    exact: z.boolean().describe('False: more match than are counted, and the numbers are of the first 2,000.'),
    types: counted,
    tags: counted,
    species: counted,
    availability: counted.describe('`true` and `false`.'),
    price: z.object({ min: money, max: money }).nullable().describe('Bounds of the cheapest variants; null for none.'),
  })
  .meta({ id: 'ProductFacets', description: 'What the matching products could be narrowed down by, most first.' });
export type Facets = z.output<typeof facets>;

export const cardExample = {
  id: '1003',
  handle: 'custom-cat-harness',
  title: 'Custom Cat Harness',
  vendor: 'Pet Shop',
  productType: 'Harness',
  tags: ['custom', 'cat', 'everyday'],
  species: ['cat' as const],
  currency: 'EUR',
  price: '46.00',
  priceMax: '46.00',
  compareAtPrice: null,
  available: true,
  image: null,
  variantCount: 1,
  variants: [{ id: '100301', title: 'XS', price: '46.00', compareAtPrice: null, available: true }],
  publishedAt: '2026-01-05T09:00:00.000Z',
};
const facetsExample = {
  total: 1,
  exact: true,
  types: [{ value: 'Harness', products: 1 }],
  tags: [{ value: 'cat', products: 1 }],
  species: [{ value: 'cat', products: 1 }],
  availability: [{ value: 'true', products: 1 }],
  price: { min: '46.00', max: '46.00' },
};
const listExample = { items: [cardExample], nextCursor: null, facets: facetsExample };

export const productList = listOf(productCard)
  .extend({ facets })
  .meta({ id: 'ProductList', examples: [listExample] });
export type ProductList = z.output<typeof productList>;

const variant = variantInList.extend({
  sku: z.string().nullable(),
  options: z.array(z.string()).describe("In the order of the product's options."),
  quantity: z.int().nullable().describe('In stock, over all locations; null where stock is not tracked.'),
  imageId: z.string().nullable(),
});

const range = z.array(z.int()).length(2).describe('The least and the most, in millimetres.');
const size = z.object({ size: z.string(), neckMm: range, chestMm: range, backMm: range });

export const product = z
  .object({
    id: z.string(),
    handle: z.string(),
    title: z.string(),
    descriptionHtml: z.string(),
    vendor: z.string().nullable(),
    productType: z.string().nullable(),
    tags: z.array(z.string()),
    species: z.array(z.enum(speciesNames)),
    currency,
    price: money,
    priceMax: money,
    available: z.boolean(),
    options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
    variants: z.array(variant),
    images: z.array(image.extend({ id: z.string() })),
    sizeChart: z.array(size).nullable().describe('Smallest size first.'),
    collections: z.array(z.object({ handle: z.string(), title: z.string() })),
    publishedAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({
    id: 'Product',
    examples: [
      {
        ...{ id: '1003', handle: 'custom-cat-harness', title: 'Custom Cat Harness' },
        descriptionHtml: '<p>Light as a ribbon and hard to slip out of.</p>',
        ...{ vendor: 'Pet Shop', productType: 'Harness', tags: ['custom', 'cat', 'everyday'], species: ['cat'] },
        ...{ currency: 'EUR', price: '46.00', priceMax: '46.00', available: true },
        options: [{ name: 'Size', values: ['XS'] }],
        variants: [
          {
            ...{ id: '100301', title: 'XS', sku: 'HAR-CAT-XS', options: ['XS'] },
            ...{ price: '46.00', compareAtPrice: null, available: true, quantity: 12, imageId: null },
          },
        ],
        images: [],
        sizeChart: [{ size: 'XS', neckMm: [150, 200], chestMm: [220, 300], backMm: [150, 230] }],
        collections: [{ handle: 'harnesses', title: 'Harnesses' }],
        publishedAt: '2026-01-05T09:00:00.000Z',
        updatedAt: '2026-01-05T09:00:00.000Z',
      },
    ],
  });
export type Product = z.output<typeof product>;

export const collection = z
  .object({
    id: z.string(),
    handle: z.string(),
    title: z.string(),
    descriptionHtml: z.string(),
    products: z.int().describe('How many can be seen in it.'),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Collection' });
export type Collection = z.output<typeof collection>;

const collectionExample = {
  id: '2001',
  handle: 'harnesses',
  title: 'Harnesses',
  descriptionHtml: '<p>Made to measure.</p>',
  products: 1,
  updatedAt: '2026-01-05T09:00:00.000Z',
};
export const collectionList = listOf(collection).meta({
  id: 'CollectionList',
  examples: [{ items: [collectionExample], nextCursor: null }],
});
export const collectionPage = productList
  .extend({ collection })
  .meta({ id: 'CollectionPage', examples: [{ ...listExample, collection: collectionExample }] });
export type CollectionPage = z.output<typeof collectionPage>;
