import { print, printJson } from '../../../services/backend/src/start/command-line.ts';

export interface Report {
  /** Runs a step and notes how long it took. */
  step<T>(what: string, work: () => Promise<T>): Promise<T>;
  /** Notes a fact. */
  note(what: string, value: string | number): void;
  /** A claim that must hold for the play to succeed. */
  claim(what: string, holds: boolean): void;
  /** Prints the report and gives the exit code. */
  finish(json: boolean): number;
}

/** What a play of a runbook did, how long each step took, and whether what it promises came true. */
export function createReport(title: string): Report {
  const steps: { what: string; seconds: number }[] = [];
  const notes: Record<string, string | number> = {};
  const claims: { what: string; holds: boolean }[] = [];
  const render = () =>
    [
      `${title}, ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
      ...steps.map(({ what, seconds }) => `  ${seconds.toFixed(2).padStart(7)} s  ${what}`),
      ...Object.entries(notes).map(([what, value]) => `  ${what}: ${value}`),
      ...claims.map(({ what, holds }) => `  ${holds ? 'yes' : 'NO '}  ${what}`),
    ].join('\n');
  return {
    async step(what, work) {
      const begun = performance.now();
      process.stderr.write(`${what} ...\n`);
      const result = await work();
      steps.push({ what, seconds: Math.round((performance.now() - begun) / 10) / 100 });
      return result;
    },
    note(what, value) {
      notes[what] = value;
    },
    claim(what, holds) {
      claims.push({ what, holds });
    },
    finish(json) {
      if (json) printJson({ title, date: new Date().toISOString(), steps, notes, claims });
      else print(render());
      return claims.length > 0 && claims.every(({ holds }) => holds) ? 0 : 1;
    },
  };
}
