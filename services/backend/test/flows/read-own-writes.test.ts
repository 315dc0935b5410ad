import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { readAfterCookie, readAfterHeader, sealPosition } from '../../src/http/read-after-write.ts';
import { type PostgresPair, startPair } from '../support/database.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

/** Two instances of the service on one primary and one replica, as a load balancer has them. */
let pair: PostgresPair;
let writing: TestService;
let reading: TestService;
let authorization: string;
beforeAll(async () => {
  pair = await startPair();
  const database = { url: pair.primary.url(), replicaUrl: pair.replica.url() };
  // A replica that is paused stays in use here, so that what it lacks is seen.
  const env = { REPLICA_MAX_LAG_MS: '60000', SESSION_SECRET: sessionSecret };
  writing = await startService({ database, env });
  reading = await startService({ database, env });
  authorization = `Bearer ${await issuer.issueSession({ clerkId: 'user_reader' })}`;
  await writing.app.inject({ url: '/api/v1/me', headers: { authorization } });
});
afterAll(async () => {
  await writing?.stop();
  await reading?.stop();
  await pair?.stop();
});
beforeEach(() => usesReplica());
afterEach(() => onReplica('SELECT pg_wal_replay_resume()'));

const sessionSecret = 'two-instances-share-this-secret-of-32';
const onReplica = (sql: string) => withClient(pair.replica.superUrl(), (client) => client.query(sql));

function ask(of: TestService, options: InjectOptions, headers: Record<string, string> = {}) {
  return of.app.inject({ ...options, headers: { authorization, ...headers } });
}

const countOf = (role: 'primary' | 'replica') => reading.metric('db_queries_total', { role });

/** Asks the other instance, and tells which databases answered it. */
async function readWith(headers: Record<string, string>, url: string) {
  const before = [await countOf('primary'), await countOf('replica')];
  const reply = await ask(reading, { url }, headers);
  const after = [await countOf('primary'), await countOf('replica')];
  const from = (['primary', 'replica'] as const).filter((_role, index) => after[index] !== before[index]);
  return { status: reply.statusCode, from, name: reply.statusCode === 200 ? reply.json().name : undefined };
}

async function usesReplica(): Promise<void> {
  const from = async () => (await readWith({}, '/api/v1/designs')).from;
  await expect.poll(from, { timeout: 15_000, interval: 50 }).toEqual(['replica']);
}

interface Marks {
  header: { [readAfterHeader]: string };
  cookie: { cookie: string };
}

function marksOf(reply: LightMyRequestResponse): Marks {
  const cookie = reply.cookies.find(({ name }) => name === readAfterCookie);
  return {
    header: { [readAfterHeader]: String(reply.headers[readAfterHeader]) },
    cookie: { cookie: `${readAfterCookie}=${cookie?.value}` },
  };
}

/** A pet that both databases know. */
async function makePet(name: string): Promise<string> {
  const made = await ask(writing, { method: 'POST', url: '/api/v1/pets', payload: { name, species: 'dog' } });
  const url = String(made.headers['location']);
  await expect.poll(() => readWith({}, url), { timeout: 15_000, interval: 50 }).toEqual(seen('replica', name));
  return url;
}

const seen = (from: 'primary' | 'replica', name: string) => ({ status: 200, from: [from], name });

const rename = (url: string, name: string) =>
  ask(writing, { method: 'PATCH', url, payload: { name } }, { 'if-match': '*' });

test('what was written at one instance is read at once at another, by cookie or by header, and by nobody else', async () => {
  const url = await makePet('Before');
  await onReplica('SELECT pg_wal_replay_pause()');
  const marks = marksOf(await rename(url, 'After'));

  expect(await readWith(marks.cookie, url)).toEqual(seen('primary', 'After'));
  expect(await readWith(marks.header, url)).toEqual(seen('primary', 'After'));
  expect(await readWith({ ...marks.cookie, ...marks.header }, url)).toEqual(seen('primary', 'After'));
  expect(await readWith({}, url)).toEqual(seen('replica', 'Before'));

  await onReplica('SELECT pg_wal_replay_resume()');
  await expect.poll(() => readWith(marks.cookie, url)).toEqual(seen('replica', 'After'));
  expect(await readWith(marks.header, url)).toEqual(seen('replica', 'After'));
  expect(await readWith({}, url)).toEqual(seen('replica', 'After'));
});

test('what was made, and what was deleted, too', async () => {
  const known = await makePet('Known');
  await onReplica('SELECT pg_wal_replay_pause()');
  const made = await ask(writing, { method: 'POST', url: '/api/v1/pets', payload: { name: 'New', species: 'cat' } });
  const url = String(made.headers['location']);
  expect(await readWith(marksOf(made).header, url)).toEqual(seen('primary', 'New'));
  expect(await readWith({}, url)).toEqual({ status: 404, from: ['replica'], name: undefined });

  const deleted = await ask(writing, { method: 'DELETE', url: known }, { 'if-match': '*' });
  expect(await readWith(marksOf(deleted).cookie, known)).toEqual({ status: 404, from: ['primary'], name: undefined });
  expect(await readWith({}, known)).toEqual(seen('replica', 'Known'));
});

test('an earlier write is read from a replica that has it, though it lacks a later one', async () => {
  const url = await makePet('First');
  const earlier = marksOf(await rename(url, 'Second'));
  await expect.poll(() => readWith(earlier.header, url)).toEqual(seen('replica', 'Second'));
  await onReplica('SELECT pg_wal_replay_pause()');
  const later = marksOf(await rename(url, 'Third'));
  expect(await readWith(earlier.header, url)).toEqual(seen('replica', 'Second'));
  expect(await readWith(later.header, url)).toEqual(seen('primary', 'Third'));
  // Of two marks the later counts, and a broken one does not hide the other.
  expect(await readWith({ ...earlier.header, ...later.cookie }, url)).toEqual(seen('primary', 'Third'));
  expect(await readWith({ ...later.header, ...earlier.cookie }, url)).toEqual(seen('primary', 'Third'));
  expect(await readWith({ [readAfterHeader]: 'broken', ...later.cookie }, url)).toEqual(seen('primary', 'Third'));
});

test('a mark that this service did not give is nothing, and never an error', async () => {
  const url = await makePet('Before');
  await onReplica('SELECT pg_wal_replay_pause()');
  const { header } = marksOf(await rename(url, 'After'));
  const mark = header[readAfterHeader];
  const [position = '', signature = ''] = mark.split('.');
  const forged = [
    ...['', ' ', '.', 'anything', position, `${position}.`, `.${signature}`, `ffffffffffffffff.${signature}`],
    ...[`${position}.${'A'.repeat(signature.length)}`, `${mark}A`, mark.slice(1), `${mark},${mark}`, `"${mark}"`],
    ...['0/16B374D8', '%00', '%zz', '../../etc/passwd', 'x'.repeat(8_000), `${'f'.repeat(17)}.${signature}`],
    sealPosition(0xffff_ffff_ffff_ffffn, 'a secret of somebody else'),
  ];
  for (const one of forged) {
    expect([one, await readWith({ [readAfterHeader]: one }, url)]).toEqual([one, seen('replica', 'Before')]);
    const cookie = { cookie: `${readAfterCookie}=${one}` };
    expect([one, await readWith(cookie, url)]).toEqual([one, seen('replica', 'Before')]);
  }
});

test('what fails, and what only reads, gives no mark', async () => {
  const url = await makePet('Same');
  const marks = async (options: InjectOptions, headers = {}) => {
    const reply = await ask(writing, options, headers);
    return [reply.statusCode, reply.headers[readAfterHeader], reply.headers['set-cookie']];
  };
  expect(await marks({ url })).toEqual([200, undefined, undefined]);
  expect(await marks({ method: 'PATCH', url, payload: { name: 'Other' } })).toEqual([428, undefined, undefined]);
  expect(await marks({ method: 'POST', url: '/api/v1/pets', payload: {} })).toEqual([400, undefined, undefined]);
  const [status, header, cookie] = await marks({ method: 'PATCH', url, payload: { name: 'New' } }, { 'if-match': '*' });
  expect(status).toBe(200);
  expect(header).toMatch(/^[0-9a-f]{1,16}\.[\w-]{22}$/);
  expect(cookie).toBe(`${readAfterCookie}=${header}; Max-Age=300; Path=/; HttpOnly; SameSite=Lax`);
});
