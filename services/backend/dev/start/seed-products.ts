import type { SizeChart } from '../../src/platform/size-chart.ts';

export interface SeedVariant {
  title: string;
  sku: string;
  /** Exact decimal, in the shop's currency. */
  price: string;
  available: number;
}

export interface SeedProduct {
  handle: string;
  title: string;
  productType: string;
  description: string;
  tags: string[];
  /** What the variants differ in. */
  option: string;
  variants: SeedVariant[];
  /** Of what is worn. Its sizes are the titles of the variants. */
  sizeChart?: SizeChart;
}

const sizes = (sku: string, price: string, names: string[]): SeedVariant[] =>
  names.map((title, index) => ({ title, sku: `${sku}-${title.toUpperCase()}`, price, available: 12 - 2 * index }));

type Range = [least: number, most: number];

/** One row of a size chart, in millimetres. Neighbouring sizes share a little, as straps that adjust do. */
const size = (name: string, neckMm: Range, chestMm: Range, backMm: Range): SizeChart[number] => ({
  size: name,
  neckMm,
  chestMm,
  backMm,
});

/** A small shop: harnesses made to measure, and what goes with them. */
export const seedProducts: SeedProduct[] = [
  {
    handle: 'custom-y-harness',
    title: 'Custom Y-Harness',
    productType: 'Harness',
    description: 'Made to your measurements, with a free shoulder. Padded biothane, stainless steel buckles.',
    tags: ['custom', 'dog', 'everyday'],
    option: 'Size',
    variants: sizes('HAR-Y', '79.00', ['XS', 'S', 'M', 'L', 'XL']),
    sizeChart: [
      size('XS', [200, 280], [300, 420], [180, 280]),
      size('S', [260, 360], [400, 540], [260, 370]),
      size('M', [340, 450], [520, 680], [350, 460]),
      size('L', [430, 560], [660, 840], [440, 560]),
      size('XL', [540, 700], [820, 1_060], [540, 700]),
    ],
  },
  {
    handle: 'custom-pulling-harness',
    title: 'Custom Pulling Harness',
    productType: 'Harness',
    description: 'For canicross and bikejoring: cut along the back, with the load on the breastbone.',
    tags: ['custom', 'dog', 'sport'],
    option: 'Size',
    variants: sizes('HAR-PULL', '98.50', ['S', 'M', 'L', 'XL']),
    sizeChart: [
      size('S', [280, 360], [440, 560], [360, 450]),
      size('M', [350, 430], [550, 680], [440, 540]),
      size('L', [420, 520], [670, 800], [530, 640]),
      size('XL', [510, 640], [790, 960], [630, 760]),
    ],
  },
  {
    handle: 'custom-cat-harness',
    title: 'Custom Cat Harness',
    productType: 'Harness',
    description: 'Light as a ribbon and hard to slip out of. Two closures, reflective stitching.',
    tags: ['custom', 'cat', 'everyday'],
    option: 'Size',
    variants: sizes('HAR-CAT', '46.00', ['XS', 'S', 'M']),
    sizeChart: [
      size('XS', [150, 200], [220, 300], [150, 230]),
      size('S', [190, 250], [290, 380], [220, 300]),
      size('M', [240, 320], [370, 480], [290, 380]),
    ],
  },
  {
    handle: 'custom-mobility-harness',
    title: 'Custom Mobility Harness',
    productType: 'Harness',
    description: 'With two handles, for dogs that need a hand on stairs and into the car.',
    tags: ['custom', 'dog', 'senior'],
    option: 'Size',
    variants: sizes('HAR-MOB', '119.00', ['M', 'L', 'XL']),
    sizeChart: [
      size('M', [350, 460], [540, 700], [380, 490]),
      size('L', [440, 580], [680, 860], [470, 590]),
      size('XL', [560, 720], [840, 1_080], [570, 720]),
    ],
  },
  {
    handle: 'puppy-harness-grow-along',
    title: 'Grow-Along Puppy Harness',
    productType: 'Harness',
    description: 'Adjusts over three sizes; sent back once, it is re-cut to the grown dog.',
    tags: ['custom', 'dog', 'puppy'],
    option: 'Size',
    variants: sizes('HAR-PUP', '64.00', ['XS', 'S']),
    sizeChart: [size('XS', [180, 300], [260, 440], [160, 300]), size('S', [260, 400], [380, 600], [260, 420])],
  },
  {
    handle: 'hands-free-leash',
    title: 'Hands-Free Leash',
    productType: 'Leash',
    description: 'Six ways to clip it, 2.4 m long, with a traffic handle.',
    tags: ['dog', 'everyday'],
    option: 'Colour',
    variants: [
      { title: 'Forest', sku: 'LEA-HF-FOR', price: '34.90', available: 25 },
      { title: 'Rust', sku: 'LEA-HF-RUS', price: '34.90', available: 18 },
      { title: 'Slate', sku: 'LEA-HF-SLA', price: '34.90', available: 0 },
    ],
  },
  {
    handle: 'long-line-biothane',
    title: 'Biothane Long Line',
    productType: 'Leash',
    description: 'For recall training. Floats, does not soak, wipes clean.',
    tags: ['dog', 'training'],
    option: 'Length',
    variants: [
      { title: '5 m', sku: 'LEA-LL-5', price: '29.00', available: 14 },
      { title: '10 m', sku: 'LEA-LL-10', price: '42.00', available: 9 },
    ],
  },
  {
    handle: 'engraved-collar',
    title: 'Engraved Collar',
    productType: 'Collar',
    description: 'Full-grain leather with a riveted name plate: nothing that jingles.',
    tags: ['custom', 'dog', 'everyday'],
    option: 'Size',
    variants: sizes('COL-ENG', '39.00', ['S', 'M', 'L']),
  },
  {
    handle: 'breakaway-cat-collar',
    title: 'Breakaway Cat Collar',
    productType: 'Collar',
    description: 'Opens under 2 kg of pull. With a reflective thread.',
    tags: ['cat'],
    option: 'Colour',
    variants: [
      { title: 'Moss', sku: 'COL-CAT-MOS', price: '16.50', available: 40 },
      { title: 'Coral', sku: 'COL-CAT-COR', price: '16.50', available: 31 },
    ],
  },
  {
    handle: 'slow-feeder-bowl',
    title: 'Slow Feeder Bowl',
    productType: 'Bowl',
    description: 'Stoneware with ridges: dinner lasts ten minutes instead of one.',
    tags: ['dog', 'feeding'],
    option: 'Size',
    variants: sizes('BOW-SLOW', '27.00', ['S', 'L']),
  },
  {
    handle: 'travel-bowl-set',
    title: 'Travel Bowl Set',
    productType: 'Bowl',
    description: 'Two folding silicone bowls and a lid, for food and water on the way.',
    tags: ['dog', 'cat', 'travel'],
    option: 'Title',
    variants: [{ title: 'Default Title', sku: 'BOW-TRAVEL', price: '21.00', available: 22 }],
  },
  {
    handle: 'reflective-safety-vest',
    title: 'Reflective Safety Vest',
    productType: 'Apparel',
    description: 'Goes over any of our harnesses; seen from 150 m.',
    tags: ['dog', 'safety'],
    option: 'Size',
    variants: sizes('APP-VEST', '32.00', ['S', 'M', 'L']),
  },
];
