import { describe, expect, it } from 'vitest';
import { authenticate, isAuthentic, newPieceSealing, openPieces, pieceSealing, sealPieces } from './sealed-pieces.ts';

const secret = 'a backup secret of 32 characters';
const sealing = newPieceSealing(secret, 'one');
const pieceBytes = 10;

async function collect(source: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const all: Buffer[] = [];
  for await (const one of source) all.push(one);
  return all;
}

async function sealed(plain: string, chunkBytes = 7): Promise<Buffer[]> {
  const bytes = Buffer.from(plain);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  return collect(sealPieces(chunks(), sealing, pieceBytes));
}

async function opened(pieces: Buffer[], key = sealing): Promise<string> {
  async function* each() {
    yield* pieces;
  }
  return Buffer.concat(await collect(openPieces(each(), key))).toString();
}

describe('sealed pieces', () => {
  it.each([0, 1, 9, 10, 11, 20, 21, 95])('give %i bytes back, however they were cut', async (length) => {
    const plain = 'abcdefghij'.repeat(10).slice(0, length);
    for (const chunkBytes of [1, 7, 10, 64]) expect(await opened(await sealed(plain, chunkBytes))).toBe(plain);
    expect(await sealed(plain)).toHaveLength(Math.max(1, Math.ceil(length / pieceBytes)));
  });

  it('show nothing of what is inside, and differ each time', async () => {
    const [piece] = await sealed('abcdefghij');
    expect(piece?.includes('abc')).toBe(false);
    expect(newPieceSealing(secret, 'one').key.equals(sealing.key)).toBe(false);
  });

  it('refuse a changed bit, another order, a copy, a gap and a missing end', async () => {
    const [a, b, c] = (await sealed('abcdefghijklmnopqrstuvwxyz')) as [Buffer, Buffer, Buffer];
    const changed = Buffer.from(b);
    changed[3] = (changed[3] ?? 0) ^ 1;
    for (const pieces of [
      [a, changed, c],
      [b, a, c],
      [a, a, b, c],
      [a, c],
      [a, b],
      [b, c],
      [a, b, c, c],
    ]) {
      await expect(opened(pieces)).rejects.toThrow(/piece \d.* does not open/);
    }
    await expect(opened([])).rejects.toThrow('no pieces');
    await expect(opened([a.subarray(0, 5), b, c])).rejects.toThrow('piece 0');
  });

  it('open with the same secret, salt and id only', async () => {
    const pieces = await sealed('abc');
    expect(await opened(pieces, pieceSealing(secret, 'one', sealing.salt))).toBe('abc');
    await expect(opened(pieces, pieceSealing(secret, 'two', sealing.salt))).rejects.toThrow();
    await expect(opened(pieces, pieceSealing(`${secret.slice(1)}!`, 'one', sealing.salt))).rejects.toThrow();
  });
});

it('a text is authentic only unchanged and by the same secret', () => {
  const mac = authenticate(secret, 'text');
  expect(isAuthentic(secret, 'text', mac)).toBe(true);
  expect(isAuthentic(secret, 'texT', mac)).toBe(false);
  expect(isAuthentic('another', 'text', mac)).toBe(false);
  expect(isAuthentic(secret, 'text', '')).toBe(false);
});
