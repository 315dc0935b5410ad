import { randomBytes } from 'node:crypto';
import type { Storage } from '../clients/storage.ts';
import { withDatabaseName } from '../platform/connection.ts';
import { createDatabase, dropDatabase } from './databases.ts';
import type { BackupSecrets, Manifest } from './manifest.ts';
import { listBackups, loadManifest } from './repository.ts';
import { restoreBackup } from './restore-backup.ts';

export interface VerifyOptions {
  storage: Storage;
  secrets: BackupSecrets;
  /** An id, or `latest`. */
  which: string;
  /** A server on which databases may be made. */
  scratchUrl: string;
  searchPath: string | undefined;
  onProgress: (line: string) => void;
}

export interface Verified {
  manifest: Manifest;
  ageSeconds: number;
  seconds: number;
}

/** Restores a backup into a database of its own, compares, and drops it again. @throws Error when it is not equal. */
export async function verifyBackup(options: VerifyOptions): Promise<Verified> {
  const begun = performance.now();
  const opened = await loadManifest(options.storage, await resolveId(options.storage, options.which), options.secrets);
  const name = `verify_${randomBytes(6).toString('hex')}`;
  await createDatabase(options.scratchUrl, name);
  try {
    await restoreBackup({ ...options, ...opened, targetUrl: withDatabaseName(options.scratchUrl, name) });
  } finally {
    await dropDatabase(options.scratchUrl, name);
  }
  return {
    manifest: opened.manifest,
    ageSeconds: ageOf(opened.manifest, new Date()),
    seconds: (performance.now() - begun) / 1_000,
  };
}

/** @param which an id, or `latest`. @throws Error when there is none. */
export async function resolveId(storage: Storage, which: string): Promise<string> {
  if (which !== 'latest') return which;
  const newest = (await listBackups(storage)).finished.at(-1);
  if (newest === undefined) throw new Error('there is no finished backup in the storage');
  return newest;
}

export function ageOf({ takenAt }: Pick<Manifest, 'takenAt'>, now: Date): number {
  return Math.max(0, Math.round((now.getTime() - Date.parse(takenAt)) / 1_000));
}

/** For the textfile collector of Prometheus' node exporter, where no service runs to be asked. */
export function renderTextfile({ manifest }: Pick<Verified, 'manifest'>, verifiedAt: Date | undefined): string {
  const metric = (name: string, help: string, value: number) =>
    `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`;
  return [
    metric(
      'backup_last_taken_timestamp_seconds',
      'When the last backup was begun.',
      Date.parse(manifest.takenAt) / 1_000,
    ),
    metric('backup_last_bytes', 'Size of the last backup.', manifest.bytes),
    verifiedAt &&
      metric(
        'backup_last_verified_timestamp_seconds',
        'When a backup was last restored and found equal.',
        verifiedAt.getTime() / 1_000,
      ),
  ]
    .filter(Boolean)
    .join('');
}
