import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';

/**
 * Encryption at rest: AES-256-GCM, one random nonce each, under a key that is named inside the ciphertext.
 *
 * Layout of a sealed value: 1 byte format (1) | 4 bytes key id | 12 bytes nonce | 16 bytes tag | ciphertext.
 * The key id is derived from the key, so a rotation needs no numbering: the current key seals, both keys open.
 */
export type Bytes = Buffer<ArrayBuffer>;

export interface Crypto {
  /** `context` says what and whose the value is; a value moved to another place does not open there. */
  seal(context: string, plain: Buffer): Bytes;
  /** The same in pieces, for who copies them to another place anyway. */
  sealInPieces(context: string, plain: Buffer): Buffer[];
  /** @throws Error when the key is unknown, the context differs, or a bit was changed. */
  open(context: string, sealed: Uint8Array): Buffer;
  /** Keyed hash for looking a value up without storing it, under the current key. 32 bytes. */
  lookupHash(purpose: string, value: string): Bytes;
  /** The same under every key, the current one first: what was stored before a rotation is found while it goes on. */
  lookupHashes(purpose: string, value: string): Bytes[];
  /** What sealed values under the current key begin with, behind their first byte. 4 bytes. */
  readonly currentKeyId: Buffer;
}

const formatByte = 1;
const keyIdLength = 4;
const nonceLength = 12;
const tagLength = 16;
const headerLength = 1 + keyIdLength + nonceLength + tagLength;

/** Key objects: handed over as bytes, a key would be prepared anew for each value, which costs more than to seal it. */
interface Key {
  id: Buffer;
  sealing: KeyObject;
  lookup: KeyObject;
}

/** @param keys 32 ASCII characters each: ENCRYPTION_KEY first, then ENCRYPTION_KEY_PREVIOUS. */
export function createCrypto(keys: readonly [current: string, ...previous: string[]]): Crypto {
  const [current, ...previous] = keys.map(deriveKey) as [Key, ...Key[]];
  const byId = new Map([...previous, current].map((key) => [key.id.readUInt32BE(), key]));
  const takeNonce = createNonceSource();

  const sealInPieces = (context: string, plain: Buffer): Buffer[] => {
    const header = Buffer.allocUnsafe(headerLength);
    header[0] = formatByte;
    current.id.copy(header, 1);
    const nonce = takeNonce();
    nonce.copy(header, 1 + keyIdLength);
    const cipher = createCipheriv('aes-256-gcm', current.sealing, nonce).setAAD(Buffer.from(context));
    const ciphertext = cipher.update(plain);
    cipher.final();
    cipher.getAuthTag().copy(header, headerLength - tagLength);
    return [header, ciphertext];
  };

  return {
    sealInPieces,
    seal: (context, plain) => Buffer.concat(sealInPieces(context, plain)),
    open(context, value) {
      const sealed = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      if (sealed.length < headerLength || sealed[0] !== formatByte) throw new Error('not a sealed value');
      const key = byId.get(sealed.readUInt32BE(1));
      if (!key) throw new Error('sealed with a key that is neither ENCRYPTION_KEY nor ENCRYPTION_KEY_PREVIOUS');
      const nonce = sealed.subarray(1 + keyIdLength, 1 + keyIdLength + nonceLength);
      const decipher = createDecipheriv('aes-256-gcm', key.sealing, nonce)
        .setAAD(Buffer.from(context))
        .setAuthTag(sealed.subarray(headerLength - tagLength, headerLength));
      return Buffer.concat([decipher.update(sealed.subarray(headerLength)), decipher.final()]);
    },
    lookupHash: (purpose, value) => hashUnder(current, purpose, value),
    lookupHashes: (purpose, value) => [current, ...previous].map((key) => hashUnder(key, purpose, value)),
    currentKeyId: current.id,
  };
}

function hashUnder(key: Key, purpose: string, value: string): Bytes {
  return createHmac('sha256', key.lookup).update(`${purpose}\0${value}`).digest();
}

/** Random nonces, each used once; asked of the system by the hundred, because asking costs as much as sealing a kilobyte. */
function createNonceSource(): () => Buffer {
  const nonces = Buffer.alloc(nonceLength * 256);
  let next = nonces.length;
  return () => {
    if (next === nonces.length) {
      randomFillSync(nonces);
      next = 0;
    }
    next += nonceLength;
    return nonces.subarray(next - nonceLength, next);
  };
}

function deriveKey(text: string): Key {
  const derive = (info: string, length: number) => Buffer.from(hkdfSync('sha256', text, '', info, length));
  return {
    id: derive('key-id', keyIdLength),
    sealing: createSecretKey(derive('sealing', 32)),
    lookup: createSecretKey(derive('lookup', 32)),
  };
}

export function sha256(...parts: (string | Uint8Array)[]): Bytes {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
