import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CachedApi, startCachedApi } from '../support/cached-api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { fillProducts } from '../support/sample-catalogue.ts';

const shopOrigin = 'https://shop.example.com';
const list = '/api/v1/products';

let database: TestDatabase;
let limited: CachedApi;
beforeAll(async () => {
  database = await createTestDatabase();
  await fillProducts(database.url, 30);
  limited = await startCachedApi({ database, env: { ENABLE_RATE_LIMITING: 'true', CORS_ORIGIN: shopOrigin } });
});
afterAll(async () => {
  await limited?.stop();
  await database?.drop();
});

test('what is answered from memory is limited by address, in this process, and says so to our origin', async () => {
  const from = (remoteAddress: string) =>
    limited.app.inject({ url: list, remoteAddress, headers: { origin: shopOrigin } });
  const first = await from('192.0.2.1');
  expect(first.statusCode).toBe(200);
  expect(Object.keys(first.headers).filter((name) => name.startsWith('ratelimit'))).toEqual([]);
  let refused: typeof first | undefined;
  let served = 0;
  while (!refused && served < 20_000) {
    const reply = await from('192.0.2.1');
    if (reply.statusCode === 429) refused = reply;
    else served += 1;
  }
  expect(served).toBe(12_000);
  expect(refused?.json()).toMatchObject({ code: 'rate_limited' });
  expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
  expect(refused?.headers['access-control-allow-origin']).toBe(shopOrigin);
  expect((await from('192.0.2.2')).statusCode).toBe(200);
  expect(await limited.metric('rate_limited_requests_total', { budget: 'cached_read' })).toBe(1);
});
