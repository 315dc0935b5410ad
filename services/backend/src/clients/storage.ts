import { createDiskStorage } from './storage-disk.ts';

/** Files that are made from what the database holds: losing them costs the time to make them again. */
export interface Storage {
  /** Replaces what is there; nobody ever reads half of it. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** Undefined when there is no such file. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** The keys of everything below a folder, sorted. @param folder ends with a slash. */
  list(folder: string): Promise<string[]>;
  /** Everything below a folder. @param folder ends with a slash. */
  delete(folder: string): Promise<void>;
}

export interface S3Options {
  /** Undefined: Amazon's own. */
  endpoint: string | undefined;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** For files that take longer than pictures. */
  requestTimeoutMs?: number;
}

export interface StorageOptions {
  /** Where there is no S3: a folder of this machine. */
  folder: string;
  s3: S3Options | undefined;
}

export async function openStorage({ folder, s3 }: StorageOptions): Promise<Storage> {
  if (!s3) return createDiskStorage(folder);
  // Only where it is used: the client takes a quarter of a second to load.
  const { createS3Storage } = await import('./storage-s3.ts');
  return createS3Storage(s3);
}
