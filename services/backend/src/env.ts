import type { z } from 'zod';
import { findMailProblems } from './env-mail.ts';
import { type Env, envSchema } from './env-schema.ts';
import { findStorageProblems } from './env-storage.ts';

export interface EnvProblem {
  name: string;
  message: string;
}

/**
 * Parses a record of names and texts, such as the environment. An empty string counts as unset, as shells and Compose leave them.
 * Pure: reading the environment and secret files happens in start/read-env.ts.
 * Problems name the variable and what it must be, and never repeat a value.
 */
export function parseEnv(record: Record<string, string | undefined>): { env: Env } | { problems: EnvProblem[] } {
  const given = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = envSchema.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => toProblem(issue, given));
  problems.push(...findMissing(given).filter(({ name }) => !problems.some((problem) => problem.name === name)));
  return parsed.success && problems.length === 0 ? { env: parsed.data } : { problems };
}

function toProblem(issue: z.core.$ZodIssue, given: Record<string, unknown>): EnvProblem {
  const name = String(issue.path[0] ?? 'environment');
  return { name, message: name in given ? issue.message : 'is required' };
}

/** What depends on more than one variable. */
function findMissing(given: Record<string, string | undefined>): EnvProblem[] {
  const deployed = given['NODE_ENV'] === 'production' || given['NODE_ENV'] === 'staging';
  const problems: EnvProblem[] = [];
  const hasRedis = Boolean(given['REDIS_URL'] ?? given['REDIS_CLUSTER_NODES']);
  if (deployed && given['ENABLE_QUEUE'] !== 'false' && !hasRedis) {
    problems.push({
      name: 'REDIS_URL',
      message: 'is required in staging and production (or REDIS_CLUSTER_NODES, or ENABLE_QUEUE=false)',
    });
  }
  if (deployed && !given['METRICS_TOKEN']) {
    problems.push({ name: 'METRICS_TOKEN', message: 'is required in staging and production' });
  }
  for (const name of ['CLERK_SECRET_KEY', 'CLERK_WEBHOOK_SECRET']) {
    if (deployed && !given[name]) problems.push({ name, message: 'is required in staging and production' });
  }
  if (!deployed && !given['CLERK_SECRET_KEY'] && !given['CLERK_JWT_KEY']) {
    problems.push({ name: 'CLERK_JWT_KEY', message: 'is required, or CLERK_SECRET_KEY' });
  }
  if (given['REDIS_URL'] && given['REDIS_CLUSTER_NODES']) {
    problems.push({ name: 'REDIS_CLUSTER_NODES', message: 'cannot be set together with REDIS_URL' });
  }
  if (deployed) problems.push(...findPlainEndpoints(given));
  problems.push(...findStorageProblems(given, deployed), ...findMailProblems(given, deployed));
  return problems;
}

/** The token of the Admin API goes with every call: in plain text to a simulator only. */
function findPlainEndpoints(given: Record<string, string | undefined>): EnvProblem[] {
  const name = 'SHOPIFY_ADMIN_API_ENDPOINT';
  const isPlain = given[name]?.startsWith('http:') ?? false;
  return isPlain ? [{ name, message: 'must begin with https:// in staging and production' }] : [];
}
