import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Expected } from './repository.ts';

/** What is asked of a release once it runs, at the address that the public uses. */

const pauseMs = 1_000;
const requestTimeoutMs = 5_000;
/** In a row: of several machines each should have answered. */
const rounds = 3;

/**
 * Asks until all is well, or for `patienceMs`: proxies need a moment to send everybody to the new machines.
 * @returns what is wrong; undefined when nothing is.
 */
export async function findSmokeProblem(
  url: string,
  expected: Expected,
  patienceMs: number,
): Promise<string | undefined> {
  const until = performance.now() + patienceMs;
  for (let good = 0; ; ) {
    const problem = await askOnce(url, expected);
    good = problem === undefined ? good + 1 : 0;
    if (good === rounds) return undefined;
    if (problem !== undefined && performance.now() >= until) return problem;
    if (problem !== undefined) await sleep(pauseMs);
  }
}

async function askOnce(url: string, expected: Expected): Promise<string | undefined> {
  try {
    await ask(`${url}/readyz`);
    const { info, paths } = documentSchema.parse(await (await ask(`${url}/openapi.json`)).json());
    if (info.version !== expected.version)
      return `GET /openapi.json is version ${info.version}, not ${expected.version}`;
    const missing = expected.paths.filter((path) => !(path in paths));
    if (missing.length > 0) return `GET /openapi.json lacks ${missing.slice(0, 3).join(', ')}: another release answers`;
    pageSchema.parse(await (await ask(`${url}/api/v1/products`)).json());
    return undefined;
  } catch (error) {
    if (error instanceof z.ZodError) return 'an answer is not what it should be';
    return (error as Error).message;
  }
}

const documentSchema = z.object({ info: z.object({ version: z.string() }), paths: z.record(z.string(), z.unknown()) });
const pageSchema = z.object({ items: z.array(z.unknown()) });

async function ask(url: string): Promise<Response> {
  const path = new URL(url).pathname;
  const reply = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(requestTimeoutMs) }).catch(() => {
    throw new Error(`GET ${path} has no answer`);
  });
  if (reply.status !== 200) throw new Error(`GET ${path} is answered ${reply.status}`);
  return reply;
}
