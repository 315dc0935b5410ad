import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopLeftovers } from '../../../services/backend/dev/postgres/leftovers.ts';
import { startPrimary } from '../../../services/backend/dev/postgres/postgres.ts';

/** An empty embedded PostgreSQL in the temporary folder, gone with stop(). */
export async function startScratch(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await makePlayFolder('scratch');
  try {
    const server = await startPrimary({ dataDir: join(folder, 'server') });
    return { url: server.url(), stop: () => removePlayFolder(folder) };
  } catch (error) {
    await removePlayFolder(folder);
    throw error;
  }
}

/** Run by root, PostgreSQL is another user and has to get in. */
export async function makePlayFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `pet-${name}-`));
  await chmod(folder, 0o711);
  return folder;
}

/** Stops the servers that run in it, also when what started them has failed, and deletes it. */
export async function removePlayFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await stopLeftovers(join(folder, name, 'data'));
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
