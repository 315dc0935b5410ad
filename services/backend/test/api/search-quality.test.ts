import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchReply, suggestReply } from '../../src/modules/catalogue/search.schemas.ts';
import { addProducts, type CatalogueProduct } from '../support/catalogue.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
const shelf: CatalogueProduct[] = [
  {
    id: 1,
    title: 'Custom Y-Harness',
    type: 'Harness',
    tags: ['dog', 'everyday'],
    description: '<p>Padded biothane.</p>',
  },
  { id: 2, title: 'Custom Cat Harness', type: 'Harness', tags: ['cat'], description: '<p>Light as a ribbon.</p>' },
  {
    id: 3,
    title: 'Ham reflectorizant pentru câini',
    type: 'Ham',
    tags: ['câine'],
    description: '<p>Se vede de la 150 m, lavabil.</p>',
  },
  {
    id: 4,
    title: 'Zgardă din piele pentru pisici',
    type: 'Zgardă',
    tags: ['pisică'],
    description: '<p>Piele naturală, cu clopoțel.</p>',
  },
  {
    id: 5,
    title: 'Lesă elastică',
    type: 'Lesă',
    tags: ['câine', 'alergare'],
    description: '<p>Lungă de doi metri.</p>',
  },
  {
    id: 6,
    title: 'Fényvisszaverő hám (kutyahám)',
    type: 'Hám',
    tags: ['kutya'],
    description: '<p>Állítható, kényelmes hám esti sétákhoz.</p>',
  },
  { id: 7, title: 'Bőr nyakörv macskáknak', type: 'Nyakörv', tags: ['macska'], description: '<p>Puha bőrből.</p>' },
  {
    id: 8,
    title: 'Póráz futáshoz',
    type: 'Póráz',
    tags: ['kutya', 'futás'],
    description: '<p>Rugalmas, derékra csatolható.</p>',
  },
  {
    id: 9,
    title: 'Hands-Free Leash',
    type: 'Leash',
    tags: ['dog', 'running'],
    description: '<p>Clips to your <b>harness</b> &amp; belt.</p>',
  },
  {
    id: 10,
    title: 'Travel Bowl Set',
    type: 'Bowl',
    tags: ['dog', 'cat', 'travel'],
    description: '<p>Two folding silicone bowls for holidays.</p>',
  },
  {
    id: 11,
    title: 'Castron antiderapant',
    type: 'Castron',
    tags: ['pisică', 'câine'],
    description: '<p>Inox, pentru hrană umedă.</p>',
  },
  {
    id: 12,
    title: 'Reflective Safety Vest',
    type: 'Apparel',
    tags: ['dog', 'safety'],
    description: '<p>Goes over a collar.</p>',
  },
  { id: 13, title: 'Secret harness', status: 'draft' },
];
beforeAll(async () => {
  service = await startService({ env: { DATABASE_REPLICA_URL: '' } });
  await addProducts(service, shelf);
});
afterAll(() => service?.stop());

async function search(q: string, more = '') {
  const reply = await service.app.inject({ url: `/api/v1/search?q=${encodeURIComponent(q)}${more}` });
  if (reply.statusCode !== 200) throw new Error(`${q}: ${reply.body}`);
  return reply.json();
}
const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => Number(id));

/** What is asked, what must come first (in any order), and what must not be found. */
const expectations: [language: string, query: string, first: number[], never?: number[]][] = [
  ['English', 'harness', [1, 2], [13]],
  ['English', 'harnesses', [1, 2]],
  ['English', 'cat harness', [2], [1, 3, 6]],
  ['English', 'harness for a cat', [2], [1]],
  ['English', 'running lead', [9]],
  ['English', 'leashes', [9]],
  ['English', 'bowls', [10, 11]],
  ['English', 'reflective vest', [12]],
  ['English', 'custom y harness', [1]],
  ['English', 'leather collar', [4, 7]],
  ['Romanian', 'ham', [3, 6]],
  ['Romanian', 'hamuri', [3, 6]],
  ['Romanian', 'hamul', [3, 6]],
  ['Romanian', 'ham câine', [3], [2]],
  ['Romanian', 'ham caini', [3]],
  ['Romanian', 'zgarda pisica', [4]],
  ['Romanian', 'zgardă pentru pisici', [4]],
  ['Romanian', 'ZGARDĂ PISICĂ', [4]],
  ['Romanian', 'leşă', [5]],
  ['Romanian', 'lese', [5]],
  ['Romanian', 'castron', [11]],
  ['Romanian', 'vestă', [12]],
  ['Hungarian', 'hám', [3, 6]],
  ['Hungarian', 'kutyahám', [6]],
  ['Hungarian', 'kutyaham', [6]],
  ['Hungarian', 'hámok', [3, 6]],
  ['Hungarian', 'nyakörv', [7]],
  ['Hungarian', 'nyakorvek macskanak', [7]],
  ['Hungarian', 'póráz', [8]],
  ['Hungarian', 'poráz futás', [8]],
  ['Hungarian', 'fényvisszaverő hám', [6]],
  ['misspelt', 'harnes', [1, 2]],
  ['misspelt', 'hanress', [1, 2]],
  ['misspelt', 'cutsom harness', [1, 2]],
  ['misspelt', 'lesh', [5, 9]],
  ['misspelt', 'relfective vest', [12]],
  ['misspelt', 'zgrada', [4]],
  ['misspelt', 'pisca', [4, 11, 2, 10, 7]],
  ['misspelt', 'nyakőv', [7]],
  ['misspelt', 'fenyviszavero', [6]],
  ['begun', 'harn', [1, 2]],
  ['begun', 'refl', [12, 3]],
  ['begun', 'fény', [6]],
  ['begun', 'zga', [4]],
  ['description', 'biothane', [1]],
  ['description', 'silicone', [10]],
  ['description', 'clopotel', [4]],
];

test.each(expectations)('%s: %s', async (_language, query, first, never = []) => {
  const found = idsOf(await search(query));
  expect(new Set(found.slice(0, first.length))).toEqual(new Set(first));
  expect(found.filter((id) => never.includes(id))).toEqual([]);
});

test('the title counts more than tags, tags more than the type, the type more than the description', async () => {
  const by = 'Gizmo';
  await addProducts(service, [
    { id: 101, title: 'One', type: 'Other', tags: ['x'], description: `<p>${`${by} `.repeat(50)}</p>` },
    { id: 102, title: 'Two', type: by, tags: ['x'] },
    { id: 103, title: 'Three', type: 'Other', tags: [by] },
    { id: 104, title: `Four of ${by}`, type: 'Other', tags: ['x'] },
    { id: 105, title: by, type: 'Other', tags: ['x'] },
  ]);
  expect(idsOf(await search('gizmo'))).toEqual([105, 104, 103, 102, 101]);
  const walked: number[] = [];
  let more = '&limit=2';
  for (;;) {
    const page = await search('gizmo', more);
    expect([page.total, page.exact]).toEqual([5, true]);
    walked.push(...idsOf(page));
    if (page.nextCursor === null) break;
    more = `&limit=2&cursor=${page.nextCursor}`;
  }
  expect(walked).toEqual([105, 104, 103, 102, 101]);
  await service.rows('DELETE FROM products WHERE id > 100');
  expect(await search('gizmo')).toMatchObject({ items: [], total: 0 });
});

test('a reply is just what its schema says, and nothing in it is markup but marks', async () => {
  await addProducts(service, [
    {
      id: 201,
      title: '<img src=x> "Quoted" & <mark>Zorp</mark>',
      description: '<script>alert(1)</script><p>A zorp &lt;b&gt; here</p>',
    },
  ]);
  const body = await search('zorp');
  expect(searchReply.strict().parse(body)).toEqual(body);
  expect(body.items[0]).toMatchObject({
    title: '<img src=x> "Quoted" & <mark>Zorp</mark>',
    highlightedTitle: '&lt;img src=x&gt; &quot;Quoted&quot; &amp; &lt;mark&gt;<mark>Zorp</mark>&lt;/mark&gt;',
    snippet: 'A <mark>zorp</mark> &lt;b&gt; here',
  });
  await service.rows('DELETE FROM products WHERE id = 201');
});

test('of what very many have, those that sell best are found, on every page', async () => {
  const shared = { type: 'Gadget', tags: ['dog'] };
  await addProducts(
    service,
    Array.from({ length: 120 }, (_, index) => ({ id: 400 + index, title: `Whistle ${index}`, ...shared })),
  );
  // As it would be among a hundred thousand, of which these are the popular ones.
  await service.rows(`UPDATE catalogue_search SET popular = product_id >= 400 AND product_id <> 450`);
  await service.rows(`SELECT fold_catalogue_counts()`);
  await service.rows(`UPDATE catalogue_counts SET products = 1000000 WHERE scope = '' AND facet = 'total'`);
  const walked: number[] = [];
  for (let more = '&limit=50'; ; ) {
    const page = await search('whistle', more);
    expect([page.total, page.exact]).toEqual([1_000, false]);
    walked.push(...idsOf(page));
    if (page.nextCursor === null) break;
    more = `&limit=50&cursor=${page.nextCursor}`;
  }
  expect(walked).toEqual(Array.from({ length: 120 }, (_, index) => 519 - index).filter((id) => id !== 450));
  await service.rows('DELETE FROM products WHERE id >= 400');
});

test('what was searched for instead is told', async () => {
  expect((await search('hanress')).searchedFor).toBe('harness');
  expect((await search('harness')).searchedFor).toBeNull();
  expect(await search('qwxzqwxz')).toEqual({ items: [], nextCursor: null, total: 0, exact: true, searchedFor: null });
});

test('suggestions are ten at most, by beginning', async () => {
  const reply = await service.app.inject({ url: '/api/v1/search/suggest?q=custom%20h' });
  const body = reply.json();
  expect(suggestReply.strict().parse(body)).toEqual(body);
  expect(body.items.map(({ highlightedTitle }: { highlightedTitle: string }) => highlightedTitle).sort()).toEqual([
    '<mark>Custom</mark> Cat <mark>Harness</mark>',
    '<mark>Custom</mark> Y-<mark>Harness</mark>',
  ]);
  await addProducts(
    service,
    Array.from({ length: 12 }, (_, index) => ({ id: 300 + index, title: `Snood ${index}` })),
  );
  expect((await service.app.inject({ url: '/api/v1/search/suggest?q=snoo' })).json().items).toHaveLength(10);
  await service.rows('DELETE FROM products WHERE id >= 300');
});

describe('hostile searches', () => {
  test.each([
    ...[
      '&',
      '|',
      '!',
      '(',
      ')',
      ':*',
      '<->',
      "'",
      "''",
      '\\',
      '%',
      '_',
      '*',
      '"',
      '&&|!',
      "a'b",
      "'); DROP TABLE x;--",
    ],
    ...[
      'the of a',
      'de la cu',
      'az egy',
      '🐕',
      '🐕🐕 harness',
      '\u202e',
      'ａｂｃ',
      'ﬀ',
      'ß',
      'İ',
      'a'.repeat(200),
      '💥'.repeat(100),
    ],
    ...[
      'a b c d e f g h i j k l m n o p q r s t u v w x y z',
      'x'.repeat(60).concat(' ', 'y'.repeat(60)),
      '-- /* */',
      '$1',
    ],
    ...['harness:A', 'harness & !cat', "'harness'", '\u0301\u0301\u0301', '1e400', '0x00', 'http://a.b/c?d=e', 'a@b.c'],
  ])('%j finds something or nothing, and fails never', async (q) => {
    for (const path of ['search', 'search/suggest']) {
      const reply = await service.app.inject({ url: `/api/v1/${path}?q=${encodeURIComponent(q)}` });
      expect([path, reply.statusCode]).toEqual([path, q.trim() === '' ? 400 : 200]);
    }
  });

  test.each([
    '',
    'q=',
    'q=%20',
    'q=%00',
    `q=${'x'.repeat(201)}`,
    'q=%ED%A0%80',
    'q=a&limit=0',
    'q=a&cursor=WyJyYW5rIiwiMSIsIjEiXQ',
  ])('%s is refused', async (query) => {
    expect((await service.app.inject({ url: `/api/v1/search?${query}` })).statusCode).toBe(400);
  });
});
