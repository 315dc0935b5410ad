import { z } from 'zod';
import { encryptionKey, url } from './platform/env-fields.ts';
import { variable } from './platform/env-variables.ts';

const section = 'Backups: read by npm run backup, restore and verify-backup, not by the service';
const count = (fallback: number) => z.coerce.number().int().min(0).max(1_000).default(fallback);

/** Where backups lie and what seals them. Another bucket, and other keys, than those of the service. */
export const backupVariables = {
  BACKUP_ENCRYPTION_KEY: variable(encryptionKey.optional(), {
    section,
    about: 'Exactly 32 characters. Seals backups (AES-256-GCM). Keep it elsewhere too: without it they are lost.',
    secret: true,
  }),
  BACKUP_ENCRYPTION_KEY_PREVIOUS: variable(encryptionKey.optional(), {
    section,
    about: 'The key before this one: still opens older backups.',
    secret: true,
  }),
  BACKUP_DIR: variable(z.string().min(1).default('.data/backups'), {
    section,
    about: 'Folder for backups where no bucket is named.',
  }),
  BACKUP_S3_BUCKET: variable(z.string().min(3).max(63).optional(), {
    section,
    about: 'Bucket for backups, at Amazon S3 or what speaks like it. Best in another place than the database.',
    example: 'pet-backups',
  }),
  BACKUP_S3_ENDPOINT: variable(url('https', 'http').optional(), {
    section,
    about: "Where that bucket is. Unset: Amazon's own, of BACKUP_S3_REGION.",
    example: 'https://fly.storage.tigris.dev',
  }),
  BACKUP_S3_REGION: variable(z.string().min(1).default('auto'), { section, about: 'Region of that bucket.' }),
  BACKUP_S3_ACCESS_KEY_ID: variable(z.string().min(1).optional(), {
    section,
    about: 'Names the key that may read, write, list and delete in that bucket.',
    secret: true,
  }),
  BACKUP_S3_SECRET_ACCESS_KEY: variable(z.string().min(1).optional(), {
    section,
    about: 'The secret part of that key.',
    secret: true,
  }),
  BACKUP_KEEP_DAILY: variable(count(7), { section, about: 'The newest backup of so many days is kept.' }),
  BACKUP_KEEP_WEEKLY: variable(count(5), { section, about: 'The newest backup of so many weeks is kept.' }),
  BACKUP_KEEP_MONTHLY: variable(count(12), { section, about: 'The newest backup of so many months is kept.' }),
  BACKUP_SCRATCH_URL: variable(url('postgres', 'postgresql').optional(), {
    section,
    about: 'A PostgreSQL where verify-backup may make and drop databases. Not the production server.',
    secret: true,
    example: 'postgresql://verify:password@scratch:5432/postgres',
  }),
};

export const backupSchema = z.object(backupVariables);

export type BackupSettings = z.output<typeof backupSchema>;
