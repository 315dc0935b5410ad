import { afterAll, beforeAll, expect, test } from 'vitest';
import { asUser, type Caller } from '../support/callers.ts';
import { type PostgresPair, startPair } from '../support/database.ts';
import { startService, type TestService } from '../support/service.ts';

let pair: PostgresPair;
let service: TestService;
let ada: Caller;
beforeAll(async () => {
  pair = await startPair();
  service = await startService({ database: { url: pair.primary.url(), replicaUrl: pair.replica.url() } });
  ada = await asUser(service);
});
afterAll(async () => {
  await service?.stop();
  await pair?.stop();
});

const luna = { name: 'Luna', species: 'dog' };
const key = { 'idempotency-key': 'one-press-of-the-button' };

test('while PostgreSQL is away the API says that it is, and when to come again', async () => {
  expect((await ada.ask({ method: 'POST', url: '/api/v1/pets', payload: luna })).statusCode).toBe(201);
  await pair.replica.kill();
  await pair.primary.kill();
  // Twice: the first request meets connections that break, the next one finds nobody to connect to.
  for (const _time of ['breaking', 'refused']) {
    for (const asked of [
      { url: '/api/v1/pets' },
      { url: '/api/v1/designs' },
      { url: '/api/v1/me' },
      { method: 'POST', url: '/api/v1/pets', payload: luna },
      { method: 'POST', url: '/api/v1/pets', payload: luna, headers: key },
    ] as const) {
      const reply = await ada.ask(asked);
      expect(reply.json(), `${asked.url}`).toEqual({
        type: 'about:blank',
        title: 'Temporarily unavailable',
        status: 503,
        code: 'unavailable',
        detail: 'This is not possible just now. Try again.',
        requestId: expect.any(String),
      });
      expect(reply.statusCode).toBe(503);
      expect(reply.headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '5' });
    }
  }
  await pair.primary.start();
  await pair.replica.start();
  const again = await ada.ask({ method: 'POST', url: '/api/v1/pets', payload: luna, headers: key });
  expect(again.statusCode).toBe(201);
  expect((await ada.ask({ url: '/api/v1/pets' })).json().items).toHaveLength(2);
});
