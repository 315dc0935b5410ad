import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backendRoot } from './source-files.ts';

/** How long the phases of a shutdown take at most, in milliseconds, as `src/start` says. */
export function sumPhases(role: 'server' | 'worker'): number {
  const own = phasesIn(`src/start/build-${role}.ts`);
  const closing = phasesIn('src/start/deps.ts');
  return [...own, ...closing].reduce((sum, timeoutMs) => sum + timeoutMs, 0);
}

function phasesIn(file: string): number[] {
  const text = readFileSync(join(backendRoot, file), 'utf8');
  const phases = text.match(/\{ name: '[a-z ]+', timeoutMs: [\d_]+/g) ?? [];
  if (phases.length === 0) throw new Error(`${file} has no phases that can be read`);
  return phases.map((phase) => Number(/timeoutMs: ([\d_]+)/.exec(phase)?.[1]?.replaceAll('_', '')));
}
