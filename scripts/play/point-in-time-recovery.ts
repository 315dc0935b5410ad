import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openInstanceFolder } from '../../services/backend/dev/postgres/account.ts';
import { findBinaries } from '../../services/backend/dev/postgres/binaries.ts';
import { startPrimary } from '../../services/backend/dev/postgres/postgres.ts';
import { copyRunning } from '../../services/backend/dev/postgres/replica.ts';
import { createServer, type PostgresServer } from '../../services/backend/dev/postgres/server.ts';
import { waitUntil } from '../../services/backend/dev/start/processes.ts';
import { compareFingerprints } from '../../services/backend/src/backup/catalog.ts';
import { type Connection, withConnection } from '../../services/backend/src/platform/connection.ts';
import { createCrypto } from '../../services/backend/src/platform/crypto.ts';
import { applyMigrations } from '../../services/backend/src/platform/migrations.ts';
import { runPlay } from './data/command.ts';
import { addShopRows, fingerprintsOf } from './data/rows.ts';

const recoveryTimeoutMs = 120_000;
/** Between the last good change, the noted moment and the bad statement: clocks are read on both sides. */
const pauseMs = 50;
const addedLater = 100;

await runPlay({
  name: 'point-in-time-recovery',
  title: 'Recovery to just before a bad statement',
  about:
    'Archives the write-ahead log of a server, takes a base backup, goes on writing, deletes every order by mistake, and recovers to the moment before, which must have every row and nothing of what came after.',
  rows: 20_000,
  async run({ folder, rows, report }) {
    const crypto = createCrypto([randomBytes(16).toString('hex')]);
    const archive = (await openInstanceFolder(join(folder, 'archive'))).visiblePath;
    const primary = await report.step('start a server that archives its log', () =>
      startPrimary({ dataDir: join(folder, 'primary'), settings: archiving(archive) }),
    );
    const write = <T>(work: (connection: Connection) => Promise<T>) => withConnection(primary.url(), work);
    await applyMigrations({ databaseUrl: primary.url() });
    await report.step(`write ${rows} customers and orders`, () =>
      write((connection) => addShopRows(connection, crypto, rows)),
    );
    const base = await openInstanceFolder(join(folder, 'recovered'));
    const binaries = await findBinaries(base.account);
    await report.step('take the base backup', () => copyRunning(base, binaries, primary, 'recovery.signal'));

    await write((connection) => addShopRows(connection, crypto, addedLater, rows + 1));
    const expected = await fingerprintsOf(primary.url());
    await sleep(pauseMs);
    const moment = await write(readClock);
    await sleep(pauseMs);
    await report.step('delete every order, by mistake', () =>
      write((connection) => connection.query('DELETE FROM orders')),
    );
    await write((connection) => addShopRows(connection, crypto, 1, rows + addedLater + 1));
    await report.step('archive the rest of the log, and lose the server', () => archiveRest(primary, archive));

    const recovered = createServer({
      ...{ folder: base, binaries, credentials: primary.credentials },
      settings: recovering(archive, moment),
    });
    await report.step(`recover to ${moment}`, async () => {
      await recovered.start();
      if (!(await waitUntil(() => isPrimary(recovered), recoveryTimeoutMs))) throw new Error('recovery did not end');
    });
    const differences = await report.step('compare every table', async () =>
      compareFingerprints(expected, await fingerprintsOf(recovered.url())),
    );
    await withConnection(recovered.url(), (connection) => addShopRows(connection, crypto, 1, rows + addedLater + 2));
    await recovered.stop('immediate');

    report.note(
      'rows that must be back',
      expected.reduce((sum, table) => sum + Number(table.rows), 0),
    );
    report.claim(
      `every table is as it was before the statement${differences.map((one) => `; ${one}`)}`,
      differences.length === 0,
    );
    report.claim('the recovered server takes writes', true);
  },
});

/** The archive never overwrites a file: two servers that archive to one place would destroy it. */
function archiving(archive: string): Record<string, string> {
  return {
    archive_mode: 'on',
    archive_command: `test ! -f "${archive}/%f" && cp "%p" "${archive}/%f.part" && mv "${archive}/%f.part" "${archive}/%f"`,
    // How much may be lost with the server: what is younger than this is not archived yet.
    archive_timeout: '60s',
    wal_level: 'replica',
  };
}

function recovering(archive: string, moment: string): Record<string, string> {
  return {
    restore_command: `cp "${archive}/%f" "%p"`,
    recovery_target_time: moment,
    recovery_target_inclusive: 'off',
    recovery_target_action: 'promote',
    // Must not be smaller than where the log comes from.
    max_connections: '200',
    timezone: 'UTC',
    dynamic_shared_memory_type: 'mmap',
  };
}

async function readClock(connection: Connection): Promise<string> {
  const { rows } = await connection.query<{ now: string }>('SELECT clock_timestamp()::text AS now');
  return rows[0]?.now ?? '';
}

/** Waits for the archive, as archive_timeout would have it; then the server is gone, as after a lost machine. */
async function archiveRest(server: PostgresServer, archive: string): Promise<void> {
  const last = await withConnection(server.superUrl(), async (connection) => {
    const { rows } = await connection.query<{ file: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS file');
    return rows[0]?.file ?? '';
  });
  const isThere = async () => (await readdir(archive)).includes(last);
  if (!(await waitUntil(isThere, recoveryTimeoutMs))) throw new Error(`${last} was not archived`);
  await server.kill();
}

async function isPrimary(server: PostgresServer): Promise<boolean> {
  return withConnection(server.superUrl(), async (connection) => {
    const { rows } = await connection.query<{ ended: boolean }>('SELECT NOT pg_is_in_recovery() AS ended');
    return rows[0]?.ended === true;
  });
}
