import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DevError, describeError } from '../dev-error.ts';
import { stopLeftovers } from '../postgres/leftovers.ts';
import { findDataFolder } from './data-folder.ts';
import { readVariable } from './environment.ts';
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

const help = `Deletes the databases that npm start made. Secrets stay; the next start makes and seeds new ones.

  npm run db:reset

DATA_DIR says where they lie. A database of DATABASE_URL is not ours to delete.
`;

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args, options: { help: { type: 'boolean', default: false } } });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    if (readVariable(process.env, 'DATABASE_URL')) {
      throw new DevError('DATABASE_URL is set, and that database is not ours to delete.', 'Unset it, or use psql.');
    }
    const dataFolder = findDataFolder(process.env);
    await resetData(dataFolder);
    process.stdout.write(`the databases in ${dataFolder} are deleted; npm start makes new ones\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    return 1;
  }
}
