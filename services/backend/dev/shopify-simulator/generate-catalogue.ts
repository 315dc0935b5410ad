import {
  colours,
  handleOf,
  kinds,
  languages,
  names,
  patterns,
  qualities,
  sizes,
  tags,
  titleOf,
  vendors,
} from './generate-words.ts';
import { momentBefore } from './moments.ts';
import type { Random } from './random.ts';
import { levelKey, type ShopData, type SimulatedProduct, type SimulatedVariant } from './shop-model.ts';

const minutesOfTwoYears = 2 * 365 * 24 * 60;
/** One product in so many has more variants than a webhook carries. */
const largeEvery = 40;

export function generateCatalogue(data: ShopData, random: Random, count: number, now: Date): void {
  data.locations = ['Atelier Cluj', 'Depozit București'].map((name) => ({ id: data.nextId++, name }));
  for (let index = 0; index < count; index += 1) {
    const product = generateProduct(data, random, index, now);
    data.products.set(product.id, product);
    for (const variant of product.variants) stock(data, random, variant, now);
  }
  generateCollections(data, random, now);
}

function generateProduct(data: ShopData, random: Random, index: number, now: Date): SimulatedProduct {
  const kind = random.pick(kinds);
  const language = random.pick(languages);
  const title = `${titleOf(language, kind, random.pick(qualities), random.pick(names))} ${index + 1}`;
  const minutes = random.between(60, minutesOfTwoYears);
  const createdAt = momentBefore(now, minutes);
  const updatedAt = momentBefore(now, random.int(minutes));
  const images = Array.from({ length: random.between(0, 4) }, (_, position) => ({
    id: data.nextId++,
    url: `https://cdn.shopify.com/s/files/1/0001/${handleOf(title)}-${position + 1}.jpg`,
    alt: random.chance(0.7) ? `${title} (${position + 1})` : null,
    widthPx: 1_200,
    heightPx: 1_200,
  }));
  const axes = axesOf(kind.sized, index % largeEvery === 7, random);
  const product: SimulatedProduct = {
    id: data.nextId++,
    handle: handleOf(title),
    title,
    descriptionHtml: `<p>${title}</p>`,
    vendor: random.pick(vendors),
    productType: kind.type,
    status: random.pick(['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'DRAFT', 'ARCHIVED']),
    tags: tags.filter(() => random.chance(0.25)).toSorted(),
    options: axes.map(({ name }) => ({ id: data.nextId++, name })),
    images,
    metafields: kind.sized ? [sizeChart(data.nextId++)] : [],
    variants: [],
    publishedAt: createdAt,
    createdAt,
    updatedAt,
  };
  if (product.status !== 'ACTIVE') product.publishedAt = null;
  const priceMinor = random.between(20, 400) * 100 + random.pick([0, 50, 90, 99]);
  product.variants = combine(axes).map((options, position) => {
    const variantPrice = priceMinor + position * 10;
    return {
      id: data.nextId++,
      inventoryItemId: data.nextId++,
      title: options.join(' / '),
      sku: random.chance(0.9) ? `${kind.type.slice(0, 3).toUpperCase()}-${index + 1}-${position + 1}` : null,
      barcode: null,
      priceMinor: variantPrice,
      compareAtPriceMinor: random.chance(0.2) ? Math.round(variantPrice * 1.25) : null,
      options,
      inventoryPolicy: random.pick(['DENY', 'DENY', 'CONTINUE'] as const),
      taxable: true,
      imageId: images.length > 0 && random.chance(0.5) ? random.pick(images).id : null,
      createdAt,
      updatedAt,
    };
  });
  return product;
}

interface Axis {
  name: string;
  values: readonly string[];
}

function axesOf(sized: boolean, large: boolean, random: Random): Axis[] {
  if (large) {
    return [
      { name: 'Mărime', values: sizes },
      { name: 'Culoare', values: colours },
      { name: 'Model', values: patterns },
    ];
  }
  if (!sized) return [{ name: 'Title', values: ['Default Title'] }];
  return [
    { name: 'Mărime', values: sizes.slice(0, random.between(2, sizes.length)) },
    { name: 'Culoare', values: colours.slice(0, random.between(1, 3)) },
  ];
}

function combine(axes: readonly Axis[]): string[][] {
  return axes.reduce<string[][]>(
    (combined, { values }) => combined.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  );
}

function sizeChart(id: number): SimulatedProduct['metafields'][number] {
  const value = sizes.slice(1, 4).map((size, step) => ({
    size,
    neckMm: [240 + step * 100, 330 + step * 100],
    chestMm: [320 + step * 140, 450 + step * 140],
    backMm: [200 + step * 90, 280 + step * 90],
  }));
  return { id, namespace: 'custom', key: 'size_chart', type: 'json', value: JSON.stringify(value) };
}

function stock(data: ShopData, random: Random, variant: SimulatedVariant, now: Date): void {
  for (const location of data.locations) {
    data.inventory.set(levelKey(variant.inventoryItemId, location.id), {
      inventoryItemId: variant.inventoryItemId,
      locationId: location.id,
      available: random.chance(0.15) ? 0 : random.int(40),
      isActive: true,
      updatedAt: momentBefore(now, random.int(50_000)),
    });
  }
}

function generateCollections(data: ShopData, random: Random, now: Date): void {
  for (const kind of kinds) {
    const id = data.nextId++;
    const members = [...data.products.values()].filter(({ productType }) => productType === kind.type);
    data.collections.set(id, {
      id,
      handle: handleOf(kind.ro),
      title: kind.ro,
      descriptionHtml: `<p>${kind.ro}, ${kind.en}, ${kind.hu}</p>`,
      sortOrder: random.pick(['MANUAL', 'BEST_SELLING', 'CREATED_DESC'] as const),
      productIds: members.map((product) => product.id),
      publishedAt: momentBefore(now, minutesOfTwoYears),
      updatedAt: momentBefore(now, random.int(100_000)),
    });
  }
}
