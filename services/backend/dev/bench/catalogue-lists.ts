import { type Program, startProgram } from './catalogue.ts';
import { renderTable, round, type Target } from './figures.ts';
import { end, type Lab } from './lab.ts';

/** How long one request takes that the cache does not answer, among few products and among many. */
export interface ListFigures {
  figures: Record<string, { fewMs: number; manyMs: number; manyP95Ms: number }>;
  ratios: Record<string, number>;
  table: string[];
}

interface Catalogues {
  fewUrl: string;
  fewProducts: number;
  manyUrl: string;
  manyProducts: number;
}

const pageRows = 20;
const deepPage = 1_000;
const askedPerSecondOfOption = 100;

/** What is asked for, by the name of its figures; `products` is how many there are. */
const lists: Record<string, (products: number) => string> = {
  firstPage: () => `/api/v1/products?limit=${pageRows}`,
  deepPage: (products) => {
    const after = Math.min(deepPage * pageRows, products) - pageRows;
    return `/api/v1/products?limit=${pageRows}&after=${after}`;
  },
};

export async function measureLists(
  lab: Lab,
  { fewUrl, fewProducts, manyUrl, manyProducts }: Catalogues,
  { seconds }: { seconds: number },
): Promise<ListFigures> {
  const uncached = { ENABLE_CACHE: 'false' };
  const few = await startProgram(lab, 'catalogue-server.ts', fewUrl, uncached);
  const many = await startProgram(lab, 'catalogue-server.ts', manyUrl, uncached);
  const times = Math.ceil(seconds * askedPerSecondOfOption);
  const figures: ListFigures['figures'] = {};
  for (const [name, pathOf] of Object.entries(lists)) {
    const fewTimes: number[] = [];
    const manyTimes: number[] = [];
    // One after the other, in turns: what one suffers from the machine, the other does too.
    for (let time = -times / 5; time < times; time += 1) {
      const [fewMs, manyMs] = [await timeOf(few, pathOf(fewProducts)), await timeOf(many, pathOf(manyProducts))];
      if (time < 0) continue;
      fewTimes.push(fewMs);
      manyTimes.push(manyMs);
    }
    const at = (values: number[], share: number) =>
      round(values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN, 2);
    figures[name] = { fewMs: at(fewTimes, 0.5), manyMs: at(manyTimes, 0.5), manyP95Ms: at(manyTimes, 0.95) };
  }
  await Promise.all([few, many].map(({ child }) => end(child)));
  const ratios = Object.fromEntries(
    Object.entries(figures).map(([name, { fewMs, manyMs }]) => [`${name}ManyOverFew`, round(manyMs / fewMs, 2)]),
  );
  return {
    figures,
    ratios,
    table: renderTable(
      ['lists that are not kept (ms)', `${fewProducts}`, `${manyProducts}`, 'p95'],
      Object.entries(figures).map(([name, { fewMs, manyMs, manyP95Ms }]) => [name, fewMs, manyMs, manyP95Ms]),
    ),
  };
}

export function listLimits({ ratios }: ListFigures): Target[] {
  return Object.entries(ratios).map(([name, value]) => ({ what: name, value, rule: 'below', limit: 1.5 }));
}

async function timeOf({ port }: Program, path: string): Promise<number> {
  const askedAt = performance.now();
  const reply = await fetch(`http://127.0.0.1:${port}${path}`);
  const { items } = (await reply.json()) as { items?: unknown[] };
  if (items?.length !== pageRows) throw new Error(`${path} was answered ${reply.status}: no page of ${pageRows}`);
  return performance.now() - askedAt;
}
