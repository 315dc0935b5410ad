import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Which processor core the program under test has for itself, and where everything else runs. */
export interface Cores {
  /** Put before a command line, it pins the program to its core; empty where that is not possible. */
  readonly pin: readonly string[];
  readonly description: string;
}

/**
 * Keeps the last core we may use for the program under test and moves this process to the others; what it starts
 * (PostgreSQL, Redis) follows it there.
 */
export function divideCores(): Cores {
  const allowed = listAllowedCores();
  if (allowed.length === 0) {
    return { pin: [], description: 'nothing is pinned: taskset is not available on this system' };
  }
  const own = allowed.at(-1) as number;
  const others = allowed.slice(0, -1);
  const pin = ['taskset', '-c', String(own)];
  if (others.length === 0) {
    return { pin, description: `everything shares core ${own}, the only one: figures are lower than they could be` };
  }
  execFileSync('taskset', ['-acp', others.join(','), String(process.pid)], { stdio: 'ignore' });
  const rest = others.length === 1 ? `core ${others[0]}` : `cores ${others.join(', ')}`;
  return {
    pin,
    description: `the program under test on core ${own}; load generator, PostgreSQL and Redis on ${rest} (taskset)`,
  };
}

function listAllowedCores(): number[] {
  try {
    execFileSync('taskset', ['-cp', String(process.pid)], { stdio: 'ignore' });
    const [, list = ''] = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return list.split(',').flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
  } catch {
    return [];
  }
}
