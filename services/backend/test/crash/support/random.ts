/** Numbers in [0, 1) that a seed repeats (mulberry32): what a failed run did can be done again. */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** CRASH_SEED repeats a run; without it every run is another one. */
export function chooseSeed(): number {
  return Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
}

/** CRASH_ROUNDS makes the tests that repeat themselves longer. */
export function roundsOf(usual: number): number {
  return Number(process.env['CRASH_ROUNDS'] ?? usual);
}

export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)] as T;
}
