import { setTimeout as sleep } from 'node:timers/promises';
import { changeCatalogue, type Program } from './catalogue.ts';
import { firstPagePath } from './catalogue-pages.ts';
import { round, type Say } from './figures.ts';
import { firstMessage } from './lab.ts';
import { runLoad } from './load.ts';

const sampleSeconds = 30;
/** By then memory is full of replies, as it may be, and the code is compiled. */
const settlingShare = 1 / 3;
const bytesPerMegabyte = 1024 * 1024;

export interface SoakFigures {
  residentMb: number[];
  /** Of the least-squares line through what was measured after the first third. */
  slopeMbPerMinute: number;
}

/** Hits, misses, compressed replies and a change each second, for some minutes: what stays in memory? */
export async function soak(
  { child, port }: Program,
  databaseUrl: string,
  otherPages: readonly string[],
  minutes: number,
  say: Say,
) {
  const endsAt = performance.now() + minutes * 60_000;
  let changing = true;
  const changes = (async () => {
    while (changing) {
      await changeCatalogue(databaseUrl);
      await sleep(1_000);
    }
  })();
  const requests = {
    count: Number.MAX_SAFE_INTEGER,
    requestOf: (index: number) => ({
      path: index % 4 === 0 ? (otherPages[(index * 7_919) % otherPages.length] as string) : firstPagePath,
      method: 'GET' as const,
      headers: index % 2 ? { 'accept-encoding': 'br, gzip' } : {},
    }),
    nameOf: () => '',
  };
  const samples: { minute: number; megabytes: number }[] = [];
  const startedAt = performance.now();
  while (performance.now() < endsAt) {
    const seconds = Math.min(sampleSeconds, (endsAt - performance.now()) / 1_000);
    await runLoad({ port, requests, rampSeconds: 0, seconds });
    child.send('report');
    const { residentBytes } = await firstMessage<{ residentBytes: number }>(child);
    const sample = {
      minute: (performance.now() - startedAt) / 60_000,
      megabytes: round(residentBytes / bytesPerMegabyte, 1),
    };
    samples.push(sample);
    say(`after ${sample.minute.toFixed(1)} minutes: ${sample.megabytes} MB resident`);
  }
  changing = false;
  await changes;
  const settled = samples.filter(({ minute }) => minute > minutes * settlingShare);
  const slopeMbPerMinute = round(slopeOf(settled.map(({ minute, megabytes }) => [minute, megabytes])), 2);
  say(`slope after the first third: ${slopeMbPerMinute} MB a minute`);
  return { residentMb: samples.map(({ megabytes }) => megabytes), slopeMbPerMinute } satisfies SoakFigures;
}

function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
