import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { countOf, parseExpr } from '../../dev/autoscaling/expr.ts';
import { parseQuery, readValue } from '../../dev/autoscaling/promql.ts';
import { createSeriesStore } from '../../dev/autoscaling/series.ts';

/**
 * What the simulation understands of PromQL and of Expr is held against the real ones: results/prometheus.json was
 * computed by Prometheus (module v0.304.2) and results/expr.json by Expr (v1.16.0, which fly-autoscaler uses), from the
 * queries and expressions of fly-autoscaler/, over series with restarts, stale gauges and times between scrapes.
 */
const read = <T>(name: string) => JSON.parse(readFileSync(join(import.meta.dirname, 'results', name), 'utf8')) as T;

interface PrometheusResults {
  series: { name: string; labels: Record<string, string>; values: (number | null)[] }[];
  results: { query: string; at: number; value: number | null }[];
}

describe('PromQL', () => {
  const { series, results } = read<PrometheusResults>('prometheus.json');
  const scrapeSeconds = 15;
  const store = createSeriesStore(10_000);
  for (const { name, labels, values } of series) {
    for (const [index, value] of values.entries()) {
      store.record(name, labels, { at: index * scrapeSeconds, value: value ?? Number.NaN });
    }
  }

  it.each([...new Set(results.map(({ query }) => query))])('gives what Prometheus gave: %s', (query) => {
    const parsed = parseQuery(query);
    const expected = results.filter((result) => result.query === query);
    expect(expected.length).toBeGreaterThan(5);
    for (const { at, value } of expected) {
      const ours = readValue(parsed, store, at);
      if (value === null) expect(ours).toBeUndefined();
      else expect(ours).toBeCloseTo(value, 4);
    }
  });

  it.each([
    'avg(up)',
    'up + 1',
    'rate(up)',
    'up[5m]',
    'sum(up',
    'sum(up))',
    'max_over_time(up[1m:15])',
    'up{a="b" c="d"}',
    'up offset 5m',
    '1 +',
  ])('refuses what it does not know: %s', (query) => {
    expect(() => parseQuery(query)).toThrow();
  });

  test('a window without samples has no value', () => {
    expect(readValue(parseQuery('sum(rate(nothing[1m]))'), store, 600)).toBeUndefined();
  });
});

describe('Expr', () => {
  const results = read<{ expr: string; value: number; count: number }[]>('expr.json');

  it.each([...new Set(results.map(({ expr }) => expr))])('gives what Expr gave: %s', (text) => {
    const parsed = parseExpr(text);
    const names = text.match(/[a-z]+(_[a-z]+)+/g) ?? [];
    for (const { value, count } of results.filter(({ expr }) => expr === text)) {
      expect(countOf(parsed, Object.fromEntries(names.map((name) => [name, value])))).toBe(count);
    }
  });

  it('is rounded and never negative, as fly-autoscaler has it', () => {
    expect(countOf(parseExpr('x / 2 - 3'), { x: 9 })).toBe(2);
    expect(countOf(parseExpr('1 - 2 * (x + 1)'), { x: 4 })).toBe(0);
    expect(() => countOf(parseExpr('x / 0'), { x: 1 })).toThrow('not a number');
  });

  it.each(['foo(1)', 'a ? 1 : 2', 'min(1', '1 2', 'a && b', 'x > 1', ''])(
    'refuses what it does not know: %s',
    (text) => {
      expect(() => parseExpr(text)({ a: 1, b: 1, x: 1 })).toThrow();
    },
  );
});
