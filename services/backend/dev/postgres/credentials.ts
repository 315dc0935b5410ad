import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo, type InstanceFolder } from './account.ts';

/** Passwords by role. */
export interface Credentials {
  /** The superuser. */
  postgres: string;
  /** The application's role. */
  pet: string;
  /** What the replica connects as. */
  replicator: string;
}

/** Reads the folder's passwords; makes them, readable by their owner alone, when there are none. */
export async function loadCredentials(folder: InstanceFolder): Promise<Credentials> {
  const file = join(folder.path, 'credentials.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Credentials;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const password = (): string => randomBytes(24).toString('hex');
  const credentials: Credentials = { postgres: password(), pet: password(), replicator: password() };
  await writeFile(file, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await giveTo(folder.account, file);
  return credentials;
}
