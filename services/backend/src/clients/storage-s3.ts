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
const defaultRequestTimeoutMs = 3_000;
const attempts = 2;

/** A bucket of Amazon S3 or of what speaks like it: Tigris, MinIO. Nothing is sent before the first call. */
export function createS3Storage(options: S3Options): Storage {
  const { endpoint, region, bucket, requestTimeoutMs = defaultRequestTimeoutMs, ...credentials } = options;
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

  async function* listKeys(prefix: string): AsyncGenerator<string> {
    let after: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: after }),
      );
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
      after = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (after !== undefined);
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
    async list(folder) {
      const keys: string[] = [];
      for await (const key of listKeys(requireSafeFolder(folder))) keys.push(key);
      return keys.sort();
    },
    async delete(folder) {
      // One by one: deleting many in one request is where the imitations differ most.
      for await (const Key of listKeys(requireSafeFolder(folder))) {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      }
    },
  };
}
