import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { requireSafeFolder, requireSafeKey } from '../platform/storage-keys.ts';
import type { Storage } from './storage.ts';

/** A folder of this machine, for development: several machines would each have their own. */
export function createDiskStorage(folder: string): Storage {
  return {
    async put(key, bytes) {
      const file = join(folder, requireSafeKey(key));
      await mkdir(dirname(file), { recursive: true });
      // Written beside its place and moved there at once: who reads meanwhile gets the old one or none.
      const draft = `${file}.${randomUUID()}`;
      try {
        await writeFile(draft, bytes);
        await rename(draft, file);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    async get(key) {
      try {
        return await readFile(join(folder, requireSafeKey(key)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async list(below) {
      const start = join(folder, requireSafeFolder(below));
      try {
        const entries = await readdir(start, { recursive: true, withFileTypes: true });
        const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
        return files.map((file) => relative(folder, file).replaceAll(sep, '/')).sort();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
    },
    async delete(below) {
      await rm(join(folder, requireSafeFolder(below)), { recursive: true, force: true });
    },
  };
}
