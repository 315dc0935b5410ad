import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Expr, parseExpr } from './expr.ts';
import { parseQuery, type Query } from './promql.ts';

/** A file of fly-autoscaler/, read as fly-autoscaler reads it: a key that it does not know is an error. */
export interface AutoscalerConfig {
  group: 'server' | 'worker';
  app: string;
  intervalSeconds: number;
  minStarted: Expr;
  maxStarted: Expr;
  metrics: { name: string; query: Query }[];
}

const text = z
  .string()
  .min(1)
  .transform((value) => value.trim());
const file = z.strictObject({
  'app-name': text,
  'process-group': z.enum(['server', 'worker']),
  interval: z.string().regex(/^\d+s$/),
  timeout: z.string().regex(/^\d+s$/),
  'min-started-machine-count': text,
  'max-started-machine-count': text,
  'metric-collectors': z
    .array(
      z.strictObject({
        type: z.literal('prometheus'),
        'metric-name': z.string().regex(/^[a-z_]+$/),
        address: z.string().regex(/^https:\/\/api\.fly\.io\/prometheus\/[a-z0-9-]+$/),
        token: z.string().regex(/^\$\{FAS_PROMETHEUS_TOKEN\}$/, { error: 'must not be in the file' }),
        // It puts variables of the environment into the whole file, and would put nothing where a $ stands.
        query: text.refine((query) => !query.includes('$'), { error: 'must not have a $' }),
      }),
    )
    .min(1),
});

export function readAutoscalerConfig(repositoryRoot: string, group: 'server' | 'worker'): AutoscalerConfig {
  const read = file.parse(parse(readFileSync(join(repositoryRoot, 'fly-autoscaler', `${group}.yml`), 'utf8')));
  return {
    group: read['process-group'],
    app: read['app-name'],
    intervalSeconds: Number.parseInt(read.interval, 10),
    minStarted: parseExpr(read['min-started-machine-count']),
    maxStarted: parseExpr(read['max-started-machine-count']),
    metrics: read['metric-collectors'].map((collector) => ({
      name: collector['metric-name'],
      query: parseQuery(collector.query),
    })),
  };
}
