import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from './source-files.ts';

const operations = readFileSync(join(repositoryRoot, 'docs/operations.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const rows = operations
  .split('\n')
  .filter((line) => line.startsWith('| ['))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const pages = readdirSync(join(repositoryRoot, 'docs/runbooks'));

/** A runbook that nobody has tried is a guess: each stands in the table of docs/operations.md with what plays it. */
describe('docs/operations.md', () => {
  it.each(pages)('has a row for %s', (page) => {
    expect(rows.filter(([, runbook = '']) => runbook.includes(`(runbooks/${page})`)).length).toBeGreaterThan(0);
  });

  it.each(rows.map((cells) => ({ runbook: cells[1] ?? '', playedBy: cells[2] ?? '', date: cells[3] ?? '' })))(
    '$runbook: is played by something that there is, and says when',
    ({ playedBy, date }) => {
      const commands = [...playedBy.matchAll(/`([^`]+)`/g)].map(([, command = '']) => command);
      expect(commands.length).toBeGreaterThan(0);
      for (const command of commands) expect(exists(command), command).toBe(true);
      expect(date).toMatch(/^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/);
    },
  );
});

function exists(command: string): boolean {
  const [program = '', second = '', third = ''] = command.split(' ');
  if (program === 'node') return existsSync(join(repositoryRoot, second));
  if (program === 'npm') return (second === 'run' ? third : second) in scripts;
  return existsSync(join(repositoryRoot, program));
}
