import { describe, expect, test } from 'vitest';
import { renderTarget } from './figures.ts';
import { bytesPerMegabyte, judgeMemory, type MemorySample, readMemory, readMetric } from './soak-memory.ts';

/** Ten minutes, a sample every five seconds. */
const soak = (residentMbAt: (minute: number, index: number) => number): MemorySample[] =>
  Array.from({ length: 120 }, (_, index) => {
    const minute = (index + 1) / 12;
    const resident = residentMbAt(minute, index) * bytesPerMegabyte;
    return { minute, resident, heapUsed: 0, heapTotal: 0, external: 0, cache: 0 };
  });
const verdictOf = (samples: MemorySample[]) =>
  judgeMemory(samples).targets.map((target) => renderTarget(target).trim().split(' ')[0]);

describe('resident memory', () => {
  test('that fills up in the first third and then comes and goes with garbage is flat', () => {
    const samples = soak((minute, index) => Math.min(300, 170 + minute * 50) + (index % 4) * 4);
    expect(judgeMemory(samples)).toMatchObject({ highestResidentMb: 312 });
    expect(verdictOf(samples)).toEqual(['met', 'met']);
  });

  test('that once reaches a higher point and stays there is flat', () => {
    expect(verdictOf(soak((minute) => (minute < 4.6 ? 310 : 335)))).toEqual(['met', 'met']);
  });

  test('that keeps a hundred bytes of each of 250 requests a second is not', () => {
    const mbPerMinute = (100 * 250 * 60) / bytesPerMegabyte;
    const samples = soak((minute, index) => 250 + minute * mbPerMinute + (index % 4) * 3);
    expect(judgeMemory(samples).slopeMbPerMinute).toBeCloseTo(mbPerMinute, 1);
    expect(verdictOf(samples)).toEqual(['MISSED', 'met']);
  });

  test('that is flat and high misses the other target', () => {
    expect(verdictOf(soak(() => 730))).toEqual(['met', 'MISSED']);
  });
});

test('memory is read from what /metrics answers', () => {
  const metrics = [
    '# HELP process_resident_memory_bytes Resident memory size in bytes.',
    'process_resident_memory_bytes 300000000',
    'nodejs_heap_size_used_bytes 80000000',
    'nodejs_heap_size_total_bytes 100000000',
    'nodejs_external_memory_bytes 70000000',
    'cache_bytes 60000000',
    'cache_lookups_total{result="process"} 7',
    'cache_lookups_total{result="miss"} 5',
  ].join('\n');
  expect(readMemory(metrics, 2)).toEqual({
    minute: 2,
    resident: 300_000_000,
    heapUsed: 80_000_000,
    heapTotal: 100_000_000,
    external: 70_000_000,
    cache: 60_000_000,
  });
  expect(readMetric(metrics, 'cache_lookups_total')).toBe(12);
  expect(readMetric(metrics, 'cache_lookups_total', 'result="miss"')).toBe(5);
  expect(readMetric(metrics, 'cache_lookups')).toBeNaN();
});
