import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { openStorage, type Storage } from '../../src/clients/storage.ts';
import { startS3, type TestS3 } from '../support/s3.ts';

let s3: TestS3;
let folder: string;
beforeAll(async () => {
  s3 = await startS3();
  folder = await mkdtemp(join(inject('runFolder'), 'storage-'));
});
afterAll(() => s3.close());

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const text = (found: Uint8Array | undefined) => found && Buffer.from(found).toString();

describe.each(['disk', 's3'] as const)('the storage on %s', (kind) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage({ folder, s3: kind === 's3' ? s3.options : undefined });
  });
  beforeEach(() => storage.delete('previews/'));

  it('gives back what was put, and the newest of two', async () => {
    expect(await storage.get('previews/a/1.png')).toBeUndefined();
    await storage.put('previews/a/1.png', bytes('one'), 'image/png');
    expect(text(await storage.get('previews/a/1.png'))).toBe('one');
    await storage.put('previews/a/1.png', bytes('other'), 'image/png');
    expect(text(await storage.get('previews/a/1.png'))).toBe('other');
  });

  it('keeps every byte', async () => {
    const all = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
    await storage.put('previews/a/1.png', all, 'image/png');
    expect(Buffer.compare((await storage.get('previews/a/1.png')) ?? new Uint8Array(), all)).toBe(0);
  });

  it('deletes what is below a folder, however many, and nothing beside it', async () => {
    for (let index = 1; index <= 5; index += 1) await storage.put(`previews/a/${index}.png`, bytes('x'), 'image/png');
    await storage.put('previews/ab/1.png', bytes('y'), 'image/png');
    await storage.delete('previews/a/');
    for (let index = 1; index <= 5; index += 1) {
      expect(await storage.get(`previews/a/${index}.png`)).toBeUndefined();
    }
    expect(text(await storage.get('previews/ab/1.png'))).toBe('y');
    await expect(storage.delete('previews/a/')).resolves.toBeUndefined();
  });

  it.each([
    '../etc/passwd.png',
    'previews/../x.png',
    '/previews/a.png',
    'previews//a.png',
    'previews/a',
    'previews/a.png\0',
    'previews/A.png',
    'previews/a/./b.png',
    'previews\\a\\b.png',
    '',
  ])('refuses the key %j', async (key) => {
    const before = s3.seen.length;
    await expect(storage.put(key, bytes('x'), 'image/png')).rejects.toThrow('not a key');
    await expect(storage.get(key)).rejects.toThrow('not a key');
    expect(s3.seen.length).toBe(before);
  });

  it.each(['', '/', '../', 'previews', 'previews/../', 'previews/a.png'])('refuses the folder %j', async (name) => {
    await expect(storage.delete(name)).rejects.toThrow('not a folder');
  });
});

describe('on disk', () => {
  it('nobody reads half of a file, and none is left over', async () => {
    const storage = await openStorage({ folder, s3: undefined });
    const versions = ['a', 'b'].map((letter) => bytes(letter.repeat(200_000)));
    await storage.put('previews/c/1.png', versions[0] as Uint8Array, 'image/png');
    const writing = Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        storage.put('previews/c/1.png', versions[index % 2] as Uint8Array, 'image/png'),
      ),
    );
    for (let index = 0; index < 40; index += 1) {
      const found = text(await storage.get('previews/c/1.png')) ?? '';
      expect(found.length).toBe(200_000);
      expect(new Set(found).size).toBe(1);
    }
    await writing;
    expect(await readdir(join(folder, 'previews/c'))).toEqual(['1.png']);
  });
});

describe('on S3', () => {
  it('sends signed requests with the bucket in the path and the type of the picture', async () => {
    const storage = await openStorage({ folder, s3: s3.options });
    const from = s3.seen.length;
    await storage.put('previews/d/1.png', bytes('picture'), 'image/png');
    await storage.get('previews/d/1.png');
    await storage.delete('previews/d/');
    expect(s3.seen.slice(from).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /pet-previews/previews/d/1.png?x-id=PutObject',
      'GET /pet-previews/previews/d/1.png?x-id=GetObject',
      'GET /pet-previews/?list-type=2&prefix=previews%2Fd%2F',
      'DELETE /pet-previews/previews/d/1.png?x-id=DeleteObject',
    ]);
    expect(s3.seen[from]?.contentType).toBe('image/png');
    expect(s3.objects.size).toBe(0);
  });

  it('is refused with a wrong key: the signature is looked at', async () => {
    const storage = await openStorage({ folder, s3: { ...s3.options, secretAccessKey: 'wrong' } });
    await expect(storage.get('previews/e/1.png')).rejects.toThrow('SignatureDoesNotMatch');
    await expect(storage.put('previews/e/1.png', bytes('x'), 'image/png')).rejects.toThrow('SignatureDoesNotMatch');
  });

  it('tries again once, and then says that the storage is away: that is not the same as nothing found', async () => {
    const storage = await openStorage({ folder, s3: s3.options });
    await storage.put('previews/f/1.png', bytes('x'), 'image/png');
    s3.failures.push({ status: 503, code: 'SlowDown' });
    expect(text(await storage.get('previews/f/1.png'))).toBe('x');
    s3.failures.push({ status: 503, code: 'SlowDown' }, { status: 503, code: 'SlowDown' });
    await expect(storage.get('previews/f/1.png')).rejects.toThrow('SlowDown');
    const nowhere = { ...s3.options, bucket: 'somebody-elses' };
    await expect((await openStorage({ folder, s3: nowhere })).get('previews/f/1.png')).rejects.toThrow('NoSuchBucket');
  });
});
