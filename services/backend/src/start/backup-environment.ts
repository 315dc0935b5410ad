import type { BackupSecrets } from '../backup/manifest.ts';
import { openStorage, type Storage } from '../clients/storage.ts';
import { type BackupSettings, backupSchema, backupVariables } from '../env-backup.ts';
import { variables } from '../platform/env-variables.ts';
import { readSecret } from './command-environment.ts';
import { CommandError } from './command-line.ts';

/** What the commands about backups need of the environment: the storage, the keys, and how long to keep. */
export interface BackupEnvironment {
  settings: BackupSettings;
  secrets: BackupSecrets;
  storage: Storage;
  /** Where that is, for people. */
  place: string;
}

/** A piece of 16 MiB over a slow line. */
const requestTimeoutMs = 120_000;

/** @throws CommandError that names what is missing or wrong. */
export async function openBackupEnvironment(): Promise<BackupEnvironment> {
  const settings = readSettings();
  const { BACKUP_ENCRYPTION_KEY: current, BACKUP_ENCRYPTION_KEY_PREVIOUS: previous } = settings;
  if (!current) {
    throw new CommandError(
      'This needs BACKUP_ENCRYPTION_KEY (or BACKUP_ENCRYPTION_KEY_FILE). npm run generate-secrets makes one.',
    );
  }
  const bucket = settings.BACKUP_S3_BUCKET;
  return {
    settings,
    secrets: previous ? [current, previous] : [current],
    storage: await openStorage({
      folder: settings.BACKUP_DIR,
      s3: bucket ? bucketOptions(settings, bucket) : undefined,
    }),
    place: bucket ? `the bucket ${bucket}` : `the folder ${settings.BACKUP_DIR}`,
  };
}

function readSettings(): BackupSettings {
  const names = Object.keys(backupVariables) as (keyof typeof backupVariables)[];
  const given = names.map((name) => {
    const value = variables.get(backupVariables[name])?.secret ? readSecret(name) : process.env[name] || undefined;
    return [name, value] as const;
  });
  const parsed = backupSchema.safeParse(Object.fromEntries(given.filter(([, value]) => value !== undefined)));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path[0]?.toString()} ${message}`);
  throw new CommandError(`The environment is not right: ${problems.join('; ')}.`);
}

function bucketOptions(settings: BackupSettings, bucket: string) {
  const { BACKUP_S3_ACCESS_KEY_ID: accessKeyId, BACKUP_S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (!accessKeyId || !secretAccessKey) {
    throw new CommandError('BACKUP_S3_BUCKET needs BACKUP_S3_ACCESS_KEY_ID and BACKUP_S3_SECRET_ACCESS_KEY.');
  }
  const { BACKUP_S3_ENDPOINT: endpoint, BACKUP_S3_REGION: region } = settings;
  return { bucket, endpoint, region, accessKeyId, secretAccessKey, requestTimeoutMs };
}
