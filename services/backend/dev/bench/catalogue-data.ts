import type pg from 'pg';
import { withClient } from '../postgres/databases.ts';

/** The ids begin here: above the sample catalogue's. */
export const firstBenchProduct = 1_000_000;
export const benchCollections = 20;
const perBatch = 5_000;
const tables = ['products', 'product_variants', 'product_images', 'inventory_levels', 'collection_products'];

/** What titles, tags and types are drawn from: thousands of different titles in three languages. */
const words = {
  styles:
    'Classic,Padded,Reflective,Trail,Everyday,Soft,Waxed,Quilted,Ușor,Impermeabil,Moale,Elegant,Puha,Vízálló,Könnyű',
  colours: 'Navy,Forest,Rust,Slate,Moss,Coral,Sand,Black,Verde,Roșu,Albastru,Zöld,Piros,Kék',
  names: 'Carpathian,Danube,Moldova,Mureș,Olt,Retezat,Bucegi,Balaton,Tisza,Mátra,Rowan,Juniper,Thistle,Bramble,Heath',
  things: [
    ...[
      'Harness',
      'Leash',
      'Collar',
      'Bowl',
      'Vest',
      'Ham',
      'Lesă',
      'Zgardă',
      'Castron',
      'Vestă',
      'Hám',
      'Póráz',
      'Nyakörv',
    ],
    ...['Tál', 'Mellény', 'Bed', 'Toy', 'Blanket', 'Carrier', 'Muzzle'],
  ].join(','),
  types: 'Harness,Leash,Collar,Bowl,Apparel,Bed,Toy,Carrier',
  animals: 'dog,dog,dog,cat,cat,rabbit,ferret',
  tags: 'everyday,sport,custom,training,travel,senior,puppy,winter,summer,safety,gift,new',
} satisfies Record<string, string>;

const description =
  '<p>Made in our workshop from {colour} webbing, with stainless steel buckles that do not rust. Adjusts in four ' +
  'places and stays where it is put, on a walk as on a {style} trail.</p><p>Realizat manual, lavabil la 30 de grade, ' +
  'cu catarame de inox. Kézzel készült, rozsdamentes csatokkal, {name} kollekció.</p>';

/**
 * Fills an empty catalogue with `products` products of 2 variants, 2 images and stock each, in 20 collections, with
 * their listing; a page of 20 is about 10 kB of JSON. The same number makes the same products.
 */
export async function fillCatalogue(
  databaseUrl: string,
  products: number,
  onProgress?: (listed: number) => void,
): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    // The listing is made in batches below: row by row it would be the same, and take ten times as long.
    for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await makeCollections(client);
    await makeProducts(client, products);
    await makeParts(client, products);
    for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await client.query(`ANALYZE ${tables.join(', ')}`);
    // What was sold is known before the words are gathered, or each of them would be written twice.
    await client.query(
      `INSERT INTO catalogue_products (product_id, sold)
       SELECT id, ${hashOf('id', 11)} % 500 FROM products WHERE id > $1::bigint`,
      [firstBenchProduct],
    );
    for (let from = 0; from < products; from += perBatch) {
      await client.query('SELECT refresh_catalogue(ARRAY(SELECT id FROM products WHERE id > $1 AND id <= $2))', [
        firstBenchProduct + from,
        firstBenchProduct + from + perBatch,
      ]);
      onProgress?.(Math.min(from + perBatch, products));
    }
    await client.query('SELECT rank_search()');
    await client.query('SELECT fold_catalogue_counts()');
    await client.query('VACUUM ANALYZE catalogue_products, catalogue_search, catalogue_counts, search_words');
    await client.query('VACUUM ANALYZE catalogue_count_changes');
    await client.query(`VACUUM ANALYZE ${tables.join(', ')}`);
  });
}

async function makeCollections(client: pg.Client): Promise<void> {
  await client.query(
    `INSERT INTO collections (id, handle, title, body_html, sort_order, published_at, updated_at)
     SELECT number, 'collection-' || number, 'Collection ' || number, '<p>A shelf of the shop.</p>', 'manual',
            '2026-01-05T09:00:00Z', '2026-01-05T09:00:00Z'
     FROM generate_series(1, $1::int) AS number`,
    [benchCollections],
  );
}

async function makeProducts(client: pg.Client, products: number): Promise<void> {
  // By hashes, so that no column says anything about another.
  const pick = (list: string, seed: number) => `(${list})[1 + (${hashOf('n', seed)} % cardinality(${list}))::int]`;
  const lists = Object.fromEntries(
    Object.keys(words).map((name, index) => [name, `string_to_array($${index + 2}, ',')`]),
  ) as Record<keyof typeof words, string>;
  await client.query(
    `INSERT INTO products (id, handle, title, body_html, vendor, product_type, status, tags, options, variant_ids,
                           published_at, created_at, updated_at)
     SELECT ${firstBenchProduct} + n, 'product-' || n, style || ' ' || colour || ' ' || thing || ' ' || name || ' ' || n,
            replace(replace(replace($9, '{colour}', colour), '{style}', style), '{name}', name), 'Pet Shop', type,
            'active', ARRAY[animal, tag, other_tag], '[]',
            ARRAY[${firstBenchProduct}::bigint * 10 + n * 10 + 1, ${firstBenchProduct}::bigint * 10 + n * 10 + 2],
            timestamptz '2026-01-05T09:00:00Z' - (${hashOf('n', 9)} % 1000000) * interval '30 seconds', at, at
     FROM (
       SELECT n, timestamptz '2026-01-05T09:00:00Z' AS at, ${pick(lists.styles, 1)} AS style,
              ${pick(lists.colours, 2)} AS colour, ${pick(lists.names, 3)} AS name, ${pick(lists.things, 4)} AS thing,
              ${pick(lists.types, 5)} AS type, ${pick(lists.animals, 6)} AS animal, ${pick(lists.tags, 7)} AS tag,
              ${pick(lists.tags, 8)} AS other_tag
       FROM generate_series(1, $1::int) AS n
     ) AS made`,
    [products, ...Object.values(words), description],
  );
}

async function makeParts(client: pg.Client, products: number): Promise<void> {
  const first = `${firstBenchProduct}::bigint`;
  await client.query(
    `INSERT INTO product_variants (id, product_id, title, sku, price, compare_at_price, position, option1,
       inventory_item_id, inventory_policy, source_updated_at, source_triggered_at, source_digest)
     SELECT ${first} * 10 + n * 10 + size, ${first} + n, ('{M,L}'::text[])[size], 'SKU-' || n || '-' || size, price,
            CASE WHEN n % 5 = 0 THEN price * 1.25 END, size, ('{M,L}'::text[])[size],
            ${first} * 10 + n * 10 + size, 'deny', '2026-01-05T09:00:00Z', '2026-01-05T09:00:00Z', ''
     FROM generate_series(1, $1::int) AS n, generate_series(1, 2) AS size,
          LATERAL (SELECT (9 + ${hashOf('n', 10)} % 140)::numeric + 0.90 + (size - 1) * 2 AS price) AS priced`,
    [products],
  );
  await client.query(
    `INSERT INTO inventory_levels (inventory_item_id, location_id, available, updated_at)
     SELECT ${first} * 10 + n * 10 + size, 1, CASE WHEN ${hashOf('n', 12)} % 9 = 0 THEN 0 ELSE 1 + (n + size) % 40 END,
            '2026-01-05T09:00:00Z'
     FROM generate_series(1, $1::int) AS n, generate_series(1, 2) AS size`,
    [products],
  );
  await client.query(
    `INSERT INTO product_images (id, product_id, src, alt, width_px, height_px, position)
     SELECT ${first} * 10 + n * 10 + side, ${first} + n,
            'https://cdn.shopify.com/s/files/1/0000/0001/products/product-' || n || '-' || side || '.jpg',
            'Picture ' || side, 1200, 1200, side
     FROM generate_series(1, $1::int) AS n, generate_series(1, 2) AS side`,
    [products],
  );
  // The first holds a quarter of all; the others get fewer, down to some hundredth.
  await client.query(
    `INSERT INTO collection_products (collection_id, product_id, position)
     SELECT collection, ${first} + n, n FROM generate_series(1, $1::int) AS n, generate_series(1, $2::int) AS collection
     WHERE ${hashOf('n', '12 + collection')} % (collection * 5 - 1) = 0`,
    [products, benchCollections],
  );
}

function hashOf(column: string, seed: number | string): string {
  return `(hashint8extended(${column}::bigint, ${seed}) & 2147483647)`;
}
