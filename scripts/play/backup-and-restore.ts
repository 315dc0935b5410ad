import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startPrimary } from '../../services/backend/dev/postgres/postgres.ts';
import { compareFingerprints } from '../../services/backend/src/backup/catalog.ts';
import { createDatabase, dropDatabase, switchDatabases } from '../../services/backend/src/backup/databases.ts';
import { loadManifest } from '../../services/backend/src/backup/repository.ts';
import { restoreBackup } from '../../services/backend/src/backup/restore-backup.ts';
import { formatBytes, takeBackup } from '../../services/backend/src/backup/take-backup.ts';
import { verifyBackup } from '../../services/backend/src/backup/verify-backup.ts';
import { openStorage } from '../../services/backend/src/clients/storage.ts';
import { withConnection, withDatabaseName } from '../../services/backend/src/platform/connection.ts';
import { createCrypto } from '../../services/backend/src/platform/crypto.ts';
import { applyMigrations } from '../../services/backend/src/platform/migrations.ts';
import { runPlay } from './data/command.ts';
import { addShopRows, fingerprintsOf } from './data/rows.ts';
import { startScratch } from './data/scratch.ts';

const secret = randomBytes(16).toString('hex');
const fresh = 'pet_restored';

await runPlay({
  name: 'backup-and-restore',
  title: 'Backup, destroyed database, restore',
  about:
    'Takes a backup, verifies it on another server, drops the database, restores the backup into a new one, puts that into place and compares every table.',
  rows: 50_000,
  async run({ folder, rows, report }) {
    const server = await startPrimary({ dataDir: join(folder, 'server') });
    const url = server.url();
    await applyMigrations({ databaseUrl: url });
    await report.step(`write ${rows} customers and orders`, () =>
      withConnection(url, (connection) => addShopRows(connection, createCrypto([secret]), rows)),
    );
    const storage = await openStorage({ folder: join(folder, 'backups'), s3: undefined });
    const quietly = { searchPath: process.env['PATH'], onProgress: () => undefined };
    const before = await fingerprintsOf(url);
    const manifest = await report.step('take a backup', () =>
      takeBackup({ ...quietly, databaseUrl: url, storage, secrets: [secret], format: undefined }),
    );
    const scratch = await startScratch();
    try {
      await report.step('verify it on another server', () =>
        verifyBackup({ ...quietly, storage, secrets: [secret], which: 'latest', scratchUrl: scratch.url }),
      );
    } finally {
      await scratch.stop();
    }
    await report.step('destroy the database', () => dropDatabase(url, 'pet'));
    await report.step('restore into a new one, and prove it equal', async () => {
      const opened = await loadManifest(storage, manifest.id, [secret]);
      await createDatabase(url, fresh);
      await restoreBackup({ ...quietly, ...opened, storage, targetUrl: withDatabaseName(url, fresh) });
    });
    await report.step('put it into place', () => switchDatabases(url, fresh, 'pet_before', () => undefined));
    // The backup notes itself in the database only when it is finished, so its own note is not in it.
    const after = await fingerprintsOf(url);
    const differences = compareFingerprints(before, after);
    await server.stop('immediate');

    report.note('format', manifest.format);
    report.note('sealed', `${formatBytes(manifest.bytes)} in ${manifest.pieces} pieces`);
    report.claim(`the database is what it was${differences.map((one) => `; ${one}`)}`, differences.length === 0);
  },
});
