import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const backendRoot = join(import.meta.dirname, '../..');
export const repositoryRoot = join(backendRoot, '../..');

export interface SourceFile {
  /** Relative to services/backend, with forward slashes. */
  path: string;
  text: string;
}

/** Our own TypeScript below a folder of services/backend, without what is generated. */
export function readSources(folder: string): SourceFile[] {
  return readdirSync(join(backendRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('generated'))
    .map((name) => join(backendRoot, folder, name))
    .map((file) => ({ path: relative(backendRoot, file), text: readFileSync(file, 'utf8') }));
}

/** What a file imports from among our own files, as paths like the file's own. */
export function localImports({ path, text }: SourceFile): string[] {
  const specifiers = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => match[1] as string);
  return specifiers.map((specifier) => join(path, '..', specifier));
}
