import { type Program, startProgram } from './catalogue.ts';
import { timePage } from './catalogue-pages.ts';
import { searchQueries } from './catalogue-queries.ts';
import { renderTable, round, type Target } from './figures.ts';
import { end, type Lab } from './lab.ts';

/** How long one search takes that the cache does not answer. */
export interface SearchFigures {
  figures: Record<string, Figures>;
  table: string[];
  targets: Target[];
}

interface Figures {
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  slowest: string;
  /** How many of the queries found something. */
  found: number;
}

const passesPerSecondOfOption = 4;
const suggestedFromShare = 0.6;
const queries = Object.values(searchQueries).flat();

/** What is asked for a query, by the name of its figures. */
const searches: Record<string, (query: string) => string> = {
  search: (query) => `/api/v1/search?q=${encodeURIComponent(query)}`,
  suggest: (query) => {
    const typed = [...query].slice(0, Math.ceil(query.length * suggestedFromShare)).join('');
    return `/api/v1/search/suggest?q=${encodeURIComponent(typed.trim())}`;
  },
};

/** All the queries, one after the other, again and again; each of them counts as often as any other. */
export async function measureSearch(lab: Lab, databaseUrl: string, seconds: number): Promise<SearchFigures> {
  const program = await startProgram(lab, 'catalogue-server.ts', databaseUrl, { ENABLE_CACHE: 'false' });
  const passes = Math.ceil(seconds * passesPerSecondOfOption);
  const figures: Record<string, Figures> = {};
  for (const [name, pathOf] of Object.entries(searches)) figures[name] = await measure(program, pathOf, passes);
  await end(program.child);
  const { search } = figures as Record<'search', Figures>;
  return {
    figures,
    table: renderTable(
      ['searches that are not kept (ms)', 'p50', 'p95', 'p99', 'found something', 'slowest'],
      Object.entries(figures).map(([name, { p50Ms, p95Ms, p99Ms, found, slowest }]) => [
        ...[name, p50Ms, p95Ms, p99Ms],
        ...[`${found} of ${queries.length}`, slowest],
      ]),
    ),
    targets: [
      { what: 'search p95 in ms', value: search.p95Ms, rule: 'below', limit: 50 },
      { what: 'searches that find something', value: search.found, rule: 'at least', limit: queries.length },
    ],
  };
}

async function measure({ port }: Program, pathOf: (query: string) => string, passes: number): Promise<Figures> {
  const timesOf = new Map<string, number[]>(queries.map((query) => [query, []]));
  const found = new Set<string>();
  // The first pass is not counted: statements are prepared, and pages come into memory.
  for (let pass = 0; pass <= passes; pass += 1) {
    for (const [query, times] of timesOf) {
      const { ms, page } = await timePage(port, pathOf(query));
      if (page.items.length > 0) found.add(query);
      if (pass > 0) times.push(ms);
    }
  }
  const sorted = [...timesOf.values()].flat().sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.floor(sorted.length * share)] ?? Number.NaN, 1);
  const middleOf = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
  const [slowest] = [...timesOf].map(([query, times]) => ({ query, ms: middleOf(times) })).sort((a, b) => b.ms - a.ms);
  return {
    ...{ p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), found: found.size },
    slowest: `${slowest?.query} (${round(slowest?.ms ?? Number.NaN, 1)})`,
  };
}
