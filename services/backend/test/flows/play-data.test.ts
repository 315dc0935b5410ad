import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runCommand } from './command-process.ts';

interface Report {
  claims: { what: string; holds: boolean }[];
}

const play = (name: string, ...args: string[]) => runCommand(`../../scripts/play/${name}.ts`, args);

/** The runbooks of docs/runbooks that are about data, each as a script plays it; the whole one, on little data. */
describe.each(['backup-and-restore', 'key-rotation', 'point-in-time-recovery', 'replica-promotion'])(
  'the play of %s',
  (name) => {
    it('keeps what it promises, and leaves nothing behind', { timeout: 120_000 }, async () => {
      const { code, stdout, stderr } = await play(name, '--rows', '500', '--json');
      expect(stdout, stderr).not.toBe('');
      const { claims } = JSON.parse(stdout) as Report;
      expect(claims.filter(({ holds }) => !holds)).toEqual([]);
      expect(claims.length).toBeGreaterThan(0);
      expect(code).toBe(0);
      expect((await readdir(tmpdir())).filter((entry) => entry.startsWith(`pet-${name}-`))).toEqual([]);
    });

    it('says what it plays', async () => {
      expect(await play(name, '--help')).toMatchObject({ code: 0, stderr: '' });
      expect(await play(name, '--dry-run')).toMatchObject({ code: 0, stderr: '' });
      expect(await play(name, '--rows', 'many')).toMatchObject({ code: 2, stdout: '' });
    });
  },
);
