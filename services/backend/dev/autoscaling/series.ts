/** What a Prometheus remembers, as far as our queries look back. Times are in seconds. */
export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  at: number;
  /** NaN where a scrape no longer found the series: Prometheus then marks it as stale. */
  value: number;
}

export interface Series {
  name: string;
  labels: Labels;
  samples: Sample[];
}

export interface SeriesStore {
  record(name: string, labels: Labels, sample: Sample): void;
  find(name: string): readonly Series[];
}

export function createSeriesStore(keepSeconds: number): SeriesStore {
  const byName = new Map<string, Map<string, Series>>();
  return {
    record(name, labels, sample) {
      const series = byName.get(name) ?? new Map<string, Series>();
      byName.set(name, series);
      const key = JSON.stringify(labels);
      const samples = series.get(key)?.samples ?? [];
      samples.push(sample);
      while ((samples[0]?.at ?? sample.at) < sample.at - keepSeconds) samples.shift();
      if (!series.has(key)) series.set(key, { name, labels, samples });
    },
    find: (name) => [...(byName.get(name)?.values() ?? [])],
  };
}

/** After this long without a sample, a series has no value any more (Prometheus: --query.lookback-delta). */
const lookBackSeconds = 300;

export function valueAt({ samples }: Series, at: number): number | undefined {
  const last = samples.findLast((sample) => sample.at <= at);
  return last && last.at > at - lookBackSeconds && !Number.isNaN(last.value) ? last.value : undefined;
}

/** Left open, as Prometheus 3 has it. */
export function samplesWithin({ samples }: Series, at: number, seconds: number): Sample[] {
  const within: Sample[] = [];
  // From the end: windows are short, and this is where a simulated day spends its time.
  for (let index = samples.length - 1; index >= 0; index -= 1) {
    const sample = samples[index] as Sample;
    if (sample.at <= at - seconds) break;
    if (sample.at <= at && !Number.isNaN(sample.value)) within.push(sample);
  }
  return within.reverse();
}

/**
 * Prometheus's rate(): the increase between the first and the last sample, a fall counted as a restart from zero,
 * stretched to the ends of the window unless they are further away than samples usually are.
 */
export function rateOf(samples: readonly Sample[], at: number, seconds: number): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || samples.length < 2) return undefined;
  let increase = last.value - first.value;
  for (const [index, { value }] of samples.entries()) {
    const before = samples[index - 1]?.value ?? 0;
    if (index > 0 && value < before) increase += before;
  }
  const sampled = last.at - first.at;
  const between = sampled / (samples.length - 1);
  let toStart = first.at - (at - seconds);
  let toEnd = at - last.at;
  if (toStart >= between * 1.1) toStart = between / 2;
  if (increase > 0 && first.value >= 0) {
    // A counter cannot have begun below zero.
    const toZero = sampled * (first.value / increase);
    toStart = Math.min(toStart, toZero);
  }
  if (toEnd >= between * 1.1) toEnd = between / 2;
  return (increase * (sampled + toStart + toEnd)) / sampled / seconds;
}
