import { DevError } from '../dev-error.ts';
import { type Labels, rateOf, type Sample, type Series, type SeriesStore, samplesWithin, valueAt } from './series.ts';
import { readTokens, type TokenReader } from './tokens.ts';

/** Of PromQL as much as the queries of the autoscaler use; whatever else it is given ends in DevError. */
export interface Query {
  /** Every metric that it names. */
  metrics: string[];
  evaluate(store: SeriesStore, at: number): Vector;
}

export type Vector = { labels: Labels; value: number }[];

interface Node {
  metrics: string[];
  instant(store: SeriesStore, at: number): Vector;
  /** Its samples in a window: only of a selector or a subquery with a range. */
  range?: Range;
}

interface Range {
  /** 0 until one is given. */
  seconds: number;
  read(store: SeriesStore, at: number, seconds: number): { labels: Labels; samples: Sample[] }[];
}

const pattern = /"[^"]*"|\d+[smh]|\w+|[=!]~|!=|[={}()[\],:]/g;
const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3_600 };

export function parseQuery(text: string): Query {
  const tokens = readTokens(text, pattern);
  const node = readNode(tokens);
  tokens.end();
  if (node.range) throw new DevError(`A query cannot end in a range: ${text}`);
  return { metrics: node.metrics, evaluate: node.instant };
}

/** The one value that fly-autoscaler takes from a result: the first, and an error when there is none. */
export function readValue(query: Query, store: SeriesStore, at: number): number | undefined {
  return query.evaluate(store, at)[0]?.value;
}

const aggregations: Record<string, (values: number[]) => number> = {
  sum: (values) => values.reduce((total, value) => total + value, 0),
  max: (values) => Math.max(...values),
};

type OverTime = (samples: Sample[], at: number, seconds: number) => number | undefined;
const overTime: Record<string, OverTime> = {
  rate: rateOf,
  max_over_time: (samples) => (samples.length > 0 ? Math.max(...samples.map(({ value }) => value)) : undefined),
};

function readNode(tokens: TokenReader): Node {
  const node = readPlain(tokens);
  if (!tokens.skip('[')) return node;
  const seconds = readSeconds(tokens.take());
  if (tokens.skip(':')) {
    const stepSeconds = readSeconds(tokens.take());
    tokens.take(']');
    return withSubquery(node, seconds, stepSeconds);
  }
  tokens.take(']');
  const ranged = node.range;
  if (!ranged) throw new DevError('Only a selector can have a range without a step.');
  return { ...node, range: { ...ranged, seconds } };
}

function readPlain(tokens: TokenReader): Node {
  const name = tokens.take();
  if (aggregations[name]) return readAggregation(name, tokens);
  if (overTime[name]) return readOverTime(name, tokens);
  if (!/^[a-z_]\w*$/i.test(name) || tokens.peek() === '(') throw new DevError(`PromQL that is not understood: ${name}`);
  return readSelector(name, tokens);
}

function readAggregation(name: string, tokens: TokenReader): Node {
  const aggregate = aggregations[name] as (values: number[]) => number;
  const by = tokens.skip('by') ? readNames(tokens) : [];
  tokens.take('(');
  const inner = readNode(tokens);
  tokens.take(')');
  return {
    metrics: inner.metrics,
    instant(store, at) {
      const groups = Map.groupBy(inner.instant(store, at), ({ labels }) =>
        JSON.stringify(by.map((label) => [label, labels[label] ?? ''])),
      );
      return [...groups].map(([key, members]) => ({
        labels: Object.fromEntries(JSON.parse(key) as [string, string][]),
        value: aggregate(members.map(({ value }) => value)),
      }));
    },
  };
}

function readOverTime(name: string, tokens: TokenReader): Node {
  const reduce = overTime[name] as OverTime;
  tokens.take('(');
  const inner = readNode(tokens);
  tokens.take(')');
  const { range } = inner;
  if (!range || range.seconds === 0) throw new DevError(`${name} needs a range.`);
  return {
    metrics: inner.metrics,
    instant: (store, at) =>
      range.read(store, at, range.seconds).flatMap(({ labels, samples }) => {
        const value = reduce(samples, at, range.seconds);
        return value === undefined ? [] : [{ labels, value }];
      }),
  };
}

function readSelector(name: string, tokens: TokenReader): Node {
  const matches = tokens.skip('{') ? readMatchers(tokens) : () => true;
  const find = (store: SeriesStore): Series[] => store.find(name).filter(({ labels }) => matches(labels));
  const range: Range = {
    seconds: 0,
    read: (store, at, seconds) =>
      find(store).map((series) => ({ labels: series.labels, samples: samplesWithin(series, at, seconds) })),
  };
  return {
    metrics: [name],
    instant: (store, at) =>
      find(store).flatMap((series) => {
        const value = valueAt(series, at);
        return value === undefined ? [] : [{ labels: series.labels, value }];
      }),
    range,
  };
}

function withSubquery(node: Node, seconds: number, stepSeconds: number): Node {
  const read: Range['read'] = (store, at) => {
    const byLabels = new Map<string, { labels: Labels; samples: Sample[] }>();
    // At whole multiples of the step, whenever the query is made.
    const firstStep = Math.floor((at - seconds) / stepSeconds) * stepSeconds + stepSeconds;
    for (let step = firstStep; step <= at; step += stepSeconds) {
      for (const { labels, value } of node.instant(store, step)) {
        const key = JSON.stringify(labels);
        const series = byLabels.get(key) ?? { labels, samples: [] };
        series.samples.push({ at: step, value });
        byLabels.set(key, series);
      }
    }
    return [...byLabels.values()];
  };
  return { metrics: node.metrics, instant: node.instant, range: { seconds, read } };
}

function readMatchers(tokens: TokenReader): (labels: Labels) => boolean {
  const matchers: ((labels: Labels) => boolean)[] = [];
  do {
    const label = tokens.take();
    const operator = tokens.take();
    const text = tokens.take().slice(1, -1);
    const whole = new RegExp(`^(?:${text})$`);
    if (operator === '=') matchers.push((labels) => (labels[label] ?? '') === text);
    else if (operator === '!=') matchers.push((labels) => (labels[label] ?? '') !== text);
    else if (operator === '=~') matchers.push((labels) => whole.test(labels[label] ?? ''));
    else if (operator === '!~') matchers.push((labels) => !whole.test(labels[label] ?? ''));
    else throw new DevError(`A matcher that is not understood: ${operator}`);
  } while (tokens.skip(','));
  tokens.take('}');
  return (labels) => matchers.every((fits) => fits(labels));
}

function readNames(tokens: TokenReader): string[] {
  tokens.take('(');
  const names = [tokens.take()];
  while (tokens.skip(',')) names.push(tokens.take());
  tokens.take(')');
  return names;
}

function readSeconds(token: string): number {
  const unit = unitSeconds[token.at(-1) ?? ''];
  if (!/^\d+[smh]$/.test(token) || unit === undefined) throw new DevError(`Not a length of time: ${token}`);
  return Number(token.slice(0, -1)) * unit;
}
