import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Linux counts in hundredths of a second, whatever the kernel's own tick is. */
const tickMs = 10;
const hasProc = existsSync('/proc/self/stat');

/** User and system time of a process with all its threads, in microseconds. NaN where the system does not tell. */
export function readCpuUs(pid: number | undefined): number {
  return pid === undefined ? Number.NaN : (readStat(pid)?.cpuMs ?? Number.NaN) * 1_000;
}

/**
 * Starts watching who else uses the processors. The result tells the share, in percent of all cores, that went to
 * programs not started by this process.
 */
export function watchCompany(): () => number {
  if (!hasProc) return () => Number.NaN;
  const before = sample();
  const begun = performance.now();
  return () => {
    const after = sample();
    const othersMs = after.busyMs - before.busyMs - (after.oursMs - before.oursMs);
    return Math.max(0, (100 * othersMs) / (performance.now() - begun) / cpus().length);
  };
}

function sample(): { busyMs: number; oursMs: number } {
  const [, counters = ''] = /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8')) ?? [];
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = counters.split(' ').map(Number);
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  const stats = new Map(pids.map((pid) => [pid, readStat(pid)]));
  const isOurs = (pid: number): boolean => {
    if (pid === process.pid) return true;
    const parent = stats.get(pid)?.parent;
    return parent !== undefined && parent > 1 && isOurs(parent);
  };
  const ours = pids.filter(isOurs).map((pid) => stats.get(pid)?.cpuMs ?? 0);
  return {
    busyMs: (user + nice + system + irq + softIrq) * tickMs,
    oursMs: ours.reduce((sum, cpuMs) => sum + cpuMs, 0),
  };
}

function readStat(pid: number): { parent: number; cpuMs: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { parent: fields[1] ?? 0, cpuMs: ((fields[11] ?? 0) + (fields[12] ?? 0)) * tickMs };
  } catch {
    return undefined;
  }
}
