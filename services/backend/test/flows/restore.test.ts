import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import type { Manifest } from '../../src/backup/manifest.ts';
import { loadManifest } from '../../src/backup/repository.ts';
import { restoreBackup } from '../../src/backup/restore-backup.ts';
import { databaseNameOf, withDatabaseName } from '../../src/platform/connection.ts';
import { applyMigrations } from '../../src/platform/migrations.ts';
import { type BackupLab, backupSecret, openBackupLab, quietly, startFilledService } from '../support/backups.ts';
import { findDebianPostgres, startDebianPostgres } from '../support/debian-postgres.ts';
import type { TestService } from '../support/service.ts';

/** Backups of what the real service has written, damaged and restored with the real commands. */
const debian = await findDebianPostgres();
let service: TestService;
let lab: BackupLab;

beforeAll(async () => {
  service = await startFilledService();
});
afterAll(() => service?.stop());
beforeEach(async () => {
  lab = await openBackupLab(service);
});

describe('restore', () => {
  it('brings a destroyed database back, equal, and puts it into place', async () => {
    const url = withDatabaseName(service.database.url, 'destroyed');
    await service.rows(`CREATE DATABASE destroyed`);
    await restoreBackup({
      ...(await loadManifest(lab.storage, (await lab.take()).id, [backupSecret])),
      ...{ ...quietly, storage: lab.storage, targetUrl: url },
    });
    const backup = await lab.take({ url });
    const before = await withClient(url, (client) => client.query('SELECT * FROM orders'));
    await service.rows('DROP DATABASE destroyed WITH (FORCE)');

    const { code, stdout } = await lab.run(`restore ${backup.id} --switch --yes`, { DATABASE_URL: url });
    expect(code).toBe(0);
    expect(stdout).toContain('Restored and found equal, table by table');
    expect((await withClient(url, (client) => client.query('SELECT * FROM orders'))).rows).toEqual(before.rows);
    // New rows get ids of their own: the sequences stand where they stood.
    await withClient(url, (client) =>
      client.query(`INSERT INTO audit_log (actor, action, subject) VALUES ('a', 'b', 'c')`),
    );
    await service.rows('DROP DATABASE destroyed WITH (FORCE)');
    expect(await lab.leftovers()).toEqual([]);
  });

  it('switches while somebody is connected, keeps the old one, and can be undone', async () => {
    await service.rows('CREATE DATABASE living');
    const url = withDatabaseName(service.database.url, 'living');
    await applyMigrations({ databaseUrl: url });
    const { id } = await lab.take();
    await withClient(url, async () => {
      const { code } = await lab.run(`restore ${id} --name living_new --switch --yes`, { DATABASE_URL: url });
      expect(code).toBe(0);
    }).catch((error: unknown) => expect(String(error)).toMatch(/terminat/));
    const orders = () => withClient(url, async (client) => (await client.query('SELECT FROM orders')).rowCount);
    expect(await orders()).toBe(1);
    const [old] = await lab.leftovers();
    expect(old).toMatch(/^living_until_/);
    expect(await lab.run(`restore --switch-to ${old} --yes`, { DATABASE_URL: url })).toMatchObject({ code: 0 });
    expect(await orders()).toBe(0);
    for (const name of ['living', ...(await lab.leftovers())]) await service.rows(`DROP DATABASE ${name} WITH (FORCE)`);
  });

  it('writes into nothing that is not empty', async () => {
    const { id } = await lab.take();
    const into = await lab.run(`restore ${id} --into ${service.database.url}`);
    expect(into).toMatchObject({ code: 1, stdout: '' });
    expect(into.stderr).toContain('the database is not empty');
    const existing = await lab.run(`restore ${id} --name ${databaseNameOf(service.database.url)}`);
    expect(existing.stderr).toContain('There is a database');
    expect((await lab.run(`restore ${id} --dry-run`)).stdout).toContain('Would restore');
    expect((await lab.run('restore')).code).toBe(2);
    expect(await lab.leftovers()).toEqual([]);
  });

  it('refuses what was changed, cut off or sealed by somebody else, and leaves nothing behind', async () => {
    const { id } = await lab.take();
    const file = (name: string) => join(lab.folder, 'backups', id, name);
    const attempt = async (environment = {}) => {
      const { code, stderr } = await lab.run(`restore ${id}`, environment);
      expect(code).toBe(1);
      expect(await lab.leftovers()).toEqual([]);
      return stderr;
    };
    const piece = await readFile(file('000001.bin'));
    await writeFile(file('000001.bin'), Buffer.concat([piece.subarray(1), piece.subarray(0, 1)]));
    expect(await attempt()).toContain('piece 1 does not open');
    await writeFile(file('000001.bin'), await readFile(file('000000.bin')));
    expect(await attempt()).toContain('piece 1 does not open');
    await writeFile(file('000001.bin'), piece);
    expect(await attempt({ BACKUP_ENCRYPTION_KEY: 'x'.repeat(32) })).toContain('sealed with another key');

    const manifest = await readFile(file('manifest.json'), 'utf8');
    await writeFile(file('manifest.json'), manifest.replace('"format": "rows"', '"format": "pg_dump"'));
    expect(await attempt()).toContain('was changed after it was written');
    await writeFile(file('manifest.json'), manifest);
    const rotated = { BACKUP_ENCRYPTION_KEY: 'x'.repeat(32), BACKUP_ENCRYPTION_KEY_PREVIOUS: backupSecret };
    expect((await lab.run(`restore ${id} --name living`, rotated)).code).toBe(0);
    await service.rows('DROP DATABASE living');
  });
});

describe.runIf(debian)("pg_dump, with PostgreSQL's own tools", () => {
  it('makes the custom format, and pg_restore an equal database', async () => {
    const server = await startDebianPostgres(debian ?? '');
    try {
      // The service's rows, on the older server: by the one format into it, by the other out of it.
      const rows = await loadManifest(lab.storage, (await lab.take()).id, [backupSecret]);
      const options = { ...quietly, storage: lab.storage };
      await restoreBackup({
        ...rows,
        ...options,
        manifest: { ...rows.manifest, serverVersion: 150_000 },
        targetUrl: server.url,
      });

      const { code, stdout } = await lab.run('backup --format pg_dump --json', { DATABASE_URL: server.url });
      expect(code).toBe(0);
      const manifest = JSON.parse(stdout) as Manifest;
      expect(manifest.format).toBe('pg_dump');
      expect(manifest.tables).toEqual(rows.manifest.tables);
      expect((await lab.verify(manifest.id, { scratchUrl: server.url })).manifest.id).toBe(manifest.id);
      // Into a newer server as well.
      expect((await lab.verify(manifest.id)).manifest.id).toBe(manifest.id);
      const restored = await lab.run(`restore ${manifest.id} --switch --yes`, { DATABASE_URL: server.url });
      expect(restored).toMatchObject({ code: 0 });
    } finally {
      await server.stop();
    }
  });

  it('is not asked to dump a server that is newer than it', async () => {
    const { code, stderr } = await lab.run('backup --format pg_dump');
    expect(code).toBe(1);
    expect(stderr).toMatch(/pg_dump \d+ cannot dump a server of version 18: install postgresql-client-18/);
  });
});
