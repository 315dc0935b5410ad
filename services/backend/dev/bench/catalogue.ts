import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '../postgres/databases.ts';
import { type ListFigures, listLimits, measureLists } from './catalogue-lists.ts';
import { fillProducts } from './catalogue-sample.ts';
import { soak } from './catalogue-soak.ts';
import { median, type Outcome, renderTable, round, type Say } from './figures.ts';
import { benchFile, type Environment, end, firstMessage, type Lab } from './lab.ts';
import { type LoadRequests, runLoad } from './load.ts';
import { readCpuUs } from './processor-time.ts';

export interface CatalogueOptions {
  rounds: number;
  /** Measured in each round for each variant. */
  seconds: number;
  soakMinutes: number;
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

const fewProducts = 1_000;
const manyProducts = 100_000;
const rampSeconds = 0.3;
const requestsAtMost = 1_000_000;
const page = '/api/v1/products?limit=20';
/** What is known a quarter of a second late, and served for a moment more, is over by then. */
const settledMs = 1_000;

const variants = {
  static: { label: 'bare Fastify, the same bytes', program: 'bare', path: () => '/static' },
  cached: { label: 'ours, from memory', program: 'ours', path: () => page },
  notModified: { label: 'ours, 304', program: 'ours', path: () => page },
  product: {
    label: 'ours, a product page from memory',
    program: 'ours',
    path: () => '/api/v1/products/harness-7',
  },
  preparedStatement: {
    label: 'bare Fastify, one prepared statement',
    program: 'bare',
    path: (index: number) => `${page}&after=${index % (manyProducts - 20)}`,
  },
  miss: {
    label: 'ours, made anew each time',
    program: 'ours',
    path: (index: number) => `${page}&after=${index % (manyProducts - 20)}`,
  },
} as const satisfies Record<string, { label: string; program: 'ours' | 'bare'; path(index: number): string }>;

/** GET /products by variants that take turns, round after round; then lists among few and many products. */
export async function benchCatalogue(lab: Lab, options: CatalogueOptions, say: Say): Promise<Outcome> {
  say(`making ${manyProducts} products, and ${fewProducts} ...`);
  const manyUrl = await lab.makeDatabase('catalogue_many');
  await fillProducts(manyUrl, manyProducts);
  const fewUrl = await lab.makeDatabase('catalogue_few');
  await fillProducts(fewUrl, fewProducts);
  const programs = {
    ours: await startProgram(lab, 'catalogue-server.ts', manyUrl),
    bare: await startProgram(lab, 'catalogue-bare.ts', manyUrl),
  };
  const contestants = await prepare(programs);
  say('warming up ...');
  for (const contestant of contestants) await load(contestant, 3);
  for (let number = 1; number <= options.rounds; number += 1) {
    for (const contestant of contestants) await measure(contestant, manyUrl, options.seconds);
    const rates = contestants.map(({ windows }) => windows.at(-1)?.requestsPerSecond);
    say(`round ${number} of ${options.rounds}: ${rates.join(' / ')} requests/s`);
  }
  const memory = options.soakMinutes > 0 ? await soak(programs.ours, manyUrl, options.soakMinutes, say) : undefined;
  await Promise.all(Object.values(programs).map(({ child }) => end(child)));

  say('lists that are not kept ...');
  const lists = await measureLists(lab, { fewUrl, fewProducts, manyUrl, manyProducts }, options);
  const setting = { cores: lab.cores, redis: lab.redisUrl !== undefined, products: manyProducts, ...options };
  return conclude(contestants, lists, { setting, ...(memory && { soak: memory }) });
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

/** A variant that answers something else is no contestant. */
async function prepare(programs: Record<'ours' | 'bare', Program>): Promise<Contestant[]> {
  const ask = (program: Program, path: string) => fetch(`http://127.0.0.1:${program.port}${path}`);
  const [ours, bare] = await Promise.all([ask(programs.ours, page), ask(programs.bare, '/static')]);
  const [oursText, bareText] = await Promise.all([ours.text(), bare.text()]);
  if (oursText !== bareText) throw new Error('ours and a bare Fastify do not send the same bytes');
  const etag = String(ours.headers.get('etag'));

  return (Object.keys(variants) as Variant[]).map((variant) => ({
    variant,
    program: programs[variants[variant].program],
    requests: {
      count: requestsAtMost,
      status: variant === 'notModified' ? 304 : 200,
      requestOf: (index) => ({
        path: variants[variant].path(index),
        method: 'GET',
        headers: variant === 'notModified' ? { 'if-none-match': etag } : {},
      }),
      nameOf: String,
    },
    windows: [],
  }));
}

const load = ({ program, requests }: Contestant, seconds: number) =>
  runLoad({ port: program.port, requests, rampSeconds, seconds });

async function measure(contestant: Contestant, databaseUrl: string, seconds: number): Promise<void> {
  const { variant, program } = contestant;
  // A change: from here on, nothing that is kept is right.
  if (variant === 'miss') {
    await withClient(databaseUrl, (client) => client.query('UPDATE products SET updated_at = now() WHERE id = 1'));
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

async function readFills({ variant, program }: Contestant): Promise<number> {
  if (variants[variant].program === 'bare') return 0;
  program.child.send('report');
  return (await firstMessage<{ fills: number }>(program.child)).fills;
}

function conclude(contestants: Contestant[], lists: ListFigures, more: Record<string, unknown>): Outcome {
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
    notModifiedOfStatic: ratio('notModified', 'static'),
    productOfStatic: ratio('product', 'static'),
    missOfPreparedStatement: ratio('miss', 'preparedStatement'),
    ...lists.ratios,
  };
  return {
    figures: {
      ...Object.fromEntries(names.map((variant) => [variant, figuresOf(variant)])),
      lists: lists.figures,
      ratios,
      ...more,
    },
    table: [
      ...renderTable(
        ['catalogue: GET /products, 20 rows (medians)', 'requests/s', 'p50 ms', 'p99 ms', 'CPU us/request'],
        names.map((variant) => [variants[variant].label, ...Object.values(figuresOf(variant))]),
      ),
      '',
      ...lists.table,
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
    ],
  };
}
