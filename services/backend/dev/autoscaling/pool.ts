import type { AutoscalerConfig } from './autoscaler-config.ts';
import { countOf } from './expr.ts';
import { readValue } from './promql.ts';
import type { SeriesStore } from './series.ts';

export interface Machine {
  id: string;
  isStarted: boolean;
  /** From then on it does work. In seconds, like every time here. */
  worksFrom: number;
}

/** The machines of a process group, and what fly-autoscaler does with them. */
export interface Pool {
  machines: readonly Machine[];
  started(): number;
  working(at: number): Machine[];
  /** What fly-autoscaler does every 15 seconds. */
  reconcile(at: number): void;
  /** How often it started some, stopped some, and left all as they were for want of a figure. */
  readonly actions: { starts: number; stops: number; skipped: number };
  /** Starts that followed on a stop within ten minutes: machines that go up and down. */
  flaps(): number;
}

/** From the call of the API until the process answers: Fly needs about a second, the process another (prove:image). */
const startSeconds = 5;
const flapSeconds = 600;

/** @param config undefined: the machines that run at first run all day. */
export function createPool(
  config: AutoscalerConfig | undefined,
  store: SeriesStore,
  { group, size, startWith }: { group: string; size: number; startWith: number },
): Pool {
  const machines: Machine[] = Array.from({ length: size }, (_, index) => ({
    id: `${group}-${index + 1}`,
    isStarted: index < startWith,
    worksFrom: 0,
  }));
  const actions = { starts: 0, stops: 0, skipped: 0 };
  let lastStop = Number.NEGATIVE_INFINITY;
  let flaps = 0;
  const started = () => machines.filter(({ isStarted }) => isStarted);

  function start(count: number, at: number): void {
    // As many as there are; fly-autoscaler warns of the rest.
    const stopped = machines.filter(({ isStarted }) => !isStarted).slice(0, count);
    if (stopped.length === 0) return;
    for (const machine of stopped) Object.assign(machine, { isStarted: true, worksFrom: at + startSeconds });
    actions.starts += 1;
    if (at - lastStop < flapSeconds) flaps += 1;
  }

  function stop(count: number, at: number): void {
    for (const machine of started().slice(-count)) machine.isStarted = false;
    actions.stops += 1;
    lastStop = at;
  }

  return {
    machines,
    started: () => started().length,
    working: (at) => started().filter(({ worksFrom }) => worksFrom <= at),
    actions,
    flaps: () => flaps,
    reconcile(at) {
      if (!config) return;
      const values: Record<string, number> = {};
      for (const { name, query } of config.metrics) {
        const value = readValue(query, store, at);
        if (value === undefined) {
          actions.skipped += 1;
          return;
        }
        values[name] = value;
      }
      const count = started().length;
      const [min, max] = [countOf(config.minStarted, values), countOf(config.maxStarted, values)];
      if (count < min) start(min - count, at);
      else if (count > max) stop(count - max, at);
    },
  };
}
