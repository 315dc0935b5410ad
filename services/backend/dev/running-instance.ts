import { readFileSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DevError } from './dev-error.ts';
import { isAlive } from './processes.ts';

/** What `npm start` tells other commands about itself. Holds passwords: readable by its owner alone. */
export interface RunningInstance {
  startedAt: string;
  dataFolder: string;
  apiUrl: string;
  docsUrl: string;
  webhookUrl: string;
  /** The private port of the server: probes and metrics. */
  opsUrl: string;
  /** null: no worker runs (ENABLE_QUEUE=false). */
  workerOpsUrl: string | null;
  databaseUrl: string;
  /** null: reads go to the primary. */
  databaseReplicaUrl: string | null;
  queue: 'redis' | 'postgres' | 'none';
  shopDomain: string;
  /** The JSON file that holds SHOPIFY_WEBHOOK_SECRET; null: it came from the environment of `npm start`. */
  webhookSecretFile: string | null;
  pids: { start: number; server: number; worker: number | null; primary: number | null; replica: number | null };
}

const fileIn = (dataFolder: string): string => join(dataFolder, 'running.json');
const lockIn = (dataFolder: string): string => join(dataFolder, 'start.pid');

/** The instance that runs on this data folder, if one does. */
export async function readRunningInstance(dataFolder: string): Promise<RunningInstance | undefined> {
  if (readHolder(dataFolder) === undefined) return undefined;
  try {
    return JSON.parse(await readFile(fileIn(dataFolder), 'utf8')) as RunningInstance;
  } catch {
    return undefined;
  }
}

export async function writeRunningInstance(instance: RunningInstance): Promise<void> {
  await writeFile(fileIn(instance.dataFolder), `${JSON.stringify(instance, null, 2)}\n`, { mode: 0o600 });
}

/** Makes this process the only one that runs on the folder. Returns how to give it up. */
export async function claimDataFolder(dataFolder: string): Promise<() => void> {
  const holder = readHolder(dataFolder);
  if (holder !== undefined) {
    throw new DevError(
      `npm start already runs on ${dataFolder} (process ${holder}).`,
      'Stop it first, or give this one a folder of its own: DATA_DIR=.data-2 npm start',
    );
  }
  rmSync(lockIn(dataFolder), { force: true });
  await writeFile(lockIn(dataFolder), String(process.pid), { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new DevError(`Another npm start has just begun on ${dataFolder}.`);
    throw new DevError(`The data folder ${dataFolder} is not writable (${error.code}).`, 'Give another one with DATA_DIR.');
  });
  return () => {
    rmSync(fileIn(dataFolder), { force: true });
    rmSync(lockIn(dataFolder), { force: true });
  };
}

function readHolder(dataFolder: string): number | undefined {
  try {
    const pid = Number(readFileSync(lockIn(dataFolder), 'utf8'));
    return pid > 0 && pid !== process.pid && isAlive(pid) && isStart(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** After a crash the number may belong to an unrelated process. */
function isStart(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.ts');
  } catch {
    return process.platform !== 'linux';
  }
}
