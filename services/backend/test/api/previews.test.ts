import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { DesignConfiguration } from '../../src/platform/design-configuration.ts';
import { createGuestTokens } from '../../src/platform/guest-tokens.ts';
import { drawHarness } from '../../src/platform/harness-drawing.ts';
import {
  insertDesign,
  insertOwner,
  insertShare,
  previewRevisionOf,
  sampleConfiguration,
} from '../support/preview-rows.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

const folder = join(inject('runFolder'), `previews-${randomUUID()}`);
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const year = 31_536_000;
const withPhone: DesignConfiguration = {
  ...sampleConfiguration,
  fit: { kind: 'size', size: 'XL' },
  embroidery: { text: 'Rex 0722 123 456', font: 'sans', color: 'white' },
};

let service: TestService;
let alice: { id: string; token: string };
let bob: { id: string; token: string };
beforeAll(async () => {
  // Rows are written beside the API here, so nothing says how far a replica must have come.
  service = await startService({ env: { STORAGE_DIR: folder, DATABASE_REPLICA_URL: '' } });
  [alice, bob] = await Promise.all([signIn('user_alice'), signIn('user_bob')]);
});
afterAll(() => service?.stop());

async function signIn(clerkId: string): Promise<{ id: string; token: string }> {
  const token = await issuer.issueSession({ clerkId });
  const first = await get(`/designs/${randomUUID()}/preview.svg`, token);
  expect(first.statusCode, first.body).toBe(404);
  const [row] = await service.rows<{ id: string }>('SELECT id FROM users WHERE clerk_id = $1', [clerkId]);
  return { id: row?.id ?? '', token };
}

function get(path: string, token?: string, headers: Record<string, string> = {}) {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return service.app.inject({ url: `/api/v1${path}`, headers: { ...authorization, ...headers } });
}

/** What stands written in an SVG. */
const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1] ?? '');
const fileOf = (id: string, name: string) => join(folder, 'previews', id, name);

describe("a design's picture as SVG", () => {
  test('is the drawing of its newest revision, for whoever it belongs to', async () => {
    const older = { ...sampleConfiguration, hardware: 'steel' } as const;
    const id = await insertDesign(service.rows, alice.id, [older, sampleConfiguration]);
    const reply = await get(`/designs/${id}/preview.svg`, alice.token);
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toBe(drawHarness(sampleConfiguration));
    expect(reply.headers).toMatchObject({
      'content-type': expect.stringMatching(/^image\/svg\+xml/),
      'cache-control': 'private, no-cache',
      vary: expect.stringContaining('authorization'),
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
      etag: expect.stringMatching(/^"[\w-]{27}"$/),
    });
  });

  test('may be kept for a year when the revision is named, old or new', async () => {
    const older = { ...sampleConfiguration, hardware: 'steel' } as const;
    const id = await insertDesign(service.rows, alice.id, [older, sampleConfiguration]);
    for (const [revision, configuration] of [
      [1, older],
      [2, sampleConfiguration],
    ] as const) {
      const reply = await get(`/designs/${id}/preview.svg?revision=${revision}`, alice.token);
      expect(reply.body).toBe(drawHarness(configuration));
      expect(reply.headers['cache-control']).toBe(`private, max-age=${year}, immutable`);
    }
  });

  test('is not sent again to who has it, and is after a change', async () => {
    const id = await insertDesign(service.rows, alice.id);
    const { etag } = (await get(`/designs/${id}/preview.svg`, alice.token)).headers;
    const known = { 'if-none-match': String(etag) };
    const second = await get(`/designs/${id}/preview.svg`, alice.token, known);
    expect([second.statusCode, second.body, second.headers.etag]).toEqual([304, '', etag]);
    await service.rows(`UPDATE saved_designs SET configuration = $2, revision = 2 WHERE id = $1`, [
      id,
      JSON.stringify({ ...sampleConfiguration, accessories: [] }),
    ]);
    const third = await get(`/designs/${id}/preview.svg`, alice.token, known);
    expect([third.statusCode, third.headers.etag === etag]).toEqual([200, false]);
  });

  test('is drawn from what older versions of this service saved', async () => {
    const id = await insertDesign(service.rows, alice.id);
    const first = { size: 'S', strapColor: 'red', hardware: 'black', embroideryText: 'Bo' };
    await service.rows('UPDATE saved_designs SET configuration = $2, schema_version = 1 WHERE id = $1', [id, first]);
    const reply = await get(`/designs/${id}/preview.svg`, alice.token);
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toContain('>Bo<');
  });
});

describe.each(['svg', 'png'])('preview.%s of a design', (kind) => {
  test("is there for its guest, and for nobody else's token", async () => {
    const tokens = createGuestTokens({
      access: service.server.deps.env.JWT_SECRET,
      refresh: service.server.deps.env.REFRESH_TOKEN_SECRET,
      issuer: service.server.deps.env.APP_NAME,
    });
    const guest = await insertOwner(service.rows, 'guest');
    const { token } = await tokens.issueAccess(guest);
    const other = await tokens.issueAccess(await insertOwner(service.rows, 'guest'));
    const id = await insertDesign(service.rows, guest);
    const path = `/designs/${id}/preview.${kind}`;
    expect((await get(path, token)).statusCode).toBe(200);
    const replies = await Promise.all([get(path, other.token), get(path, bob.token), get(path), get(path, 'ak_key')]);
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([404, 404, 401, 401]);
    for (const reply of replies) {
      expect(reply.headers['content-type']).toContain('application/problem+json');
      expect(reply.headers.etag).toBeUndefined();
    }
  });

  test('is not there when it is in the bin, or has no such revision', async () => {
    const id = await insertDesign(service.rows, alice.id);
    expect((await get(`/designs/${id}/preview.${kind}?revision=2`, alice.token)).statusCode).toBe(404);
    await service.rows('UPDATE saved_designs SET deleted_at = now() WHERE id = $1', [id]);
    for (const query of ['', '?revision=1']) {
      expect((await get(`/designs/${id}/preview.${kind}${query}`, alice.token)).statusCode).toBe(404);
    }
  });

  test.each([
    'revision=0',
    'revision=-1',
    'revision=1.5',
    'revision=abc',
    'revision=2147483648',
    'revision=1e400',
    'revision=1&revision=2',
    'size=10',
    'revision=1&__proto__=1',
  ])('refuses ?%s', async (query) => {
    const id = await insertDesign(service.rows, alice.id);
    const replies = [
      await get(`/designs/${id}/preview.${kind}?${query}`, alice.token),
      await get(`/shared-designs/${await insertShare(service.rows, id)}/preview.${kind}?${query}`),
    ];
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([400, 400]);
  });

  test.each(['1', '..%2f..%2fetc', '%00', 'a'.repeat(90)])('refuses the id %s', async (id) => {
    expect((await get(`/designs/${id}/preview.${kind}`, alice.token)).statusCode).toBe(400);
  });
});

describe("a design's picture as PNG", () => {
  test('is made when it is asked for, and stored', async () => {
    const id = await insertDesign(service.rows, alice.id);
    const reply = await get(`/designs/${id}/preview.png?revision=1`, alice.token);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(reply.rawPayload.length),
      'cache-control': `private, max-age=${year}, immutable`,
      'x-content-type-options': 'nosniff',
    });
    expect(reply.rawPayload.subarray(0, 8)).toEqual(pngSignature);
    // Width and height stand in the header of the file.
    expect([reply.rawPayload.readUInt32BE(16), reply.rawPayload.readUInt32BE(20)]).toEqual([800, 600]);
    expect((await readFile(fileOf(id, '1.png'))).equals(reply.rawPayload)).toBe(true);
    expect(await previewRevisionOf(service.rows, id)).toBe(1);
  });

  test('comes from the storage afterwards, and is made again when that has lost it', async () => {
    const id = await insertDesign(service.rows, alice.id);
    const made = await get(`/designs/${id}/preview.png`, alice.token);
    await writeFile(fileOf(id, '1.png'), 'what is stored');
    expect((await get(`/designs/${id}/preview.png`, alice.token)).body).toBe('what is stored');
    await rm(fileOf(id, '1.png'));
    const again = await get(`/designs/${id}/preview.png`, alice.token);
    expect(again.rawPayload.equals(made.rawPayload)).toBe(true);
  });

  test('of an older revision does not stand for the newest', async () => {
    const older = { ...sampleConfiguration, hardware: 'steel' } as const;
    const id = await insertDesign(service.rows, alice.id, [older, sampleConfiguration]);
    const newest = await get(`/designs/${id}/preview.png`, alice.token);
    const old = await get(`/designs/${id}/preview.png?revision=1`, alice.token);
    expect(old.rawPayload.equals(newest.rawPayload)).toBe(false);
    expect(await previewRevisionOf(service.rows, id)).toBe(2);
  });

  test('is one picture for all who ask at once', async () => {
    const id = await insertDesign(service.rows, alice.id);
    const path = `/designs/${id}/preview.png`;
    const replies = await Promise.all(Array.from({ length: 60 }, () => get(path, alice.token)));
    expect(new Set(replies.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(new Set(replies.map(({ rawPayload }) => rawPayload.toString('base64'))).size).toBe(1);
  });

  test('is answered while the storage is away', async () => {
    const broken = join(inject('runFolder'), `no-folder-${randomUUID()}`);
    await writeFile(broken, 'a file where the folder should be');
    const away = await startService({
      database: service.database,
      env: { STORAGE_DIR: broken, DATABASE_REPLICA_URL: '' },
    });
    try {
      const id = await insertDesign(service.rows, alice.id);
      const reply = await away.app.inject({
        url: `/api/v1/designs/${id}/preview.png`,
        headers: { authorization: `Bearer ${alice.token}` },
      });
      expect(reply.statusCode).toBe(200);
      expect(reply.rawPayload.subarray(0, 8)).toEqual(pngSignature);
      expect(await previewRevisionOf(service.rows, id)).toBeNull();
    } finally {
      await away.stop();
    }
  });
});

describe('the picture of a shared design', () => {
  test('is public, short-lived in caches, and shown by pages of any origin', async () => {
    const id = await insertDesign(service.rows, alice.id);
    const token = await insertShare(service.rows, id);
    const svg = await get(`/shared-designs/${token}/preview.svg`);
    expect(svg.body).toBe(drawHarness(sampleConfiguration));
    expect(svg.headers).toMatchObject({
      'cache-control': 'public, max-age=60',
      'cross-origin-resource-policy': 'cross-origin',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
    const png = await get(`/shared-designs/${token}/preview.png`);
    expect([png.statusCode, png.headers['content-type']]).toEqual([200, 'image/png']);
    const known = { 'if-none-match': String(png.headers.etag) };
    expect((await get(`/shared-designs/${token}/preview.png`, undefined, known)).statusCode).toBe(304);
  });

  test('is kept no longer than the link lasts, and shows no revision but the newest', async () => {
    const id = await insertDesign(service.rows, alice.id, [sampleConfiguration, sampleConfiguration]);
    const token = await insertShare(service.rows, id, 1_000);
    const named = await get(`/shared-designs/${token}/preview.svg?revision=2`);
    const [, seconds] = /^public, max-age=(\d+), immutable$/.exec(String(named.headers['cache-control'])) ?? [];
    expect(Number(seconds)).toBeGreaterThan(900);
    expect(Number(seconds)).toBeLessThanOrEqual(1_000);
    for (const revision of [1, 3]) {
      expect((await get(`/shared-designs/${token}/preview.svg?revision=${revision}`)).statusCode).toBe(404);
      expect((await get(`/shared-designs/${token}/preview.png?revision=${revision}`)).statusCode).toBe(404);
    }
    const long = await insertShare(service.rows, id, 2 * year);
    expect((await get(`/shared-designs/${long}/preview.svg?revision=2`)).headers['cache-control']).toBe(
      `public, max-age=${year}, immutable`,
    );
  });

  test('hides a phone number from strangers, in both kinds, and not from its owner', async () => {
    const id = await insertDesign(service.rows, alice.id, [withPhone]);
    const token = await insertShare(service.rows, id);
    const svg = await get(`/shared-designs/${token}/preview.svg`);
    expect(textsOf(svg.body)).toContain('Rex ★★★★ ★★★ ★★★');
    expect(textsOf(svg.body).join()).not.toMatch(/\d/);
    const shared = await get(`/shared-designs/${token}/preview.png`);
    expect(await previewRevisionOf(service.rows, id)).toBeNull();
    const own = await get(`/designs/${id}/preview.png`, alice.token);
    expect(shared.rawPayload.equals(own.rawPayload)).toBe(false);
    expect((await get(`/shared-designs/${token}/preview.png`)).rawPayload.equals(shared.rawPayload)).toBe(true);
    expect(textsOf((await get(`/designs/${id}/preview.svg`, alice.token)).body)).toContain('Rex 0722 123 456');
  });

  test.each(['svg', 'png'])('as %s is gone with its link: revoked, over, deleted, never there', async (kind) => {
    const id = await insertDesign(service.rows, alice.id);
    const [revoked, over, left] = [
      await insertShare(service.rows, id),
      await insertShare(service.rows, id, -1),
      await insertShare(service.rows, id),
    ];
    await service.rows('UPDATE design_shares SET revoked_at = now() WHERE token_hash = sha256($1::bytea)', [revoked]);
    const statusOf = async (token: string) => (await get(`/shared-designs/${token}/preview.${kind}`)).statusCode;
    expect(await statusOf(left)).toBe(200);
    expect(await Promise.all([revoked, over, randomUUID(), 'x'.repeat(90)].map(statusOf))).toEqual([
      404, 404, 404, 404,
    ]);
    await service.rows('UPDATE saved_designs SET deleted_at = now() WHERE id = $1', [id]);
    expect(await statusOf(left)).toBe(404);
  });
});
