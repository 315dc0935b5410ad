import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DevError, describeError } from '../dev-error.ts';
import { stopLeftovers } from '../postgres/leftovers.ts';
import { findDataFolder } from './data-folder.ts';
import { readRunningInstance } from './running-instance.ts';

/** `npm run db:reset`: deletes the embedded databases. The secrets stay; the next start makes and seeds new data. */
async function resetData(dataFolder: string): Promise<void> {
  const running = await readRunningInstance(dataFolder);
  if (running) throw new DevError(`npm start runs on ${dataFolder} (process ${running.pids.start}).`, 'Stop it first.');
  for (const name of ['replica', 'primary']) {
    await stopLeftovers(join(dataFolder, name, 'data'));
    await rm(join(dataFolder, name), { recursive: true, force: true });
  }
  // Pictures of what was in the databases.
  await rm(join(dataFolder, 'storage'), { recursive: true, force: true });
}

if (import.meta.main) {
  const dataFolder = findDataFolder(process.env);
  try {
    await resetData(dataFolder);
    process.stdout.write(`the databases in ${dataFolder} are deleted; npm start makes new ones\n`);
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = 1;
  }
}
