import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');

/** Where everything that `npm start` writes lies: DATA_DIR, relative to the repository, or `.data`. */
export function findDataFolder(environment: Record<string, string | undefined>): string {
  return resolve(repositoryRoot, environment['DATA_DIR'] || '.data');
}

export async function makeDataFolder(environment: Record<string, string | undefined>): Promise<string> {
  const folder = findDataFolder(environment);
  await mkdir(folder, { recursive: true });
  return folder;
}
