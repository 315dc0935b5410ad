import { createHash } from 'node:crypto';
import type { Storage } from '../clients/storage.ts';
import { type BackupSecrets, type Manifest, readManifest, renderManifest } from './manifest.ts';

/**
 * Backups in a storage: `backups/<id>/000000.bin` and on, sealed pieces in order, and `backups/<id>/manifest.json`,
 * which is written last. A folder without a manifest is a backup that was interrupted.
 */

const root = 'backups/';
const attemptsPerPiece = 3;

export interface StoredPieces {
  pieces: number;
  bytes: number;
  sha256: string;
}

/** What a manifest says, and the secret that opens its pieces. */
export interface OpenedManifest {
  manifest: Manifest;
  secret: string;
}

/** One piece in memory at a time, however large the backup. */
export async function storePieces(
  storage: Storage,
  id: string,
  sealed: AsyncIterable<Buffer>,
  onPiece: (bytesSoFar: number) => void,
): Promise<StoredPieces> {
  const hash = createHash('sha256');
  let [pieces, bytes] = [0, 0];
  for await (const piece of sealed) {
    hash.update(piece);
    await retried(() => storage.put(pieceKey(id, pieces), piece, 'application/octet-stream'));
    pieces += 1;
    bytes += piece.length;
    onPiece(bytes);
  }
  return { pieces, bytes, sha256: hash.digest('hex') };
}

export async function storeManifest(storage: Storage, manifest: Manifest, secret: string): Promise<void> {
  const bytes = renderManifest(manifest, secret);
  await retried(() => storage.put(manifestKey(manifest.id), bytes, 'application/json'));
}

/** The sealed pieces in order. @throws Error at the end when they are not those the manifest was written for. */
export async function* loadPieces(storage: Storage, manifest: Manifest): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for (let number = 0; number < manifest.pieces; number += 1) {
    const piece = await retried(() => storage.get(pieceKey(manifest.id, number)));
    if (!piece) throw new Error(`piece ${number} of ${manifest.pieces} of the backup ${manifest.id} is missing`);
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== manifest.sha256) {
    throw new Error(`the pieces of the backup ${manifest.id} are not those that were written: the checksum differs`);
  }
}

export async function loadManifest(storage: Storage, id: string, secrets: BackupSecrets): Promise<OpenedManifest> {
  const bytes = await retried(() => storage.get(manifestKey(id)));
  if (!bytes) throw new Error(`there is no backup ${id}, or it was never finished`);
  const opened = readManifest(bytes, secrets);
  if (opened.manifest.id !== id) throw new Error(`what lies under ${id} is the backup ${opened.manifest.id}`);
  return opened;
}

/** Ids begin with their time, so this is the order of time, the oldest first. */
export async function listBackups(storage: Storage): Promise<{ finished: string[]; unfinished: string[] }> {
  const keys = await storage.list(root);
  const ids = [...new Set(keys.map((key) => key.split('/')[1] ?? ''))];
  const finished = ids.filter((id) => keys.includes(manifestKey(id)));
  return { finished, unfinished: ids.filter((id) => !finished.includes(id)) };
}

export async function deleteBackup(storage: Storage, id: string): Promise<void> {
  await storage.delete(`${root}${id}/`);
}

/** `20261121t031500000z-3f9a2c41` is from 21 November 2026, 03:15 UTC; the last three digits are milliseconds. */
export function timeOfId(id: string): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)(\d{3})z-/.exec(id) ?? [];
  const [, year, month, day, hour, minute, second, millisecond] = parts;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`);
}

function pieceKey(id: string, number: number): string {
  return `${root}${id}/${String(number).padStart(6, '0')}.bin`;
}

function manifestKey(id: string): string {
  return `${root}${id}/manifest.json`;
}

/** A backup of hours must not fail because one request did. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attemptsPerPiece) throw error;
    }
  }
}
