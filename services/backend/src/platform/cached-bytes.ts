import { createHmac, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

/** A reply as bytes, with what it takes to send it again. */
export interface CachedBytes {
  /** What these bytes say was read at this version of the catalogue or a later one. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly madeAtMs: number;
  /** Of the identity bytes: 27 characters of base64url, strong enough for an ETag. */
  readonly digest: string;
  readonly identity: Buffer;
  /** Undefined until somebody asks for one; an encoding that saves nothing is missing in it. */
  compressed: Compressed | undefined;
}

type Compressed = Readonly<Partial<Record<'br' | 'gzip', Buffer>>>;

export function makeCachedBytes(identity: Buffer, version: number, madeAtMs: number): CachedBytes {
  return { version, madeAtMs, digest: digestOf(identity), identity: own(identity), compressed: undefined };
}

/**
 * The bytes in memory of their own, and in no more of it. What Node makes of a string is cut out of a block of 64 kB,
 * zlib answers in blocks of 16 kB, and what Redis sends is cut out of all that the socket brought at once: whoever
 * keeps a kilobyte of those keeps the whole block.
 */
function own(bytes: Buffer): Buffer {
  if (bytes.length === bytes.buffer.byteLength) return bytes;
  const owned = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(owned);
  return owned;
}

/** What the bytes take, in bytes: each is in memory of its own. */
export function sizeOf({ identity, compressed }: CachedBytes): number {
  return identity.length + (compressed?.br?.length ?? 0) + (compressed?.gzip?.length ?? 0);
}

/** Below this, the headers that say so cost as much as compressing saves. */
const compressFromBytes = 2_048;
const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);
/** Half a millisecond for ten kilobytes; the highest takes fifty times as long to save a tenth more. */
const brotliQuality = 5;

/** On threads of the pool, so nobody waits for it who does not want to. The same bytes give the same bytes. */
export async function compressBytes(identity: Buffer): Promise<Compressed> {
  if (identity.length < compressFromBytes) return {};
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
    [constants.BROTLI_PARAM_SIZE_HINT]: identity.length,
  };
  const [br, zipped] = await Promise.all([brotliAsync(identity, { params }), gzipAsync(identity)]);
  return {
    ...(br.length < identity.length && { br: own(br) }),
    ...(zipped.length < identity.length && { gzip: own(zipped) }),
  };
}

/**
 * As a value for a store that others may write to:
 * 4 bytes format | 16 digits version | 32 bytes HMAC | 8 bytes time | 3 x 4 bytes lengths | identity, br, gzip.
 * The version stands where a script in Redis can compare it. The HMAC covers the name as well, so that a value that
 * was moved, changed, cut off, or made by somebody else is none; it covers the identity bytes by their digest, which
 * whoever writes them knows and whoever reads them needs.
 */
export const storedFormat = 'PBC1';
export const versionDigits = 16;
const macLength = 32;
const payloadAt = storedFormat.length + versionDigits + macLength;
const lengthsAt = 8;
const bytesAt = lengthsAt + 12;

export function toVersionText(version: number): string {
  return String(version).padStart(versionDigits, '0');
}

export function packBytes(key: KeyObject, name: string, cached: CachedBytes): Buffer {
  const { identity, compressed } = cached;
  const parts = [identity, compressed?.br ?? empty, compressed?.gzip ?? empty];
  const numbers = Buffer.alloc(bytesAt);
  numbers.writeDoubleBE(cached.madeAtMs, 0);
  for (const [index, part] of parts.entries()) numbers.writeUInt32BE(part.length, lengthsAt + index * 4);
  const version = toVersionText(cached.version);
  const mac = macOf(key, name, version, [cached.digest, numbers, ...parts.slice(1)]);
  return Buffer.concat([Buffer.from(storedFormat + version), mac, numbers, ...parts]);
}

/** Undefined for everything that `packBytes` did not make with this key for this name. */
export function unpackBytes(key: KeyObject, name: string, stored: Buffer): CachedBytes | undefined {
  if (stored.length < payloadAt + bytesAt || stored.toString('latin1', 0, storedFormat.length) !== storedFormat) {
    return undefined;
  }
  const version = stored.toString('latin1', storedFormat.length, storedFormat.length + versionDigits);
  const payload = stored.subarray(payloadAt);
  const [identityLength, brLength, gzipLength] = [0, 4, 8].map((at) => payload.readUInt32BE(lengthsAt + at)) as [
    number,
    number,
    number,
  ];
  const brAt = bytesAt + identityLength;
  const gzipAt = brAt + brLength;
  const identity = payload.subarray(bytesAt, brAt);
  const digest = digestOf(identity);
  const mac = stored.subarray(payloadAt - macLength, payloadAt);
  // Whatever lengths it claims: the numbers, and all bytes that are not the identity's, are covered as they stand.
  const covered = [digest, payload.subarray(0, bytesAt), payload.subarray(brAt)];
  if (!timingSafeEqual(mac, macOf(key, name, version, covered))) return undefined;
  const isCompressed = brLength > 0 || gzipLength > 0;
  return {
    version: Number(version),
    madeAtMs: payload.readDoubleBE(0),
    digest,
    identity: own(identity),
    compressed: isCompressed
      ? {
          ...(brLength > 0 && { br: own(payload.subarray(brAt, gzipAt)) }),
          ...(gzipLength > 0 && { gzip: own(payload.subarray(gzipAt, gzipAt + gzipLength)) }),
        }
      : undefined,
  };
}

const empty = Buffer.alloc(0);

function macOf(key: KeyObject, name: string, version: string, parts: readonly (string | Buffer)[]): Buffer {
  const mac = createHmac('sha256', key).update(`${name}\0${version}\0`);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

function digestOf(identity: Buffer): string {
  return hash('sha256', identity, 'base64url').slice(0, 27);
}
