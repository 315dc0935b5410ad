import { setTimeout as sleep } from 'node:timers/promises';

export interface Steps {
  /** Runs a step and says what was done in how much time; slow ones are announced while they run. */
  run<T>(what: string, work: (detail: (line: string) => void) => Promise<T>): Promise<T>;
  say(line: string): void;
}

/** Thrown instead of beginning a step when the start has been called off. */
export class StartInterrupted extends Error {
  override readonly name = 'StartInterrupted';
}

/** Progress of the start, a line a step. */
export function createSteps(print: (line: string) => void, isCalledOff: () => boolean): Steps {
  const begun = performance.now();
  const say = (line: string): void => print(`${seconds(begun).padStart(7)}  ${line}`);
  return {
    say,
    async run(what, work) {
      if (isCalledOff()) throw new StartInterrupted();
      const stepBegun = performance.now();
      const reminder = setInterval(() => say(`${what}: ${seconds(stepBegun)} so far ...`), 5_000);
      try {
        const result = await work((line) => say(`${what}: ${line} ...`));
        say(`${what}: ready in ${seconds(stepBegun)}`);
        return result;
      } finally {
        clearInterval(reminder);
      }
    },
  };
}

/** Asks a private port until it is ready. False when `giveUp` says so or the time is over. */
export async function waitUntilReady(opsUrl: string, timeoutMs: number, giveUp: () => boolean): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && !giveUp()) {
    const reply = await fetch(`${opsUrl}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    await reply?.body?.cancel();
    if (reply?.ok) return true;
    await sleep(50);
  }
  return false;
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1_000).toFixed(1)} s`;
}
