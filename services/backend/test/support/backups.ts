import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { waitUntil } from '../../dev/start/processes.ts';
import type { Manifest } from '../../src/backup/manifest.ts';
import { takeBackup } from '../../src/backup/take-backup.ts';
import { type Verified, verifyBackup } from '../../src/backup/verify-backup.ts';
import { openStorage, type Storage } from '../../src/clients/storage.ts';
import { type CommandResult, runCommand } from '../flows/command-process.ts';
import { sampleWith } from './samples.ts';
import { startService, type TestService } from './service.ts';

/** A service that has written something of everything, and a folder for backups of it. */
export interface BackupLab {
  service: TestService;
  folder: string;
  storage: Storage;
  /** Runs `backup`, `restore` or `verify-backup` with arguments that hold no blanks. */
  run(line: string, environment?: Record<string, string>): Promise<CommandResult>;
  take(options?: { url?: string; into?: Storage }): Promise<Manifest>;
  verify(which?: string, options?: { from?: Storage; scratchUrl?: string }): Promise<Verified>;
  /** What restoring and verifying has made and not taken away. */
  leftovers(): Promise<string[]>;
}

export const backupSecret = 'backups-seal-with-this-32-chars!';
export const quietly = { searchPath: undefined, onProgress: () => undefined };
/** Small, so that a backup has several. */
const pieceBytes = 2_000;

export async function startFilledService(): Promise<TestService> {
  const service = await startService();
  for (const topic of ['products/create', 'orders/create', 'customers/create'] as const) {
    await deliverUntilTaken(service, topic, sampleWith(topic, {}));
  }
  await deliverUntilTaken(service, 'carts/update', { id: 'a-cart' });
  await service.settled();
  return service;
}

/** On a machine that is busy with other tests the first one may be answered 503, which asks to send it again. */
async function deliverUntilTaken(service: TestService, topic: string, body: object): Promise<void> {
  const webhookId = randomUUID();
  const isTaken = async () => (await service.deliver({ topic, body, webhookId })).statusCode === 200;
  if (!(await waitUntil(isTaken, 10_000))) throw new Error(`${topic} was not taken`);
}

export async function openBackupLab(service: TestService): Promise<BackupLab> {
  const folder = await mkdtemp(join(inject('runFolder'), 'backups-'));
  const storage = await openStorage({ folder, s3: undefined });
  const { url: ownUrl } = service.database;
  const settings = {
    DATABASE_URL: ownUrl,
    BACKUP_DIR: folder,
    BACKUP_ENCRYPTION_KEY: backupSecret,
    BACKUP_SCRATCH_URL: ownUrl,
  };
  return {
    service,
    folder,
    storage,
    run(line, environment) {
      const [program, ...args] = line.split(' ');
      return runCommand(`../../scripts/${program}.ts`, args, { ...settings, ...environment });
    },
    take: ({ url = ownUrl, into = storage } = {}) =>
      takeBackup({
        ...quietly,
        ...{ databaseUrl: url, storage: into, secrets: [backupSecret], format: 'rows', pieceBytes },
      }),
    verify: (which = 'latest', { from = storage, scratchUrl = ownUrl } = {}) =>
      verifyBackup({ ...quietly, storage: from, secrets: [backupSecret], which, scratchUrl }),
    async leftovers() {
      const rows = await service.rows<{ name: string }>('SELECT datname AS name FROM pg_database');
      return rows.map(({ name }) => name).filter((name) => /verify_|_restored_|_until_/.test(name));
    },
  };
}
