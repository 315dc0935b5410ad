import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopLeftovers } from '../../dev/postgres/leftovers.ts';
import { isAlive } from '../../dev/start/processes.ts';

const prefix = 'pet-test-';
const staleAfterMs = 3_600_000;

/** A fresh folder for everything that a test run writes. Its name tells which process it belongs to. */
export async function makeRunFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  // Run by root, PostgreSQL is another user and has to get in.
  await chmod(folder, 0o711);
  return folder;
}

/** Stops whatever still runs in the folder, also when a killed test could not, and deletes it. */
export async function removeRunFolder(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true }).catch(() => [])) {
    if (entry.endsWith('PG_VERSION') && /(^|\/)data\/PG_VERSION$/.test(entry)) {
      await stopLeftovers(join(folder, entry, '..'));
    }
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Runs that were killed cannot clean up after themselves. Young folders may belong to another process namespace. */
export async function removeStaleRunFolders(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  for (const name of names) {
    const folder = join(tmpdir(), name);
    const found = await stat(folder).catch(() => undefined);
    if (!found?.isDirectory() || found.uid !== process.getuid?.()) continue;
    if (Date.now() - found.mtimeMs < staleAfterMs) continue;
    if (!isAlive(Number.parseInt(name.slice(prefix.length), 10))) await removeRunFolder(folder);
  }
}
