import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Large, never part of a build, and not worth walking through. */
const neverWalked = new Set(['node_modules', '.git', '.data', 'dist', 'coverage']);

/**
 * The files that a build sees: those of the checkout that .dockerignore lets through, relative to it.
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function listBuildContext(repositoryRoot: string): string[] {
  const isIgnored = readIgnoreFile(readFileSync(join(repositoryRoot, '.dockerignore'), 'utf8'));
  const walk = (folder: string): string[] =>
    readdirSync(join(repositoryRoot, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return neverWalked.has(entry.name) ? [] : walk(path);
      return isIgnored(path) ? [] : [path];
    });
  return walk('').sort();
}

/** The last pattern that fits a path, or a folder above it, decides. */
export function readIgnoreFile(text: string): (path: string) => boolean {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const isException = line.startsWith('!');
      return { ignores: !isException, pattern: toPattern(isException ? line.slice(1) : line) };
    });
  return (path) => rules.findLast(({ pattern }) => pattern.test(path))?.ignores ?? false;
}

function toPattern(glob: string): RegExp {
  const source = glob
    .split(/(\*\*\/?|\*|\?)/)
    .map((part) => {
      if (part === '**/') return '(?:.*/)?';
      if (part === '**') return '.*';
      if (part === '*') return '[^/]*';
      if (part === '?') return '[^/]';
      return part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}(?:/.*)?$`);
}
