import { parseArgs } from 'node:util';

/** What has to be true of a deployment before anybody is sent to it. Needs nothing but Node. */

const help = `Asks a deployment whether it serves, and whether its doors are shut.

  node scripts/smoke.ts https://api.example.com

  --seconds N   how long it may take to become ready, 60 unless given
  --dry-run     say what would be asked

Exit code 0: all is as it should be; 1: something is not; 2: not understood.`;

interface Check {
  name: string;
  path: string;
  method?: string;
  body?: string;
  statuses: number[];
}

/** 404 where a proxy keeps the inside from the public. */
const checks: Check[] = [
  { name: 'is ready: its database answers', path: '/readyz', statuses: [200, 404] },
  { name: 'has no part that is unhealthy', path: '/healthz/detailed', statuses: [200, 404] },
  { name: 'shows its API', path: '/openapi.json', statuses: [200] },
  { name: 'asks who somebody is', path: '/api/v1/me', statuses: [401] },
  {
    name: 'takes no delivery that nobody signed',
    path: '/webhooks/shopify',
    method: 'POST',
    body: '{}',
    statuses: [400, 401],
  },
  { name: 'shows its metrics to nobody', path: '/metrics', statuses: [401, 404] },
];

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  let given: ReturnType<typeof parse>;
  try {
    given = parse(args);
  } catch (error) {
    return complain((error as Error).message);
  }
  const { values, positionals } = given;
  if (values.help) return say(help);
  const [url = ''] = positionals;
  const seconds = Number(values.seconds ?? 60);
  if (!URL.canParse(url) || positionals.length !== 1 || !(seconds >= 0)) return complain('One address is needed.');
  if (values['dry-run'])
    return say(checks.map((check) => `${check.method ?? 'GET'} ${new URL(check.path, url)}`).join('\n'));
  const deadline = Date.now() + seconds * 1_000;
  let failed = 0;
  for (const check of checks) failed += (await passes(check, url, deadline)) ? 0 : 1;
  say(failed === 0 ? 'all is as it should be' : `${failed} of ${checks.length} are not as they should be`);
  return failed === 0 ? 0 : 1;
}

function parse(args: string[]) {
  const options = { help: { type: 'boolean' }, seconds: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const;
  return parseArgs({ args, options, allowPositionals: true });
}

/** Asked again until it is so or the time is over: machines start one after the other. */
async function passes(check: Check, url: string, deadline: number): Promise<boolean> {
  for (;;) {
    const startedAt = performance.now();
    const answer = await ask(check, url);
    const milliseconds = Math.round(performance.now() - startedAt);
    if (check.statuses.some((status) => status === answer)) {
      say(`ok      ${check.name} (${milliseconds} ms)`);
      return true;
    }
    if (Date.now() >= deadline) {
      say(`FAILED  ${check.name}: ${check.path} answered ${answer} where ${check.statuses.join(' or ')} is right`);
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function ask({ path, method = 'GET', body }: Check, url: string): Promise<number | string> {
  try {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const options = { method, headers, redirect: 'manual' as const, signal: AbortSignal.timeout(10_000) };
    const reply = await fetch(new URL(path, url), body === undefined ? options : { ...options, body });
    await reply.arrayBuffer();
    return reply.status;
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string } };
    return cause?.code ?? message;
  }
}

function say(line: string): number {
  process.stdout.write(`${line}\n`);
  return 0;
}

function complain(sentence: string): number {
  process.stderr.write(`${sentence}\nFor more: node scripts/smoke.ts --help\n`);
  return 2;
}
