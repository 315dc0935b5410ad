import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import type { Manifest } from '../../src/backup/manifest.ts';
import { loadManifest, storeManifest } from '../../src/backup/repository.ts';
import { openStorage } from '../../src/clients/storage.ts';
import { type BackupLab, backupSecret, openBackupLab, startFilledService } from '../support/backups.ts';
import { startS3 } from '../support/s3.ts';
import type { TestService } from '../support/service.ts';

/** Backups of what the real service has written, taken and verified with the real commands. */
let service: TestService;
let lab: BackupLab;

beforeAll(async () => {
  service = await startFilledService();
});
afterAll(() => service?.stop());
beforeEach(async () => {
  lab = await openBackupLab(service);
});

describe('backup', () => {
  it('counts what is there, in sealed pieces that show nothing of it', async () => {
    const manifest = await lab.take();
    const count = async (table: string) =>
      (await service.rows<{ count: string }>(`SELECT count(*)::text AS count FROM ${table}`))[0]?.count;
    for (const table of ['products', 'orders', 'customers', 'webhook_logs', 'webhook_inbox']) {
      expect(manifest.tables.find((one) => one.table === table)?.rows).toBe(await count(table));
      expect(await count(table)).not.toBe('0');
    }
    expect(manifest.pieces).toBeGreaterThan(2);
    const keys = await lab.storage.list('backups/');
    expect(keys).toHaveLength(manifest.pieces + 1);
    const [product] = await service.rows<{ title: string }>('SELECT title FROM products');
    for (const key of keys)
      expect(Buffer.from((await lab.storage.get(key)) ?? []).includes(product?.title ?? '')).toBe(false);
  });

  it('is noted in the database, and the command says where it is', async () => {
    const { code, stdout } = await lab.run('backup --format rows --json');
    expect(code).toBe(0);
    const manifest = JSON.parse(stdout) as Manifest;
    expect(await service.rows(`SELECT id, format, verified_at FROM backups WHERE id = '${manifest.id}'`)).toEqual([
      { id: manifest.id, format: 'rows', verified_at: null },
    ]);
    expect((await lab.run('backup list')).stdout).toContain(manifest.id);
    expect((await lab.run('verify-backup')).code).toBe(0);
    expect(
      await service.rows(`SELECT FROM backups WHERE id = '${manifest.id}' AND verified_at > taken_at`),
    ).toHaveLength(1);
  });

  it('is one moment, while others write', async () => {
    let writing = true;
    const writer = (async () => {
      for (let n = 1; writing; n += 1) {
        await service.rows(
          `WITH shop AS (INSERT INTO shops (domain) VALUES ($1)) INSERT INTO bulk_operations (id, status) VALUES ($1, 'x')`,
          [`pair-${n}`],
        );
      }
    })();
    await expect.poll(() => service.rows('SELECT FROM bulk_operations')).not.toHaveLength(0);
    const manifest = await lab.take();
    writing = false;
    await writer;
    const rows = (table: string) => Number(manifest.tables.find((one) => one.table === table)?.rows);
    const [{ other } = { other: 0 }] = await service.rows<{ other: number }>(
      `SELECT count(*)::int AS other FROM shops WHERE domain NOT LIKE 'pair-%'`,
    );
    expect(rows('bulk_operations')).toBeGreaterThan(0);
    expect(rows('shops') - other).toBe(rows('bulk_operations'));
    expect((await lab.verify(manifest.id)).manifest.id).toBe(manifest.id);
  });

  it('does not run twice at once', async () => {
    const held = withClient(service.database.url, async (client) => {
      await client.query('SELECT pg_advisory_lock(7350116002)');
      return lab.run('backup --format rows');
    });
    expect(await held).toMatchObject({ code: 1, stdout: '' });
    expect((await held).stderr).toContain('another backup of this database is being taken');
  });

  it('says what it would do, what is missing and what is wrong', async () => {
    const dry = await lab.run('backup --format rows --dry-run');
    expect(dry.stdout).toContain('Would back up');
    expect(dry.stdout).not.toContain(new URL(service.database.url).password);
    expect(await lab.storage.list('backups/')).toEqual([]);
    expect(await lab.run('backup', { BACKUP_ENCRYPTION_KEY: '' })).toMatchObject({ code: 1 });
    expect((await lab.run('backup --format tar')).code).toBe(2);
    expect((await lab.run('backup --nonsense')).code).toBe(2);
    expect((await lab.run('verify-backup')).stderr).toContain('there is no finished backup');
    for (const name of ['backup', 'restore', 'verify-backup']) {
      expect(await lab.run(`${name} --help`)).toMatchObject({ code: 0, stderr: '' });
    }
  });

  it('deletes what has expired, and what was interrupted a day ago', async () => {
    const first = await lab.take();
    await lab.storage.put(
      'backups/20200101t000000000z-00000000/000000.bin',
      Buffer.from('x'),
      'application/octet-stream',
    );
    const { stdout } = await lab.run('backup --format rows');
    expect(stdout).toContain(`Deleted as expired: 20200101t000000000z-00000000, ${first.id}.`);
    expect(await service.rows(`SELECT FROM backups WHERE id = '${first.id}'`)).toEqual([]);
    expect((await lab.storage.list('backups/')).filter((key) => key.includes(first.id))).toEqual([]);
  });
});

describe('verify-backup', () => {
  it('notices a row that differs from the manifest', async () => {
    const { id } = await lab.take();
    const { manifest } = await loadManifest(lab.storage, id, [backupSecret]);
    const tables = manifest.tables.map((one) => (one.table === 'orders' ? { ...one, checksum: '1/2' } : one));
    await storeManifest(lab.storage, { ...manifest, tables }, backupSecret);
    await expect(lab.verify(id)).rejects.toThrow('orders has other content in its 1 rows');
    expect(await lab.leftovers()).toEqual([]);
  });

  it('says how old the backup is, and ends with 1 when it is too old', async () => {
    const { id } = await lab.take();
    const { manifest } = await loadManifest(lab.storage, id, [backupSecret]);
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    await storeManifest(lab.storage, { ...manifest, takenAt: hoursAgo(25) }, backupSecret);
    const textfile = join(lab.folder, 'backup.prom');
    expect(await lab.run(`verify-backup --textfile ${textfile}`)).toMatchObject({ code: 0 });
    expect(await readFile(textfile, 'utf8')).toMatch(/^backup_last_verified_timestamp_seconds \d+/m);
    await storeManifest(lab.storage, { ...manifest, takenAt: hoursAgo(27) }, backupSecret);
    const old = await lab.run('verify-backup');
    expect(old.code).toBe(1);
    expect(old.stderr).toContain('older than 26 h');
    expect((await lab.run('verify-backup --max-age 30')).code).toBe(0);
  });
});

it('a bucket holds backups as a folder does', async () => {
  const s3 = await startS3();
  try {
    const bucket = await openStorage({ folder: lab.folder, s3: { ...s3.options, requestTimeoutMs: 10_000 } });
    s3.failures.push({ status: 500, code: 'InternalError' }, { status: 500, code: 'InternalError' });
    const { id, pieces } = await lab.take({ into: bucket });
    expect(s3.objects.size).toBe(pieces + 1);
    expect((await lab.verify('latest', { from: bucket })).manifest.id).toBe(id);
  } finally {
    await s3.close();
  }
});
