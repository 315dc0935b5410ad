import { chmod, mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { runCommand } from './command-process.ts';

interface Report {
  claims: { what: string; holds: boolean }[];
}

const play = (name: string, args: string[], environment = {}) =>
  runCommand(`../../scripts/play/${name}.ts`, args, environment);

/** Run by root, PostgreSQL is another user and has to get in. */
async function makeTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(inject('runFolder'), 'play-'));
  await chmod(folder, 0o711);
  return folder;
}

/** The runbooks of docs/runbooks, each as a script plays it; the whole one, on little data. */
describe.each([
  'backup-and-restore',
  'key-rotation',
  'point-in-time-recovery',
  'replica-promotion',
  'replication-loss',
  'poisoned-deploy',
])('the play of %s', (name) => {
  it('keeps what it promises, and leaves nothing behind', { timeout: 300_000 }, async () => {
    const folder = await makeTemporaryFolder();
    const { code, stdout, stderr } = await play(name, ['--rows', '500', '--json'], { TMPDIR: folder });
    expect(stdout, stderr).not.toBe('');
    const { claims } = JSON.parse(stdout) as Report;
    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
    expect(claims.length).toBeGreaterThan(0);
    expect(code).toBe(0);
    // A copy of the PostgreSQL that npm installed may stay there, where its account cannot enter node_modules.
    // npm keeps its own compiled code beside it.
    const left = (await readdir(folder)).filter((entry) => !/^(pet-postgres-|node-compile-cache$)/.test(entry));
    expect(left).toEqual([]);
  });

  it('says what it plays', async () => {
    const [help, dry, wrong] = await Promise.all([
      play(name, ['--help']),
      play(name, ['--dry-run']),
      play(name, ['--rows', 'many']),
    ]);
    expect([help, dry]).toMatchObject([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ]);
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
  });
});
