export interface SeedCollection {
  handle: string;
  title: string;
  description: string;
  /** Handles, first one first. */
  products: string[];
}

export const seedCollections: SeedCollection[] = [
  {
    handle: 'made-to-measure',
    title: 'Made to Measure',
    description: 'Cut and sewn for one animal: yours.',
    products: [
      ...['custom-y-harness', 'custom-pulling-harness', 'custom-cat-harness', 'custom-mobility-harness'],
      ...['puppy-harness-grow-along', 'engraved-collar'],
    ],
  },
  {
    handle: 'walks',
    title: 'Walks',
    description: 'What goes between you and your dog.',
    products: ['hands-free-leash', 'long-line-biothane', 'engraved-collar', 'reflective-safety-vest'],
  },
  {
    handle: 'for-cats',
    title: 'For Cats',
    description: 'Light, quiet, and easy to get out of when it must be.',
    products: ['custom-cat-harness', 'breakaway-cat-collar', 'travel-bowl-set'],
  },
  {
    handle: 'feeding',
    title: 'Feeding',
    description: 'At home and on the way.',
    products: ['slow-feeder-bowl', 'travel-bowl-set'],
  },
];
