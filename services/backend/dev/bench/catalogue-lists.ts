import { type Program, startProgram } from './catalogue.ts';
import { followTo, pageRows, timePage } from './catalogue-pages.ts';
import { renderTable, round, type Target } from './figures.ts';
import { end, type Lab } from './lab.ts';

/** How long one request takes that the cache does not answer, among few products and among many. */
export interface ListFigures {
  figures: Record<string, { fewMs: number; manyMs: number; manyP95Ms: number }>;
  ratios: Record<string, number>;
  table: string[];
}

export interface Catalogues {
  fewUrl: string;
  fewProducts: number;
  manyUrl: string;
  manyProducts: number;
}

const deepPage = 1_000;
const askedPerSecondOfOption = 100;

/** The number of the page, among so many products; where there are not so many pages, the last full one. */
const lists: Record<string, (products: number) => number> = {
  firstPage: () => 1,
  deepPage: (products) => Math.min(deepPage, Math.floor(products / pageRows)),
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
  for (const [name, numberOf] of Object.entries(lists)) {
    const [fewPath, manyPath] = [
      await followTo(numberOf(fewProducts), few.port),
      await followTo(numberOf(manyProducts), many.port),
    ];
    const fewTimes: number[] = [];
    const manyTimes: number[] = [];
    // One after the other, in turns: what one suffers from the machine, the other does too.
    for (let time = -times / 5; time < times; time += 1) {
      const [fewMs, manyMs] = [await timeFull(few, fewPath), await timeFull(many, manyPath)];
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
      Object.entries(figures).map(([name, { fewMs, manyMs, manyP95Ms }]) => [
        labelOf(name, fewProducts, manyProducts),
        ...[fewMs, manyMs, manyP95Ms],
      ]),
    ),
  };
}

function labelOf(name: string, fewProducts: number, manyProducts: number): string {
  const [few, many] = [lists[name]?.(fewProducts), lists[name]?.(manyProducts)];
  return few === many ? `page ${many}` : `page ${many} (of few, their last: ${few})`;
}

export function listLimits({ ratios }: ListFigures): Target[] {
  return Object.entries(ratios).map(([name, value]) => ({ what: name, value, rule: 'below', limit: 1.5 }));
}

async function timeFull({ port }: Program, path: string): Promise<number> {
  const { ms, page } = await timePage(port, path);
  if (page.items.length !== pageRows) throw new Error(`${path} is no page of ${pageRows}`);
  return ms;
}
