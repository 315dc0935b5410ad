import type { ChildProcess } from 'node:child_process';
import { askingUsers, clerkIdOf, fillDesigns } from './api-data.ts';
import type { ApiVariant } from './api-server.ts';
import { median, type Outcome, renderTable, round, type Say } from './figures.ts';
import { benchFile, endInOrder, firstMessage, issuer, type Lab } from './lab.ts';
import { type LoadRequests, runLoad } from './load.ts';
import { readCpuUs } from './processor-time.ts';

export interface ApiOptions {
  rounds: number;
  /** Measured in each round for each variant. */
  seconds: number;
}

type Variant = ApiVariant | 'preparedStatement' | 'manyDesigns';

interface Contestant {
  variant: Variant;
  child: ChildProcess;
  port: number;
  tokens: string[];
  windows: { requestsPerSecond: number; p50Ms: number; p99Ms: number; cpuUsPerRequest: number }[];
}

const few = { users: 1_000, designs: 10_000 };
const many = { users: 100_000, designs: 1_000_000 };
const rampSeconds = 0.3;
const requestsAtMost = 100_000;

const labels: Record<Variant, string> = {
  preparedStatement: 'bare Fastify, one prepared statement',
  unauthenticated: 'ours, nobody asked who they are',
  authenticated: 'ours',
  verifiedEachTime: 'ours, tokens verified each time',
  manyDesigns: 'ours, 1,000,000 designs instead of 10,000',
};

/** GET /api/v1/designs with 20 rows, by variants that take turns, round after round. */
export async function benchApi(lab: Lab, options: ApiOptions, say: Say): Promise<Outcome> {
  say('making 10,000 designs, and 1,000,000 ...');
  const fewUrl = await lab.makeDatabase('api_few');
  await fillDesigns(fewUrl, few);
  const manyUrl = await lab.makeDatabase('api_many');
  await fillDesigns(manyUrl, many);
  const contestants: Contestant[] = [];
  for (const variant of Object.keys(labels) as Variant[]) {
    contestants.push(await start(lab, variant, variant === 'manyDesigns' ? manyUrl : fewUrl));
  }
  await checkPages(contestants);
  say('warming up ...');
  for (const contestant of contestants) await load(contestant, 2);
  for (let number = 1; number <= options.rounds; number += 1) {
    for (const contestant of contestants) await measure(contestant, options.seconds);
    const rates = contestants.map(({ windows }) => windows.at(-1)?.requestsPerSecond);
    say(`round ${number} of ${options.rounds}: ${rates.join(' / ')} requests/s`);
  }
  for (const { child } of contestants) await endInOrder(child);
  return conclude(contestants, { cores: lab.cores, few, many, ...options });
}

async function start(lab: Lab, variant: Variant, databaseUrl: string): Promise<Contestant> {
  const file = variant === 'preparedStatement' ? 'api-bare.ts' : 'api-server.ts';
  const child = lab.spawnProgram(benchFile(file), {
    args: [variant === 'manyDesigns' ? 'authenticated' : variant],
    environment: { ...lab.environment(databaseUrl), ENABLE_QUEUE: 'false', ENABLE_RATE_LIMITING: 'false' },
  });
  const { port } = await firstMessage<{ port: number }>(child);
  const names = Array.from({ length: askingUsers }, (_, index) => clerkIdOf(index + 1));
  const usesNames = variant === 'preparedStatement' || variant === 'unauthenticated';
  const tokens = usesNames ? names : await Promise.all(names.map((clerkId) => issuer.issueSession({ clerkId })));
  return { variant, child, port, tokens, windows: [] };
}

/** A variant that answers something else is no contestant. */
async function checkPages(contestants: Contestant[]): Promise<void> {
  for (const { variant, port, tokens } of contestants) {
    const reply = await fetch(`http://127.0.0.1:${port}/api/v1/designs?limit=20`, {
      headers: { authorization: `Bearer ${tokens[0]}` },
    });
    const page = (await reply.json()) as { items?: unknown[] };
    if (page.items?.length !== 20)
      throw new Error(`${labels[variant]} answered ${reply.status}: no page of 20 designs`);
  }
}

function load(contestant: Contestant, seconds: number) {
  const requests: LoadRequests = {
    count: requestsAtMost,
    requestOf: (index) => ({
      path: '/api/v1/designs?limit=20',
      method: 'GET',
      headers: { authorization: `Bearer ${contestant.tokens[index % contestant.tokens.length]}` },
    }),
    nameOf: String,
  };
  return runLoad({ port: contestant.port, requests, rampSeconds, seconds });
}

async function measure(contestant: Contestant, seconds: number): Promise<void> {
  const cpuUsBefore = readCpuUs(contestant.child.pid);
  const result = await load(contestant, seconds);
  if (result.refused.size > 0) throw new Error(`${labels[contestant.variant]} refused requests`);
  const cpuUs = readCpuUs(contestant.child.pid) - cpuUsBefore;
  contestant.windows.push({
    requestsPerSecond: round(result.answered / result.seconds),
    p50Ms: round(result.latencyUs.percentile(50) / 1_000, 2),
    p99Ms: round(result.latencyUs.percentile(99) / 1_000, 2),
    cpuUsPerRequest: round(cpuUs / result.acknowledged.length),
  });
}

function conclude(contestants: Contestant[], setting: Record<string, unknown>): Outcome {
  const windowsOf = (variant: Variant) => contestants.find((one) => one.variant === variant)?.windows ?? [];
  const ratio = (over: Variant, under: Variant) =>
    round(
      median(
        windowsOf(over).map(
          ({ requestsPerSecond }, index) =>
            requestsPerSecond / (windowsOf(under)[index]?.requestsPerSecond ?? Number.NaN),
        ),
      ),
      2,
    );
  const figuresOf = (variant: Variant) => {
    const middle = (figure: keyof Contestant['windows'][number]) =>
      round(median(windowsOf(variant).map((window) => window[figure])), figure.endsWith('Ms') ? 2 : 0);
    return {
      requestsPerSecond: middle('requestsPerSecond'),
      p50Ms: middle('p50Ms'),
      p99Ms: middle('p99Ms'),
      cpuUsPerRequest: middle('cpuUsPerRequest'),
    };
  };
  const variants = Object.keys(labels) as Variant[];
  const ratios = {
    ofUnauthenticated: ratio('authenticated', 'unauthenticated'),
    ofPreparedStatement: ratio('authenticated', 'preparedStatement'),
    rememberedOverVerified: ratio('authenticated', 'verifiedEachTime'),
    /** Times, so the other way round: how much longer a list takes among a million. */
    manyOverFew: ratio('authenticated', 'manyDesigns'),
  };
  return {
    figures: { ...Object.fromEntries(variants.map((variant) => [variant, figuresOf(variant)])), ratios, setting },
    table: renderTable(
      ['api: GET /designs, 20 rows (medians)', 'requests/s', 'p50 ms', 'p99 ms', 'CPU us/request'],
      variants.map((variant) => [labels[variant], ...Object.values(figuresOf(variant))]),
    ),
    targets: [
      { what: 'ours / nobody asked', value: ratios.ofUnauthenticated, rule: 'at least', limit: 0.6 },
      { what: 'ours / one prepared statement', value: ratios.ofPreparedStatement, rule: 'at least', limit: 0.4 },
      { what: 'list time among 1,000,000 / among 10,000', value: ratios.manyOverFew, rule: 'below', limit: 1.5 },
    ],
  };
}
