import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPrimary } from '../../services/backend/dev/postgres/postgres.ts';

/** An empty embedded PostgreSQL in the temporary folder, gone with stop(). */
export async function startScratch(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await makePlayFolder('scratch');
  const server = await startPrimary({ dataDir: join(folder, 'server') });
  return {
    url: server.url(),
    async stop() {
      await server.stop('immediate');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Run by root, PostgreSQL is another user and has to get in. */
export async function makePlayFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `pet-${name}-`));
  await chmod(folder, 0o711);
  return folder;
}
