import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DevError } from '../dev-error.ts';
import { listProcessesIn, signalProcess, waitUntil } from '../start/processes.ts';

/** Short: a primary would wait for a replica that does not answer, and a killed one recovers at its next start. */
const stopTimeoutMs = 3_000;
const killTimeoutMs = 5_000;

/** Stops what a killed earlier run left behind on this data folder, paused and orphaned processes included. */
export async function stopLeftovers(dataDir: string, onProgress?: (line: string) => void): Promise<void> {
  const postmaster = readPostmasterPid(dataDir);
  const list = (): number[] => {
    try {
      return listProcessesIn(realpathSync(dataDir), 'postgres', postmaster);
    } catch {
      return [];
    }
  };
  const found = list();
  if (found.length === 0) return;
  onProgress?.(
    `stopping a PostgreSQL that an earlier run left behind in ${dataDir} (process ${postmaster ?? found[0]})`,
  );
  const isGone = (): boolean => list().length === 0;
  for (const pid of found) signalProcess(pid, 'SIGCONT');
  if (postmaster !== undefined && found.includes(postmaster)) {
    signalProcess(postmaster, 'SIGINT');
    if (await waitUntil(isGone, stopTimeoutMs)) return;
  }
  for (const pid of list()) signalProcess(pid, 'SIGKILL');
  if (!(await waitUntil(isGone, killTimeoutMs))) {
    throw new DevError(
      `A PostgreSQL of an earlier run in ${dataDir} cannot be stopped (processes ${list().join(', ')}).`,
    );
  }
  // Its number may still be taken by a zombie, and PostgreSQL would refuse to start beside that.
  rmSync(lockFileOf(dataDir), { force: true });
}

const lockFileOf = (dataDir: string) => join(dataDir, 'postmaster.pid');

function readPostmasterPid(dataDir: string): number | undefined {
  try {
    const pid = Number(readFileSync(lockFileOf(dataDir), 'utf8').split('\n')[0]);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
