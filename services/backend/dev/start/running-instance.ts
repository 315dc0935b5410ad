import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DevError } from '../dev-error.ts';
import { isAlive, readCommandLine, signalProcess, waitUntil } from './processes.ts';

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
  /** Whose session tokens are taken: those of npm run token, or those of Clerk. */
  signIn: 'local' | 'clerk';
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

export interface Claim {
  /** Remembers a process of ours, for the next start to end if we are killed before we can. */
  remember(pid: number): void;
  release(): void;
}

/** Makes this process the only one that runs on the folder, and ends what a killed one left running. */
export async function claimDataFolder(dataFolder: string): Promise<Claim> {
  const lock = lockIn(dataFolder);
  const holder = readHolder(dataFolder);
  if (holder !== undefined) {
    throw new DevError(
      `npm start already runs on ${dataFolder} (process ${holder}).`,
      'Stop it first, or give this one a folder of its own: DATA_DIR=.data-2 npm start',
    );
  }
  await endLeftovers(readPids(dataFolder).slice(1));
  rmSync(lock, { force: true });
  await writeFile(lock, `${process.pid}\n`, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new DevError(`Another npm start has just begun on ${dataFolder}.`);
    throw new DevError(
      `The data folder ${dataFolder} is not writable (${error.code}).`,
      'Give another one with DATA_DIR.',
    );
  });
  return {
    remember: (pid) => appendFileSync(lock, `${pid}\n`),
    release() {
      rmSync(fileIn(dataFolder), { force: true });
      rmSync(lock, { force: true });
    },
  };
}

/** After a crash the numbers may belong to unrelated processes: only ours are looked at. */
async function endLeftovers(pids: number[]): Promise<void> {
  const ours = pids.filter((pid) => isAlive(pid) && readCommandLine(pid).includes('src/start/'));
  for (const pid of ours) signalProcess(pid, 'SIGTERM');
  await waitUntil(() => !ours.some(isAlive), 5_000);
  // The whole group: under --watch the program is a child of the watcher.
  for (const pid of ours) signalProcess(-pid, 'SIGKILL');
}

function readHolder(dataFolder: string): number | undefined {
  const [pid] = readPids(dataFolder);
  if (pid === undefined || pid === process.pid || !isAlive(pid)) return undefined;
  return readCommandLine(pid).includes('start.ts') ? pid : undefined;
}

function readPids(dataFolder: string): number[] {
  try {
    return readFileSync(lockIn(dataFolder), 'utf8')
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 0);
  } catch {
    return [];
  }
}
