import { complain, print, printJson } from '../../services/backend/src/start/command-line.ts';

export interface Steps {
  /** Runs a step and notes how long it took, also when it fails. */
  run<T>(what: string, work: () => Promise<T>): Promise<T>;
  note(text: string): void;
  /** Prints what was done. */
  report(title: string, json: boolean, outcome: string): void;
}

/** Said on stderr while it happens, and as a report at the end. */
export function createSteps(): Steps {
  const begun = performance.now();
  const secondsSince = (since: number) => Math.round((performance.now() - since) / 10) / 100;
  const steps: { what: string; seconds: number; done: boolean }[] = [];
  const notes: string[] = [];
  return {
    async run(what, work) {
      const startedAt = performance.now();
      complain(`${what} ...`);
      const step = { what, seconds: 0, done: false };
      steps.push(step);
      try {
        const result = await work();
        step.done = true;
        return result;
      } finally {
        step.seconds = secondsSince(startedAt);
      }
    },
    note(text) {
      notes.push(text);
      complain(text);
    },
    report(title, json, outcome) {
      const seconds = secondsSince(begun);
      if (json) return printJson({ title, date: new Date().toISOString(), outcome, seconds, steps, notes });
      const lines = steps.map(
        ({ what, seconds: took, done }) => `  ${took.toFixed(2).padStart(8)} s  ${done ? 'done  ' : 'FAILED'}  ${what}`,
      );
      print([`${title}: ${outcome} (${seconds} s)`, ...lines, ...notes.map((note) => `  ${note}`)].join('\n'));
    },
  };
}
