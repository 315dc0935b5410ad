import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const attempts = 5;

/**
 * Moves this process, and with it everything that it starts later (the programs under test, PostgreSQL, Redis), to
 * one core: what any of them does for a request counts, and nobody gains by pushing work to another.
 *
 * @returns what was done, as a sentence.
 */
export function pinToOneCore(): string {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const core = readLastAllowedCore();
    if (core === undefined) break;
    try {
      execFileSync('taskset', ['-acp', core, String(process.pid)], { stdio: 'ignore' });
      return `everything runs on core ${core}: load generator, program under test, PostgreSQL and Redis (taskset)`;
    } catch {
      // A thread that ends while taskset lists the threads makes it fail; one without taskset fails every time.
    }
  }
  return 'nothing is pinned: taskset is not available on this system';
}

function readLastAllowedCore(): string | undefined {
  try {
    return /^Cpus_allowed_list:.*?(\d+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
