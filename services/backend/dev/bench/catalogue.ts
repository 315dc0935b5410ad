import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { request } from 'undici';
import { withClient } from '../postgres/databases.ts';
import { fillCatalogue, firstBenchProduct } from './catalogue-data.ts';
import { type Catalogues, type ListFigures, listLimits, measureLists } from './catalogue-lists.ts';
import { firstPagePath, pageRows, readPagePaths } from './catalogue-pages.ts';
import { measureSearch, type SearchFigures } from './catalogue-search.ts';
import { median, type Outcome, renderTable, round, type Say } from './figures.ts';
import { benchFile, type Environment, end, firstMessage, type Lab } from './lab.ts';
import { type LoadRequests, runLoad } from './load.ts';
import { readCpuUs } from './processor-time.ts';

export interface CatalogueOptions {
  rounds: number;
  /** Measured in each round for each variant. */
  seconds: number;
  /** Of the larger catalogue; the smaller has a thousand. */
  products: number;
}

type Variant = keyof typeof variants;

interface Contestant {
  variant: Variant;
  program: Program;
  requests: LoadRequests;
  windows: { requestsPerSecond: number; p50Ms: number; p99Ms: number; cpuUsPerRequest: number }[];
}

export interface Program {
  child: ChildProcess;
  port: number;
}

type Programs = Record<'ours' | 'bare', Program>;

const fewProductsAtMost = 1_000;
/** With fewer there are no pages to turn. */
const fewestProducts = 100;
const rampSeconds = 0.3;
/** Machines change their speed from one second to the next: whoever is compared comes close behind the other. */
const turnsPerRound = 5;
const requestsAtMost = 1_000_000;
/** What is known a quarter of a second late, and served for a moment more, is over by then. */
const settledMs = 1_000;

const variants = {
  sameReply: { label: 'bare Fastify, the same headers too', program: 'bare', asks: 'same reply' },
  static: { label: 'bare Fastify, the same bytes', program: 'bare', asks: 'static' },
  cached: { label: 'ours, from memory', program: 'ours', asks: 'first page' },
  notModified: { label: 'ours, 304', program: 'ours', asks: 'first page' },
  product: { label: 'ours, a product page from memory', program: 'ours', asks: 'product' },
  preparedStatement: { label: 'bare Fastify, one prepared statement', program: 'bare', asks: 'other pages' },
  miss: { label: 'ours, made anew each time', program: 'ours', asks: 'other pages' },
} as const satisfies Record<string, { label: string; program: 'ours' | 'bare'; asks: string }>;

/** GET /products by variants that take turns, five times in each round; then lists and searches that are not kept. */
export async function benchCatalogue(lab: Lab, options: CatalogueOptions, say: Say): Promise<Outcome> {
  const catalogues = await makeCatalogues(lab, options.products, say);
  const { manyUrl } = catalogues;
  const otherPages = await readPagePaths(manyUrl);
  const ours = await startProgram(lab, 'catalogue-server.ts', manyUrl);
  const { body: page, headers } = await fetchPage(ours, firstPagePath);
  const pageFile = join(lab.folder, 'page.json');
  writeFileSync(pageFile, page);
  const bare = await startProgram(lab, 'catalogue-bare.ts', manyUrl, {
    PAGE_FILE: pageFile,
    PAGE_HEADERS: JSON.stringify(headers),
  });
  await compare({ ours, bare }, otherPages);

  const contestants = prepare({ ours, bare }, String(headers['etag']), otherPages);
  say('warming up ...');
  for (const contestant of contestants) await load(contestant, 3);
  for (let number = 1; number <= options.rounds; number += 1) {
    for (let turn = 0; turn < turnsPerRound; turn += 1) {
      for (const contestant of contestants) await measure(contestant, manyUrl, options.seconds / turnsPerRound);
    }
    const rates = contestants.map(({ windows }) => ratesOf(windows.slice(-turnsPerRound)));
    say(`round ${number} of ${options.rounds}: ${rates.join(' / ')} requests/s`);
  }
  await Promise.all([ours, bare].map(({ child }) => end(child)));

  say('lists that are not kept ...');
  const lists = await measureLists(lab, catalogues, options);
  say('searches ...');
  const search = await measureSearch(lab, manyUrl, options.seconds);
  const pageBytes = Buffer.byteLength(page);
  const setting = { cores: lab.cores, redis: lab.redisUrl !== undefined, pageBytes, ...options };
  return conclude(contestants, lists, search, pageBytes, { setting });
}

async function makeCatalogues(lab: Lab, products: number, say: Say): Promise<Catalogues> {
  if (!(products >= fewestProducts)) throw new Error(`--products takes a number from ${fewestProducts} on`);
  const fewProducts = Math.min(fewProductsAtMost, products);
  const make = async (name: string, count: number) => {
    const url = await lab.makeDatabase(name);
    await fillCatalogue(url, count, (listed) => say(`${listed} of ${count} products are in the catalogue ...`));
    return url;
  };
  const fewUrl = await make('catalogue_few', fewProducts);
  return { fewUrl, fewProducts, manyUrl: await make('catalogue_many', products), manyProducts: products };
}

export async function startProgram(
  lab: Lab,
  file: string,
  databaseUrl: string,
  environment: Environment = {},
): Promise<Program> {
  const child = lab.spawnProgram(benchFile(file), {
    environment: {
      ...lab.environment(databaseUrl),
      ENABLE_QUEUE: 'false',
      ENABLE_RATE_LIMITING: 'false',
      CACHE_REDIS_URL: lab.redisUrl,
      ...environment,
    },
  });
  const { port } = await firstMessage<{ port: number }>(child);
  return { child, port };
}

/** As the load asks for it, in no encoding. Of the headers, those that Node does not add to every reply by itself. */
async function fetchPage({ port }: Program, path: string): Promise<{ body: string; headers: Record<string, string> }> {
  const { statusCode, headers, body } = await request(`http://127.0.0.1:${port}${path}`);
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${path} was answered ${statusCode}: ${text}`);
  const own = Object.entries(headers).filter(([name]) => !headersOfNode.has(name));
  return { body: text, headers: Object.fromEntries(own) as Record<string, string> };
}

const headersOfNode = new Set(['connection', 'content-length', 'date', 'keep-alive']);

/** A variant that answers something else is no contestant; only the order of what is in a product may differ. */
async function compare({ ours, bare }: Programs, paths: string[]): Promise<void> {
  const page = await fetchPage(ours, firstPagePath);
  const [bytes, reply] = [await fetchPage(bare, '/static'), await fetchPage(bare, '/same-reply')];
  if (bytes.body !== page.body) throw new Error('ours and a bare Fastify do not send the same bytes');
  const names = [page, reply].map(({ headers }) => Object.keys(headers).toSorted());
  if (reply.body !== page.body || !isDeepStrictEqual(names[0], names[1])) {
    throw new Error('ours and a bare Fastify do not send the same reply');
  }
  if (!paths[pageRows - 1]?.endsWith(`=${JSON.parse(page.body).nextCursor}`)) {
    throw new Error('the pages that are asked for are not those that the first page leads to');
  }
  for (const path of [paths[0], paths[paths.length >> 1], paths.at(-1)] as string[]) {
    const [one, other] = [await fetchPage(ours, path), await fetchPage(bare, path)];
    if (!isDeepStrictEqual(JSON.parse(one.body), JSON.parse(other.body))) {
      throw new Error(`ours and one prepared statement do not say the same of ${path}`);
    }
  }
}

function prepare(programs: Programs, etag: string, otherPages: string[]): Contestant[] {
  const paths: Record<(typeof variants)[Variant]['asks'], (index: number) => string> = {
    static: () => '/static',
    'same reply': () => '/same-reply',
    'first page': () => firstPagePath,
    product: () => '/api/v1/products/product-7',
    'other pages': (index) => otherPages[index % otherPages.length] as string,
  };
  return (Object.keys(variants) as Variant[]).map((variant) => ({
    variant,
    program: programs[variants[variant].program],
    requests: {
      count: requestsAtMost,
      status: variant === 'notModified' ? 304 : 200,
      requestOf: (index) => ({
        path: paths[variants[variant].asks](index),
        method: 'GET',
        headers: variant === 'notModified' ? { 'if-none-match': etag } : {},
      }),
      nameOf: String,
    },
    windows: [],
  }));
}

const ratesOf = (windows: Contestant['windows']) => round(median(windows.map((window) => window.requestsPerSecond)));

const load = ({ program, requests }: Contestant, seconds: number) =>
  runLoad({ port: program.port, requests, rampSeconds, seconds });

async function measure(contestant: Contestant, databaseUrl: string, seconds: number): Promise<void> {
  const { variant, program } = contestant;
  // A change: from here on, nothing that is kept is right.
  if (variant === 'miss') {
    await changeCatalogue(databaseUrl);
    await sleep(settledMs);
  }
  const fillsBefore = await readFills(contestant);
  const cpuUsBefore = readCpuUs(program.child.pid);
  const result = await load(contestant, seconds);
  const cpuUs = readCpuUs(program.child.pid) - cpuUsBefore;
  const fills = (await readFills(contestant)) - fillsBefore;
  const answered = result.acknowledged.length;
  if (result.refused.size > 0) throw new Error(`${variants[variant].label} refused requests`);
  // At most the page itself, when its lifetime ends or another round has changed the catalogue.
  if (variant === 'miss' ? fills < answered : fills > 2) {
    throw new Error(`${variants[variant].label}: ${answered} requests made ${fills} fills`);
  }
  contestant.windows.push({
    requestsPerSecond: round(result.answered / result.seconds),
    p50Ms: round(result.latencyUs.percentile(50) / 1_000, 2),
    p99Ms: round(result.latencyUs.percentile(99) / 1_000, 2),
    cpuUsPerRequest: round(cpuUs / answered),
  });
}

/** Nothing that a list shows, and yet a change like any other. */
export async function changeCatalogue(databaseUrl: string): Promise<void> {
  const text = 'UPDATE products SET updated_at = now() WHERE id = $1';
  await withClient(databaseUrl, (client) => client.query(text, [firstBenchProduct + 1]));
}

async function readFills({ variant, program }: Contestant): Promise<number> {
  if (variants[variant].program === 'bare') return 0;
  program.child.send('report');
  return (await firstMessage<{ fills: number }>(program.child)).fills;
}

function conclude(
  contestants: Contestant[],
  lists: ListFigures,
  search: SearchFigures,
  pageBytes: number,
  more: Record<string, unknown>,
): Outcome {
  const windowsOf = (variant: Variant) => contestants.find((one) => one.variant === variant)?.windows ?? [];
  const ratio = (over: Variant, under: Variant) => {
    const rate = (variant: Variant, index: number) => windowsOf(variant)[index]?.requestsPerSecond ?? Number.NaN;
    return round(median(windowsOf(over).map((_, index) => rate(over, index) / rate(under, index))), 2);
  };
  const middle = (variant: Variant, figure: keyof Contestant['windows'][number]) =>
    round(median(windowsOf(variant).map((window) => window[figure])), figure.endsWith('Ms') ? 2 : 0);
  const figuresOf = (variant: Variant) => ({
    requestsPerSecond: middle(variant, 'requestsPerSecond'),
    p50Ms: middle(variant, 'p50Ms'),
    p99Ms: middle(variant, 'p99Ms'),
    cpuUsPerRequest: middle(variant, 'cpuUsPerRequest'),
  });
  const names = Object.keys(variants) as Variant[];
  const ratios = {
    cachedOfStatic: ratio('cached', 'static'),
    cachedOfSameReply: ratio('cached', 'sameReply'),
    notModifiedOfStatic: ratio('notModified', 'static'),
    productOfStatic: ratio('product', 'static'),
    missOfPreparedStatement: ratio('miss', 'preparedStatement'),
    ...lists.ratios,
  };
  return {
    figures: {
      ...Object.fromEntries(names.map((variant) => [variant, figuresOf(variant)])),
      lists: lists.figures,
      searches: search.figures,
      ratios,
      ...more,
    },
    table: [
      ...renderTable(
        [
          `catalogue: GET /products, 20 rows, ${pageBytes} bytes (medians)`,
          'requests/s',
          'p50 ms',
          'p99 ms',
          'CPU us/request',
        ],
        names.map((variant) => [variants[variant].label, ...Object.values(figuresOf(variant))]),
      ),
      '',
      ...lists.table,
      '',
      ...search.table,
    ],
    targets: [
      { what: 'from memory / the same bytes', value: ratios.cachedOfStatic, rule: 'at least', limit: 0.8 },
      { what: '304 / the same bytes', value: ratios.notModifiedOfStatic, rule: 'at least', limit: 0.9 },
      {
        what: 'made anew / one prepared statement',
        value: ratios.missOfPreparedStatement,
        rule: 'at least',
        limit: 0.5,
      },
      ...listLimits(lists),
      ...search.targets,
    ],
  };
}
