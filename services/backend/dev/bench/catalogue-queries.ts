/**
 * What customers type, in the three languages of the shop: one word and several, with accents and without, other
 * endings, synonyms, words of descriptions that every product has, beginnings of words, and misspelt. Of the made-up
 * catalogue (catalogue-data.ts), each finds something among 100,000 products.
 */
export const searchQueries: Record<string, readonly string[]> = {
  English: [
    ...['harness', 'dog harness', 'cat collar', 'leash', 'lead', 'leashes', 'padded harness', 'reflective vest'],
    ...['winter vest', 'waxed collar navy', 'trail harness black', 'travel carrier', 'puppy toy', 'senior bed'],
    ...['quilted blanket', 'juniper harness', 'danube bowl', 'Padded Navy Harness Carpathian', 'rabbit carrier'],
    ...['stainless steel buckles', 'webbing', 'workshop harness', 'safety collar coral', 'muzzle'],
  ],
  Romanian: [
    ...['ham', 'hamuri', 'ham impermeabil', 'lesă', 'lesa', 'lese verde', 'zgardă', 'zgarda roșu', 'zgardă pisică'],
    ...['castron albastru', 'vestă elegant', 'ham ușor carpathian', 'lavabil', 'catarame de inox', 'ham moale sport'],
    ...['castron mureș', 'lesă impermeabil retezat'],
  ],
  Hungarian: [
    ...['hám', 'hámok', 'póráz', 'poraz', 'nyakörv', 'nyakorv kek', 'vízálló hám', 'puha mellény', 'könnyű póráz'],
    ...['zöld tál', 'kutya hám', 'rozsdamentes', 'piros nyakörv tisza', 'vizallo mellény balaton', 'könnyű hám piros'],
  ],
  beginnings: [
    ...['har', 'ref', 'blan', 'padd harn', 'carp', 'zgar', 'imperm', 'cast verd', 'nyak', 'vízá', 'mell', 'pór', 'h'],
    ...['coral har', 'quil bla', 'classic 99'],
  ],
  misspelt: [
    ...['harnes', 'hanress', 'reflectve harness', 'colar', 'blankett', 'paded harnes', 'carier', 'zgrada', 'castorn'],
    ...['impermeabl ham', 'zgarda albasrtu', 'nyakrov', 'poráaz', 'vizalo hám', 'melleny pirso', 'qulited blanket'],
  ],
};
