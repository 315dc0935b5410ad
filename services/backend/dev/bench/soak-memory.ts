import { median, round, type Target } from './figures.ts';

/** What a server holds at a moment, by its own metrics; in bytes. */
export interface MemorySample {
  minute: number;
  resident: number;
  heapUsed: number;
  heapTotal: number;
  /** Outside of V8's heap and counted by it: buffers. */
  external: number;
  /** What the cache of replies says that it holds. */
  cache: number;
}

export const bytesPerMegabyte = 1024 * 1024;
/** The caches were full before; by then the code is compiled, and V8 and malloc have seen their worst moments. */
const settlingShare = 1 / 3;
/**
 * Garbage comes and goes: with nothing kept, ten minutes showed 0.3 either way, and 0.7 with one step of 25 MB among
 * them. A hundred bytes that each of 250 requests a second leaves behind are 1.4.
 */
const slopeLimitMbPerMinute = 1;
/** The smallest machine that it runs on has 512 MB (fly.staging.toml). */
const residentLimitMb = 400;

const names = {
  resident: 'process_resident_memory_bytes',
  heapUsed: 'nodejs_heap_size_used_bytes',
  heapTotal: 'nodejs_heap_size_total_bytes',
  external: 'nodejs_external_memory_bytes',
  cache: 'cache_bytes',
} as const;

/** @param metrics what /metrics answers. */
export function readMemory(metrics: string, minute: number): MemorySample {
  const values = Object.entries(names).map(([key, name]) => [key, readMetric(metrics, name)]);
  return { minute, ...(Object.fromEntries(values) as Omit<MemorySample, 'minute'>) };
}

/** The sum over all labels; NaN where there is no such metric. */
export function readMetric(metrics: string, name: string, label = ''): number {
  const lines = metrics
    .split('\n')
    .filter((line) => (line.startsWith(`${name} `) || line.startsWith(`${name}{`)) && line.includes(label));
  if (lines.length === 0) return Number.NaN;
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

export interface SoakJudgement {
  slopeMbPerMinute: number;
  highestResidentMb: number;
  targets: Target[];
}

/** Whether resident memory is flat, once it has settled. */
export function judgeMemory(samples: readonly MemorySample[]): SoakJudgement {
  const endsAt = samples.at(-1)?.minute ?? 0;
  const settled = samples.filter(({ minute }) => minute >= endsAt * settlingShare);
  const points = settled.map(({ minute, resident }) => [minute, resident / bytesPerMegabyte] as const);
  const slopeMbPerMinute = round(slopeOf(points), 2);
  const highestResidentMb = round(Math.max(...points.map(([, megabytes]) => megabytes)));
  return {
    slopeMbPerMinute,
    highestResidentMb,
    targets: [
      {
        what: 'MB of resident memory a minute, after the first third',
        value: slopeMbPerMinute,
        rule: 'below',
        limit: slopeLimitMbPerMinute,
      },
      { what: 'MB of resident memory at most', value: highestResidentMb, rule: 'below', limit: residentLimitMb },
    ],
  };
}

/**
 * The median of the slopes between any two points (Theil and Sen): what rises on and on shows in all of them, and one
 * step, where garbage reaches its highest once more, in less than half.
 */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  return median(
    points.flatMap(([x, y], index) => points.slice(index + 1).map(([laterX, laterY]) => (laterY - y) / (laterX - x))),
  );
}
