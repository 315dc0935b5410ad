/** What a pet shop in Cluj would call its things, in the three languages of its customers. */
export const languages = ['ro', 'en', 'hu'] as const;
export type Language = (typeof languages)[number];

export const kinds = [
  { type: 'Harness', ro: 'Ham', en: 'Harness', hu: 'Hám', sized: true },
  { type: 'Leash', ro: 'Lesă', en: 'Leash', hu: 'Póráz', sized: false },
  { type: 'Collar', ro: 'Zgardă', en: 'Collar', hu: 'Nyakörv', sized: true },
  { type: 'Coat', ro: 'Hăinuță', en: 'Dog coat', hu: 'Kutyakabát', sized: true },
  { type: 'Bed', ro: 'Culcuș', en: 'Pet bed', hu: 'Fekhely', sized: false },
  { type: 'Toy', ro: 'Jucărie', en: 'Toy', hu: 'Játék', sized: false },
  { type: 'Bowl', ro: 'Castron', en: 'Bowl', hu: 'Etetőtál', sized: false },
  { type: 'Treats', ro: 'Recompense', en: 'Treats', hu: 'Jutalomfalat', sized: false },
] as const;

export const qualities = [
  { ro: 'reflectorizant', en: 'Reflective', hu: 'Fényvisszaverő' },
  { ro: 'împletit', en: 'Braided', hu: 'Fonott' },
  { ro: 'din piele', en: 'Leather', hu: 'Bőr' },
  { ro: 'impermeabil', en: 'Waterproof', hu: 'Vízálló' },
  { ro: 'moale', en: 'Soft', hu: 'Puha' },
  { ro: 'pentru cățeluși', en: 'Puppy', hu: 'Kölyök' },
  { ro: 'brodat', en: 'Embroidered', hu: 'Hímzett' },
  { ro: 'ușor', en: 'Lightweight', hu: 'Könnyű' },
] as const;

export const names = ['Codru', 'Retezat', 'Bistrița', 'Mureș', 'Făgăraș', 'Apuseni', 'Hargita', 'Dunărea'] as const;
export const vendors = ['Happy Tails', 'Lăbuța', 'Mancs', 'Wanderpaw'] as const;
export const tags = ['dog', 'cat', 'outdoor', 'gift', 'handmade', 'new', 'sale', 'winter', 'summer'] as const;
export const sizes = ['XS', 'S', 'M', 'L', 'XL', 'XXL'] as const;
export const colours = ['roșu', 'verde', 'albastru', 'negru', 'galben', 'portocaliu', 'turcoaz', 'mov'] as const;
export const patterns = ['uni', 'carouri', 'dungi'] as const;

export const people = {
  firstNames: ['Ana', 'Mihai', 'Ioana', 'Ștefan', 'Zsófia', 'László', 'Emma', 'Oliver', 'Réka', 'Andrei'],
  lastNames: ['Popescu', 'Ionescu', 'Nagy', 'Kovács', 'Smith', 'Mureșan', 'Szabó', 'Brown', 'Dumitrescu', 'Tóth'],
  cities: [
    { city: 'Cluj-Napoca', province: 'Cluj', country: 'Romania', countryCode: 'RO', zip: '400001' },
    { city: 'București', province: 'București', country: 'Romania', countryCode: 'RO', zip: '010011' },
    { city: 'Debrecen', province: 'Hajdú-Bihar', country: 'Hungary', countryCode: 'HU', zip: '4024' },
    { city: 'Leeds', province: null, country: 'United Kingdom', countryCode: 'GB', zip: 'LS1 4DY' },
  ],
} as const;

/** "Ham reflectorizant Codru", but "Reflective Harness Codru". */
export function titleOf(
  language: Language,
  kind: (typeof kinds)[number],
  quality: (typeof qualities)[number],
  name: string,
): string {
  const noun = kind[language];
  const adjective = quality[language];
  return language === 'ro' ? `${noun} ${adjective} ${name}` : `${adjective} ${noun} ${name}`;
}

export function handleOf(title: string): string {
  return title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
