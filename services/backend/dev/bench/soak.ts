import { setTimeout as sleep } from 'node:timers/promises';
import { buildIfStale, builtServer, type StartedServer, startServer } from './built-server.ts';
import { fillCatalogue } from './catalogue-data.ts';
import { type Outcome, renderTable, round, type Say } from './figures.ts';
import { end, type Lab } from './lab.ts';
import { bytesPerMegabyte, judgeMemory, type MemorySample, readMemory, readMetric } from './soak-memory.ts';
import { beginTraffic, type Traffic } from './soak-traffic.ts';

const products = 20_000;
const sampleEveryMs = 5_000;
const rowsOfTable = 10;
/** The default. What a full cache takes is known; only then is growth a question. */
const cacheMegabytes = 64;
const fullShare = 0.95;
const fillingMinutesAtMost = 10;

/** The built server under the traffic of a shop for some minutes: is its memory flat? */
export async function benchSoak(lab: Lab, { soakMinutes }: { soakMinutes: number }, say: Say): Promise<Outcome> {
  buildIfStale(say);
  say(`making ${products} products ...`);
  const databaseUrl = await lab.makeDatabase('soak');
  await fillCatalogue(databaseUrl, products);
  const server = await startServer(lab, builtServer, {
    ...lab.environment(databaseUrl),
    CACHE_REDIS_URL: lab.redisUrl,
    CACHE_MEMORY_MB: String(cacheMegabytes),
    // Limits stay on: who has asked, and how often, is remembered too.
    CLIENT_ADDRESS_HEADER: 'x-real-ip',
  });
  const traffic = beginTraffic({ port: server.port, databaseUrl, products });
  await waitUntilFull(server, traffic, say);
  const samples = await watch(server, traffic, soakMinutes, say);
  await traffic.stop();
  const exercised = countExercised(await askMetrics(server), traffic);
  await end(server.child);

  const unused = Object.entries(exercised).find(([, times]) => !(times > 0));
  if (unused) throw new Error(`the soak says nothing: it had no ${unused[0]}`);
  const { targets, ...judgement } = judgeMemory(samples);
  const setting = { cores: lab.cores, redis: lab.redisUrl !== undefined, products, minutes: soakMinutes };
  return {
    figures: {
      ...judgement,
      residentMb: samples.map(({ resident }) => round(resident / bytesPerMegabyte, 1)),
      exercised,
      ratios: {},
      setting,
    },
    table: [
      ...renderTable(
        ['soak: minutes', 'resident MB', 'heap used', 'heap', 'buffers', 'cache counts'],
        thinOut(samples).map((sample) => [
          sample.minute.toFixed(1),
          ...[sample.resident, sample.heapUsed, sample.heapTotal, sample.external, sample.cache].map((bytes) =>
            (bytes / bytesPerMegabyte).toFixed(1),
          ),
        ]),
      ),
      '',
      Object.entries(exercised)
        .map(([name, times]) => `${name} ${times}`)
        .join(', '),
    ],
    targets,
  };
}

async function waitUntilFull(server: StartedServer, traffic: Traffic, say: Say): Promise<void> {
  say('filling the cache ...');
  const endsAt = performance.now() + fillingMinutesAtMost * 60_000;
  while (traffic.isRunning()) {
    const { cache } = readMemory(await askMetrics(server), 0);
    if (cache >= fullShare * cacheMegabytes * bytesPerMegabyte) return;
    if (performance.now() > endsAt) throw new Error('the soak says nothing: its cache did not become full');
    await sleep(sampleEveryMs);
  }
}

async function watch(server: StartedServer, traffic: Traffic, minutes: number, say: Say): Promise<MemorySample[]> {
  const samples: MemorySample[] = [];
  const startedAt = performance.now();
  const minutesGone = () => (performance.now() - startedAt) / 60_000;
  while (minutesGone() < minutes && traffic.isRunning()) {
    await sleep(Math.min(sampleEveryMs, (minutes - minutesGone()) * 60_000));
    const sample = readMemory(await askMetrics(server), minutesGone());
    samples.push(sample);
    if (samples.length % 6 === 0) {
      say(`after ${sample.minute.toFixed(1)} minutes: ${round(sample.resident / bytesPerMegabyte, 1)} MB resident`);
    }
  }
  return samples;
}

async function askMetrics({ opsPort }: StartedServer): Promise<string> {
  return (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text();
}

/** How often each thing happened that something is kept of. */
function countExercised(metrics: string, traffic: Traffic): Record<string, number> {
  const looked = (result: string) => readMetric(metrics, 'cache_lookups_total', `result="${result}"`);
  const { answered } = traffic;
  return {
    requests: Object.values(answered).reduce((sum, times) => sum + times, 0),
    hits: looked('process'),
    misses: looked('miss'),
    'not modified': traffic.notModified(),
    compressed: traffic.compressed(),
    searches: answered.search + answered.suggestion,
    'product pages': answered.product,
    'not found': answered.unknown,
    changes: traffic.changes(),
  };
}

function thinOut(samples: readonly MemorySample[]): readonly MemorySample[] {
  const every = Math.max(1, Math.ceil(samples.length / rowsOfTable));
  return samples.filter((_, index) => index % every === every - 1 || index === samples.length - 1);
}
