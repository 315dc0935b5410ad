import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A stream as numbered, sealed pieces: AES-256-GCM under a key that is used for one stream only.
 *
 * The nonce of a piece is its number and whether it is the last one, so a piece that was moved, repeated, left out or
 * cut off at the end does not open (the STREAM construction: Hoang, Reyhanitabar, Rogaway, Vizár 2015). The key is
 * derived from the secret, a random salt and the id of the backup; a piece of another backup does not open either.
 */

export interface PieceSealing {
  /** Public: stands in the manifest. */
  salt: string;
  key: Buffer;
}

const tagLength = 16;
const nonceLength = 12;
/** Held in memory once, and once more while it is sent. */
export const defaultPieceBytes = 16 * 1024 * 1024;

export function newPieceSealing(secret: string, id: string): PieceSealing {
  return pieceSealing(secret, id, randomBytes(32).toString('base64'));
}

export function pieceSealing(secret: string, id: string, salt: string): PieceSealing {
  const key = hkdfSync('sha256', secret, Buffer.from(salt, 'base64'), `backup pieces ${id}`, 32);
  return { salt, key: Buffer.from(key) };
}

/** Which secret sealed something, without telling the secret. */
export function secretId(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', 'backup key id', 4)).toString('hex');
}

/** Says who wrote a manifest: only who has the secret can. */
export function authenticate(secret: string, text: string): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'backup manifest', 32));
  return createHmac('sha256', key).update(text).digest('base64');
}

export function isAuthentic(secret: string, text: string, mac: string): boolean {
  const [expected, given] = [Buffer.from(authenticate(secret, text)), Buffer.from(mac)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** Sealed pieces of `pieceBytes` each, the last one shorter; at least one. */
export async function* sealPieces(
  source: AsyncIterable<Uint8Array>,
  { key }: PieceSealing,
  pieceBytes = defaultPieceBytes,
): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let number = 0;
  for await (const chunk of source) {
    let rest: Uint8Array = chunk;
    // A full piece is held back until more arrives: only then is it known not to be the last.
    while (heldBytes + rest.length > pieceBytes) {
      const fits = pieceBytes - heldBytes;
      held.push(rest.subarray(0, fits));
      rest = rest.subarray(fits);
      yield seal(key, number, false, held);
      number += 1;
      held = [];
      heldBytes = 0;
    }
    if (rest.length > 0) {
      // Copied: who made the chunk may use its memory again.
      held.push(Buffer.from(rest));
      heldBytes += rest.length;
    }
  }
  yield seal(key, number, true, held);
}

/** @throws Error that names the piece, when one was changed, moved, left out, or the end is missing. */
export async function* openPieces(pieces: AsyncIterable<Uint8Array>, { key }: PieceSealing): AsyncGenerator<Buffer> {
  let number = 0;
  let waiting: Uint8Array | undefined;
  for await (const piece of pieces) {
    if (waiting) {
      yield open(key, number, false, waiting);
      number += 1;
    }
    waiting = piece;
  }
  if (!waiting) throw new Error('the backup has no pieces');
  yield open(key, number, true, waiting);
}

function seal(key: Buffer, number: number, isLast: boolean, plain: readonly Uint8Array[]): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast));
  const sealed = plain.map((part) => cipher.update(part));
  return Buffer.concat([...sealed, cipher.final(), cipher.getAuthTag()]);
}

function open(key: Buffer, number: number, isLast: boolean, sealed: Uint8Array): Buffer {
  const end = sealed.length - tagLength;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, isLast));
    decipher.setAuthTag(sealed.subarray(end));
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
  } catch (cause) {
    const where = `piece ${number}${isLast ? ', which should be the last,' : ''}`;
    throw new Error(`${where} does not open: it was changed, moved or cut off, or another key sealed it`, { cause });
  }
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(nonceLength);
  nonce.writeBigUInt64BE(BigInt(number), 0);
  nonce[nonceLength - 1] = isLast ? 1 : 0;
  return nonce;
}
