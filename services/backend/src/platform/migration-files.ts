import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import { MigrationError } from './migration-errors.ts';

/** The same from src/platform and from dist/platform. */
export const packagedMigrationsDir = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** Every migration of the folder, in order, or those up to one of them. @throws MigrationError */
export async function readMigrationFiles(baseDir: string, upTo?: string): Promise<MigrationList> {
  const entries = await readdir(baseDir, { withFileTypes: true }).catch((cause: unknown) => {
    throw new MigrationError(`the migrations folder ${baseDir} cannot be read`, { cause });
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  if (upTo !== undefined && !names.includes(upTo)) {
    throw new MigrationError(`there is no migration ${upTo} here: this is another version of the code`);
  }
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(join(baseDir, 'migration_lock.toml'), 'utf8').catch(() => null),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names
        .filter((name) => upTo === undefined || name <= upTo)
        .sort()
        .map(async (path) => {
          const value = await readFile(join(baseDir, path, 'migration.sql'), 'utf8').catch((cause: unknown) => {
            throw new MigrationError(`migration ${path} has no readable migration.sql`, { migration: path, cause });
          });
          return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
        }),
    ),
  };
}

/** The SQL of a migration; empty when there is none of that name. */
export function contentOf(list: MigrationList, name: string): string {
  const content = list.migrationDirectories.find(({ path }) => path === name)?.migrationFile.content;
  return content?.tag === 'ok' ? content.value : '';
}
