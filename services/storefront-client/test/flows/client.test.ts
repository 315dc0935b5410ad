import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { issuer, startService, type TestService } from '../../../backend/test/support/service.ts';
import { createClient, ProblemError } from '../../src/client.ts';

let service: TestService;
let baseUrl: string;
beforeAll(async () => {
  service = await startService();
  baseUrl = await service.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => service?.stop());

const clientOf = async (name: string) => {
  const token = await issuer.issueSession({ clerkId: `user_${name}` });
  return createClient({ baseUrl, getToken: () => token });
};
const biscuit = { name: 'Biscuit', species: 'dog' as const, chestMm: 620 };

describe('against the running service', () => {
  test('what is made is read back, typed, by whoever made it', async () => {
    const shop = await clientOf('ada');
    const { data: made } = await shop.POST('/api/v1/pets', { body: biscuit });
    expect(made).toMatchObject(biscuit);
    const { data: read } = await shop.GET('/api/v1/pets/{id}', { params: { path: { id: made?.id ?? '' } } });
    expect(read).toEqual(made);
    const { data: page } = await shop.GET('/api/v1/pets', { params: { query: { limit: 5 } } });
    expect(page?.items.map(({ name }) => name)).toEqual(['Biscuit']);
  });

  test('the mark of a change is carried to the next request, and told', async () => {
    const marks: string[] = [];
    const sent: (string | null)[] = [];
    const token = await issuer.issueSession({ clerkId: 'user_marks' });
    const shop = createClient({
      baseUrl,
      getToken: () => token,
      onReadAfter: (mark) => marks.push(mark),
      fetch: (request) => {
        sent.push(request.headers.get('x-read-after'));
        return fetch(request);
      },
    });
    await shop.POST('/api/v1/pets', { body: biscuit });
    await shop.GET('/api/v1/pets');
    expect(marks).toHaveLength(1);
    expect(sent).toEqual([null, marks[0]]);
  });

  test('a refusal is a ProblemError with its code, its fields and what to tell the shop', async () => {
    const shop = await clientOf('ada');
    const refused = shop.POST('/api/v1/pets', { body: { ...biscuit, chestMm: -1 } });
    await expect(refused).rejects.toBeInstanceOf(ProblemError);
    await expect(refused).rejects.toMatchObject({ status: 400, code: 'invalid_input' });
    const error = (await refused.catch((caught: unknown) => caught)) as ProblemError;
    expect(error.requestId).toMatch(/^[\w.-]{8,64}$/);
    expect(error.fields.map(({ path }) => path).join()).toContain('chestMm');
    const nobody = createClient({ baseUrl }).GET('/api/v1/pets');
    await expect(nobody).rejects.toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  test('a POST that is sent twice under its key makes one', async () => {
    const token = await issuer.issueSession({ clerkId: 'user_twice' });
    const replies: Response[] = [];
    const shop = createClient({
      baseUrl,
      getToken: () => token,
      // As a network that loses the first answer.
      fetch: async (request) => {
        const copy = request.clone();
        const reply = await fetch(request);
        replies.push(reply);
        if (replies.length === 1) return fetch(copy);
        return reply;
      },
    });
    const { data } = await shop.POST('/api/v1/pets', { body: biscuit });
    expect(data).toMatchObject(biscuit);
    const { data: page } = await shop.GET('/api/v1/pets');
    expect(page?.items).toHaveLength(1);
  });
});

describe('trying again, against a server that fails', () => {
  let server: Server;
  let url: string;
  let answers: (number | 'hang up')[];
  let keys: (string | string[] | undefined)[];
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      keys.push(request.headers['idempotency-key']);
      const answer = answers.shift() ?? 200;
      if (answer === 'hang up') return request.socket.destroy();
      response.writeHead(answer, { 'content-type': 'application/json', 'retry-after': '0' });
      return response.end(JSON.stringify({ items: [], nextCursor: null }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    keys = [];
  });

  test.each<[string, (number | 'hang up')[]]>([
    ['two answers that may pass', [503, 429]],
    ['two broken connections', ['hang up', 'hang up']],
  ])('a read survives %s', async (_what, failing) => {
    answers = [...failing];
    const { data } = await createClient({ baseUrl: url }).GET('/api/v1/pets');
    expect(data?.items).toEqual([]);
    expect(keys).toHaveLength(3);
  });

  test('a POST is tried again under the same key', async () => {
    answers = ['hang up', 503];
    await createClient({ baseUrl: url }).POST('/api/v1/pets', { body: biscuit });
    expect(new Set(keys)).toHaveProperty('size', 1);
    expect(keys).toHaveLength(3);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('what may be done twice by being sent twice is not tried again', async () => {
    answers = [503, 200];
    const id = '00000000-0000-4000-8000-000000000000';
    const changing = createClient({ baseUrl: url }).DELETE('/api/v1/pets/{id}', {
      params: { path: { id }, header: { 'If-Match': '"1"' } },
    });
    await expect(changing).rejects.toMatchObject({ status: 503 });
    expect(keys).toHaveLength(1);
  });

  test('nobody there: a ProblemError that says so', async () => {
    answers = ['hang up', 'hang up', 'hang up'];
    const lost = createClient({ baseUrl: url }).GET('/api/v1/pets');
    await expect(lost).rejects.toMatchObject({ code: 'unreachable', status: 0 });
  });
});
