import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { requireSafeFolder, requireSafeKey } from '../platform/storage-keys.ts';
import type { S3Options, Storage } from './storage.ts';

const connectTimeoutMs = 1_000;
const requestTimeoutMs = 3_000;
const attempts = 2;

/** A bucket of Amazon S3 or of what speaks like it: Tigris, MinIO. Nothing is sent before the first call. */
export function createS3Storage({ endpoint, region, bucket, ...credentials }: S3Options): Storage {
  const client = new S3Client({
    region,
    credentials,
    // MinIO has no host name for each bucket; everybody understands the bucket in the path.
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    // Checksums in trailers, the default of this client, are not understood by everybody.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: connectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });

  async function listKeys(prefix: string, after: string | undefined) {
    return client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: after }));
  }

  return {
    async put(key, bytes, contentType) {
      const target = { Bucket: bucket, Key: requireSafeKey(key) };
      await client.send(new PutObjectCommand({ ...target, Body: bytes, ContentType: contentType }));
    },
    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: requireSafeKey(key) }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async delete(folder) {
      const prefix = requireSafeFolder(folder);
      let after: string | undefined;
      do {
        const page = await listKeys(prefix, after);
        // One by one: deleting many in one request is where the imitations differ most.
        for (const { Key } of page.Contents ?? []) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
        after = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (after !== undefined);
    },
  };
}
