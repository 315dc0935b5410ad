import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { parseEnv } from '../../src/env.ts';
import { testRecord } from '../support/service.ts';
import { runCommand } from './command-process.ts';

const generate = (...args: string[]) => runCommand('../../scripts/generate-secrets.ts', args);
const toRecord = (lines: string) =>
  Object.fromEntries(
    lines
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
  );

describe('generate-secrets', () => {
  it('prints a set that the service starts with, and another one each time', async () => {
    const [first, second] = [await generate(), await generate()];
    const secrets = toRecord(first.stdout);
    expect(first.code).toBe(0);
    expect(parseEnv({ ...testRecord({ DATABASE_URL: 'postgresql://x@localhost/x' }), ...secrets })).toHaveProperty(
      'env',
    );
    const values = [...Object.values(secrets), ...Object.values(toRecord(second.stdout))];
    expect(new Set(values).size).toBe(values.length);
    expect(values).toHaveLength(12);
    expect(first.stderr).toContain('SHOPIFY_WEBHOOK_SECRET');
  });

  it('writes files that nobody else can read, and none twice', async () => {
    const folder = join(await mkdtemp(join(inject('runFolder'), 'secrets-')), 'secrets');
    const { code, stdout } = await generate('--files', folder);
    expect(code).toBe(0);
    const file = toRecord(stdout)['ENCRYPTION_KEY_FILE'] ?? '';
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const before = await readFile(file, 'utf8');
    expect(before.trim()).toHaveLength(32);
    expect(stdout).not.toContain(before.trim());
    const again = await generate('--files', folder, '--only', 'ENCRYPTION_KEY');
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it('makes one, says what it would do, and knows its own', async () => {
    expect((await generate('--only', 'JWT_SECRET')).stdout).toMatch(/^JWT_SECRET=[\w-]{43}\n$/);
    const folder = join(tmpdir(), 'pet-secrets-never-made');
    expect((await generate('--dry-run', '--files', folder)).stdout).toContain('Would make ENCRYPTION_KEY');
    await expect(stat(folder)).rejects.toThrow('ENOENT');
    expect(await generate('--only', 'DATABASE_URL')).toMatchObject({ code: 2, stdout: '' });
    expect(await generate('--help')).toMatchObject({ code: 0, stderr: '' });
  });
});
