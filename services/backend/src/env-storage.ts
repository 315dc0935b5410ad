import { z } from 'zod';
import { url } from './platform/env-fields.ts';
import { variable } from './platform/env-variables.ts';

const section = 'Storage of preview pictures';
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Where files lie: an S3-compatible bucket, or a folder in development. */
export const storageVariables = {
  STORAGE_DIR: variable(z.string().min(1).default('.data/storage'), {
    section,
    about: 'Folder for development, where no bucket is named. npm start puts it into its data folder.',
  }),
  STORAGE_S3_BUCKET: variable(
    z.string().regex(bucketName, { error: 'must be the name of a bucket, like pet-previews' }).optional(),
    {
      section,
      about: 'Bucket at Amazon S3 or what speaks like it (Tigris, MinIO). Required in staging and production.',
      example: 'pet-previews',
    },
  ),
  STORAGE_S3_ENDPOINT: variable(url('https', 'http').optional(), {
    section,
    about: "Where the bucket is. Unset: Amazon's own, of STORAGE_S3_REGION.",
    example: 'https://fly.storage.tigris.dev',
  }),
  STORAGE_S3_REGION: variable(
    z
      .string()
      .regex(/^[a-z0-9-]{2,40}$/, { error: 'must be a region' })
      .default('auto'),
    {
      section,
      about: 'Region of the bucket; auto does for Tigris, Amazon wants a real one.',
    },
  ),
  STORAGE_S3_ACCESS_KEY_ID: variable(z.string().min(1).optional(), {
    section,
    about: 'Names the key that may read, write, list and delete in the bucket.',
    secret: true,
  }),
  STORAGE_S3_SECRET_ACCESS_KEY: variable(z.string().min(1).optional(), {
    section,
    about: 'The secret part of that key.',
    secret: true,
  }),
};

const keyNames = ['STORAGE_S3_ACCESS_KEY_ID', 'STORAGE_S3_SECRET_ACCESS_KEY'];

/** What a storage lacks: a deployment needs a bucket, a bucket its key, and Amazon a region. */
export function findStorageProblems(
  given: Record<string, string | undefined>,
  deployed: boolean,
): { name: string; message: string }[] {
  const bucket = given['STORAGE_S3_BUCKET'];
  if (!bucket && !deployed) return [];
  const problems = [];
  if (!bucket) problems.push({ name: 'STORAGE_S3_BUCKET', message: 'is required in staging and production' });
  for (const name of keyNames) if (!given[name]) problems.push({ name, message: 'is required with a bucket' });
  if (bucket && !given['STORAGE_S3_ENDPOINT'] && [undefined, 'auto'].includes(given['STORAGE_S3_REGION'])) {
    problems.push({ name: 'STORAGE_S3_REGION', message: 'is required without STORAGE_S3_ENDPOINT' });
  }
  return problems;
}
