import type { ChildProcess } from 'node:child_process';
import { withClient } from '../postgres/databases.ts';
import { type PreparedRequests, prepareRequests } from './deliveries.ts';
import { median, type Outcome, renderTable, round, type Say } from './figures.ts';
import type { Variant } from './ingest-server.ts';
import { benchFile, endInOrder, firstMessage, type Lab } from './lab.ts';
import { type LoadResult, runLoad } from './load.ts';
import { readCpuUs, watchCompany } from './processor-time.ts';

export interface IngestOptions {
  rounds: number;
  /** Measured in each round for each variant. */
  seconds: number;
  /** Where each process leaves its CPU profile, if anywhere. */
  profileFolder: string | undefined;
}

interface Contestant {
  variant: Variant;
  child: ChildProcess;
  databaseUrl: string;
  port: number;
  queue: string;
  windows: Window[];
  acknowledged: string[];
  refused: number;
}

interface Window {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Of the process under test, all its threads. What the rate comes to when nothing else limits it. */
  cpuUsPerRequest: number;
  /** Share of all cores that went to programs not of this bench. */
  othersPercent: number;
}

/** As many for each, so that the compiler has done as much for the slow as for the fast; no longer than the limit. */
const warmUpRequests = 30_000;
const warmUpLimitSeconds = 15;
const rampSeconds = 0.4;
/** Memory is no test object: about 400 MB of requests at most. */
const maxRequests = 80_000;

const labels: Record<Variant, string> = {
  verificationAlone: 'verification alone',
  singleInsert: 'one INSERT per request',
  ours: 'ours (group commit)',
};

/** Three processes of the same application that differ in their inbox alone, loaded in turn, round after round. */
export async function benchIngest(lab: Lab, options: IngestOptions, say: Say): Promise<Outcome> {
  const contestants: Contestant[] = [];
  for (const variant of Object.keys(labels) as Variant[]) contestants.push(await start(lab, variant, options));
  const queue = contestants.find(({ variant }) => variant === 'ours')?.queue;
  say(`wake-ups of ours go to BullMQ on ${queue}`);

  say('warming up ...');
  let fastest = 0;
  for (const contestant of contestants) {
    const load = await loadOnce(contestant, prepareRequests(warmUpRequests), warmUpLimitSeconds, say);
    fastest = Math.max(fastest, load.answered / load.seconds);
  }
  const requestCount = Math.min(maxRequests, Math.ceil(fastest * 1.4 * (options.seconds + rampSeconds)));
  let bodyBytes = 0;
  for (let number = 1; number <= options.rounds; number += 1) {
    const requests = prepareRequests(requestCount);
    bodyBytes = requests.bodyBytes;
    for (const contestant of contestants)
      contestant.windows.push(await measure(contestant, requests, options.seconds, say));
    const rates = contestants.map(({ windows }) => windows.at(-1)?.requestsPerSecond);
    say(`round ${number} of ${options.rounds}: ${rates.join(' / ')} requests/s`);
  }

  for (const contestant of contestants) {
    await endInOrder(contestant.child);
    if (contestant.variant !== 'verificationAlone') await checkRecorded(contestant, say);
  }
  return conclude(contestants, { cores: lab.cores, queue, bodyBytes, ...options });
}

async function start(lab: Lab, variant: Variant, options: IngestOptions): Promise<Contestant> {
  const databaseUrl = await lab.makeDatabase(`ingest_${variant.toLowerCase()}`);
  const child = lab.spawnProgram(benchFile('ingest-server.ts'), {
    args: [variant],
    nodeFlags: options.profileFolder
      ? ['--cpu-prof', '--cpu-prof-dir', options.profileFolder, '--cpu-prof-name', `${variant}.cpuprofile`]
      : [],
    environment: { ...lab.environment(databaseUrl), ENABLE_QUEUE: variant === 'ours' ? 'true' : 'false' },
  });
  const { port, queue } = await firstMessage<{ port: number; queue: string }>(child);
  return { variant, child, databaseUrl, port, queue, windows: [], acknowledged: [], refused: 0 };
}

/** What is refused (503: not recorded in time) counts as not answered; it is no failure, since the sender tries again. */
async function loadOnce(
  contestant: Contestant,
  requests: PreparedRequests,
  seconds: number,
  say: Say,
): Promise<LoadResult> {
  const load = await runLoad({ port: contestant.port, requests, rampSeconds, seconds });
  for (const id of load.acknowledged) contestant.acknowledged.push(id);
  for (const [status, times] of load.refused) {
    contestant.refused += times;
    say(`${labels[contestant.variant]} answered ${times} requests with ${status}`);
  }
  return load;
}

async function measure(contestant: Contestant, requests: PreparedRequests, seconds: number, say: Say): Promise<Window> {
  const othersPercent = watchCompany();
  const cpuUsBefore = readCpuUs(contestant.child.pid);
  const { answered, acknowledged, seconds: measured, latencyUs } = await loadOnce(contestant, requests, seconds, say);
  const cpuUs = readCpuUs(contestant.child.pid) - cpuUsBefore;
  return {
    cpuUsPerRequest: round(cpuUs / acknowledged.length),
    othersPercent: round(othersPercent()),
    requestsPerSecond: round(answered / measured),
    p50Ms: round(latencyUs.percentile(50) / 1_000, 2),
    p99Ms: round(latencyUs.percentile(99) / 1_000, 2),
  };
}

/** Every delivery that was answered 200 must have its receipt and its row. */
async function checkRecorded({ variant, databaseUrl, acknowledged }: Contestant, say: Say): Promise<void> {
  const found = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ found: number }>(
      `SELECT count(DISTINCT webhook_id)::int AS found
       FROM unnest($1::text[]) AS acknowledged (webhook_id)
         JOIN webhook_receipts USING (webhook_id) JOIN webhook_inbox USING (webhook_id)
       WHERE body IS NOT NULL`,
      [acknowledged],
    );
    return rows[0]?.found;
  });
  if (found !== acknowledged.length) {
    throw new Error(`${labels[variant]} acknowledged ${acknowledged.length} deliveries, and ${found} are in the inbox`);
  }
  say(`${labels[variant]}: all ${found} acknowledged deliveries are in the inbox`);
}

function conclude(contestants: Contestant[], setting: Record<string, unknown>): Outcome {
  const middle = (variant: Variant, figure: keyof Window) => median(windowsOf(variant).map((window) => window[figure]));
  const windowsOf = (variant: Variant) =>
    contestants.find((contestant) => contestant.variant === variant)?.windows ?? [];
  // Paired by round: what slows the machine down for a while slows both sides of a ratio.
  const ratio = (over: Variant, under: Variant) =>
    round(
      median(
        windowsOf(over).map(
          (window, index) => window.requestsPerSecond / (windowsOf(under)[index]?.requestsPerSecond ?? Number.NaN),
        ),
      ),
      2,
    );
  const figuresOf = (variant: Variant): Window => ({
    requestsPerSecond: round(middle(variant, 'requestsPerSecond')),
    p50Ms: round(middle(variant, 'p50Ms'), 2),
    p99Ms: round(middle(variant, 'p99Ms'), 2),
    cpuUsPerRequest: round(middle(variant, 'cpuUsPerRequest')),
    othersPercent: round(middle(variant, 'othersPercent')),
  });
  const variants = Object.keys(labels) as Variant[];
  const refused = Object.fromEntries(contestants.map((contestant) => [contestant.variant, contestant.refused]));
  const ratios = {
    overSingleInsert: ratio('ours', 'singleInsert'),
    ofVerificationAlone: ratio('ours', 'verificationAlone'),
  };
  return {
    figures: {
      ...Object.fromEntries(variants.map((variant) => [variant, figuresOf(variant)])),
      ratios,
      refused,
      setting,
    },
    table: renderTable(
      ['ingest (medians of the rounds)', 'requests/s', 'p50 ms', 'p99 ms', 'CPU us/request', 'other programs'],
      variants.map((variant) => {
        const { requestsPerSecond, p50Ms, p99Ms, cpuUsPerRequest, othersPercent } = figuresOf(variant);
        return [labels[variant], requestsPerSecond, p50Ms, p99Ms, cpuUsPerRequest, `${othersPercent} %`];
      }),
    ),
    targets: [
      { what: 'ours / one INSERT per request', value: ratios.overSingleInsert, rule: 'at least', limit: 2.5 },
      { what: 'ours / verification alone', value: ratios.ofVerificationAlone, rule: 'at least', limit: 0.5 },
    ],
  };
}
