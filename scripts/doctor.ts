import { join } from 'node:path';
import { findDataFolder } from '../services/backend/dev/start/data-folder.ts';
import { addDefaults } from '../services/backend/dev/start/environment.ts';
import { readRunningInstance } from '../services/backend/dev/start/running-instance.ts';
import { loadSecrets } from '../services/backend/dev/start/secrets.ts';
import { complain } from '../services/backend/src/start/command-line.ts';
import { main } from '../services/backend/src/start/doctor.ts';

// The command is part of the service, so that its image has it too: node dist/start/doctor.js. Only here it can look at
// the instance that npm start runs, when the environment names no database.
process.exitCode = await main(await findEnvironment());

async function findEnvironment(): Promise<NodeJS.ProcessEnv> {
  if (process.env['DATABASE_URL'] || process.env['DATABASE_URL_FILE']) return process.env;
  const instance = await readRunningInstance(findDataFolder(process.env));
  if (!instance) return process.env;
  complain('DATABASE_URL is not set: looking at the running npm start.');
  const { dataFolder, databaseUrl, databaseReplicaUrl, queue } = instance;
  return {
    STORAGE_DIR: join(dataFolder, 'storage'),
    MAIL_DIR: join(dataFolder, 'mail'),
    ENABLE_QUEUE: String(queue !== 'none'),
    ...addDefaults(process.env, await loadSecrets(dataFolder)),
    DATABASE_URL: databaseUrl,
    ...(databaseReplicaUrl && { DATABASE_REPLICA_URL: databaseReplicaUrl }),
  };
}
