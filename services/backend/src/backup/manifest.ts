import { z } from 'zod';
import { authenticate, isAuthentic, secretId } from './sealed-pieces.ts';

/**
 * What a backup says of itself. Nothing personal is in it, so it is readable without the key; that it was not changed
 * is proved with the key. It is written last: a backup without one is unfinished.
 */
export const manifestSchema = z.object({
  version: z.literal(1),
  id: z.string().regex(/^\d{8}t\d{9}z-[0-9a-f]{8}$/),
  format: z.enum(['pg_dump', 'rows']),
  /** When it was begun: whatever was committed before is in it. */
  takenAt: z.iso.datetime(),
  /** Whole seconds that the backup took. */
  seconds: z.number().min(0),
  database: z.string(),
  /** Of the server, like 180004. */
  serverVersion: z.number().int(),
  /** Names of the migrations that were applied, in order. */
  migrations: z.array(z.string()),
  tables: z.array(z.object({ table: z.string(), rows: z.string().regex(/^\d+$/), checksum: z.string() })),
  pieces: z.number().int().min(1),
  /** Sealed. */
  bytes: z.number().int().min(0),
  /** Over all sealed pieces, in hexadecimal: the storage can be checked without the key. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  salt: z.string(),
  keyId: z.string().regex(/^[0-9a-f]{8}$/),
});

export type Manifest = z.output<typeof manifestSchema>;

/** BACKUP_ENCRYPTION_KEY seals, and it or BACKUP_ENCRYPTION_KEY_PREVIOUS opens. */
export type BackupSecrets = readonly [current: string, ...previous: string[]];

export function renderManifest(manifest: Manifest, secret: string): Buffer {
  // Parsed, so that the properties stand in the order in which the reader will prove them.
  const ordered = manifestSchema.parse(manifest);
  const mac = authenticate(secret, JSON.stringify(ordered));
  return Buffer.from(`${JSON.stringify({ mac, manifest: ordered }, null, 2)}\n`);
}

/**
 * Reads and proves a manifest, and tells which secret opens the backup.
 * @throws Error when it is none, was changed, or the secret is not among those given.
 */
export function readManifest(bytes: Uint8Array, secrets: BackupSecrets): { manifest: Manifest; secret: string } {
  const { mac, manifest } = parse(bytes);
  const secret = secrets.find((one) => secretId(one) === manifest.keyId);
  if (!secret) {
    throw new Error(
      `the backup ${manifest.id} is sealed with another key (${manifest.keyId}): give it as BACKUP_ENCRYPTION_KEY or BACKUP_ENCRYPTION_KEY_PREVIOUS`,
    );
  }
  if (!isAuthentic(secret, JSON.stringify(manifest), mac)) {
    throw new Error(`the manifest of the backup ${manifest.id} was changed after it was written`);
  }
  return { manifest, secret };
}

const fileSchema = z.object({ mac: z.string(), manifest: manifestSchema });

function parse(bytes: Uint8Array): z.output<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw new Error('the manifest of the backup cannot be read', { cause });
  }
}
