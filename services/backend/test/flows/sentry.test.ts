import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JobHandlers } from '../../src/jobs/queues.ts';
import { runJobs } from '../../src/jobs/run.ts';
import { openErrorReporter } from '../../src/platform/error-reporter.ts';
import { openClerk } from '../../src/start/build-api.ts';
import { createJobHandlers } from '../../src/workers.ts';
import { addProduct, signIn } from '../support/designs.ts';
import { type SentryReceiver, startSentry } from '../support/sentry.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

/** Seeded everywhere that a request, a row or a process can hold something; none of it may leave. */
const seeded = {
  email: 'ada.lovelace@example.com',
  name: 'Augusta Lovelace',
  cookie: 'cookie-that-stays-here',
  query: 'search-that-stays-here',
  header: 'header-that-stays-here',
  body: 'body-that-stays-here',
  address: '203.0.113.77',
  variable: 'variable-that-stays-here',
};

let sentry: SentryReceiver;

beforeAll(async () => {
  sentry = await startSentry();
  process.env['SEEDED_FOR_THIS_TEST'] = seeded.variable;
});

afterEach(() => sentry.clear());

afterAll(async () => {
  delete process.env['SEEDED_FOR_THIS_TEST'];
  await sentry.stop();
});

interface Reported {
  release: string;
  environment: string;
  tags: Record<string, string>;
  user?: Record<string, string>;
  exception: { values: { type: string; value: string; stacktrace: { frames: { function?: string }[] } }[] };
}

interface Transaction {
  transaction: string;
  contexts: { trace: { data: Record<string, unknown> } };
}

const errors = () => sentry.items('event') as unknown as Reported[];
const variables = () => ({ SENTRY_DSN: sentry.dsn, RELEASE: 'the-release-4f1c2d9' });

/** A fault as bad as it gets: its message and its cause quote what somebody sent. */
function breakReads(service: TestService): void {
  service.server.deps.router.readsAt = async () => {
    throw new TypeError(`cannot read ${seeded.email} of ${seeded.name}`, {
      cause: Object.assign(new Error(`Key (email)=(${seeded.email})`), { detail: seeded.body, headers: seeded }),
    });
  };
}

const hostile = {
  cookie: `session=${seeded.cookie}`,
  'user-agent': seeded.header,
  'x-forwarded-for': seeded.address,
  'x-request-id': 'request-for-sentry-1',
};

function expectNothingOf(secrets: Record<string, string>): void {
  const raw = sentry.raw();
  expect(raw.length).toBeGreaterThan(100);
  for (const [what, secret] of Object.entries(secrets)) expect(raw.includes(secret), what).toBe(false);
}

describe('with a Sentry', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ env: variables() });
    await addProduct(service);
  });
  afterAll(() => service.stop());

  it('an unexpected error is reported once, with ids and names of ours and nothing else', async () => {
    const alice = await signIn(service, 'alice');
    const token = await issuer.issueSession({ clerkId: 'user_alice' });
    breakReads(service);
    const reply = await service.app.inject({
      url: `/api/v1/designs?limit=7`,
      headers: { ...hostile, authorization: `Bearer ${token}` },
    });
    expect(reply.statusCode).toBe(500);

    await expect.poll(() => errors().length).toBe(1);
    const [report] = errors();
    expect(report).toMatchObject({ release: 'the-release-4f1c2d9', environment: 'test', user: { id: alice.ownerId } });
    expect(report?.tags).toEqual({ operation: 'listDesigns', requestId: 'request-for-sentry-1', role: 'server' });
    expect(report?.exception.values.map(({ type }) => type)).toEqual(['Error', 'TypeError']);
    const frames = report?.exception.values.at(-1)?.stacktrace.frames.map((frame) => frame.function) ?? [];
    expect(frames.join()).toContain('readsAt');
    const { ENCRYPTION_KEY, JWT_SECRET, DATABASE_URL } = service.server.deps.env;
    const ofProcess = { ENCRYPTION_KEY, JWT_SECRET, DATABASE_URL, path: process.env['PATH'] as string };
    expectNothingOf({ ...seeded, token, ...ofProcess, clerkId: 'user_alice', limit: 'limit=7' });
  });

  it('what is expected is not: refusals, wrong input, nobody there, a database that is away', async () => {
    const alice = await signIn(service, 'alice');
    const call = (url: string) => service.app.inject({ url, headers: hostile });
    expect((await call('/api/v1/me')).statusCode).toBe(401);
    expect((await call('/nowhere')).statusCode).toBe(404);
    expect((await alice.call('/designs?limit=none')).statusCode).toBe(400);
    const topic = 'orders/create';
    expect((await service.deliver({ topic, body: seeded, secret: 'wrong' })).statusCode).toBe(401);
    service.server.deps.router.readsAt = async () => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    };
    expect((await alice.call('/designs')).statusCode).toBe(503);

    // Reports leave in order: once this one is there, none was before it.
    service.server.deps.reporter.report(new Error(seeded.body), { operation: 'last' });
    await expect.poll(() => errors().length).toBeGreaterThan(0);
    expect(errors().map(({ tags }) => tags['operation'])).toEqual(['last']);
    expect(sentry.items('transaction')).toEqual([]);
  });
});

describe('jobs', () => {
  it('one that fails for good is reported once, with its name, and not at each attempt', async () => {
    const service = await startService({ queue: 'postgres', workers: 0, env: variables() });
    const { deps } = service.server;
    if (!deps.backend) throw new Error('there is no queue');
    let attempts = 0;
    const handlers: JobHandlers = {
      ...createJobHandlers({ ...deps, clerk: openClerk(deps.env) }),
      'render-preview': async () => {
        attempts += 1;
        throw new RangeError(`no preview for ${seeded.email}`);
      },
    };
    const running = runJobs({ ...deps, backend: deps.backend, handlers, concurrency: 1 });
    try {
      const payload = { designId: '01980000-0000-7000-8000-000000000001', revision: 1 };
      const queue = deps.queues.get('previews');
      const job = await queue?.add('render-preview', payload, { attempts: 2, backoff: { type: 'fixed', delay: 10 } });
      await expect.poll(() => errors().length, { timeout: 10_000 }).toBe(1);
      expect(attempts).toBe(2);
      expect(errors()[0]?.tags).toEqual({ operation: 'render-preview', jobId: job?.id, role: 'server' });
      expect(errors()[0]?.exception.values.map(({ type }) => type)).toEqual(['RangeError']);
      expectNothingOf({ email: seeded.email });
    } finally {
      await running.stop();
      await service.stop();
    }
    expect(errors()).toHaveLength(1);
  });
});

describe('traces', () => {
  it('are sent when they are asked for, by route and without what was asked', async () => {
    const service = await startService({ env: { ...variables(), ENABLE_PERFORMANCE_MONITORING: 'true' } });
    try {
      await service.app.listen({ port: 0, host: '127.0.0.1' });
      const address = service.app.listeningOrigin;
      const ask = () => fetch(`${address}/api/v1/search?q=${seeded.query}`, { headers: hostile });
      // One in ten is sent: none of two hundred would be one chance in a billion.
      for (let round = 0; round < 20; round += 1) await Promise.all(Array.from({ length: 10 }, ask));
    } finally {
      await service.stop();
    }
    const transactions = () => {
      const all = sentry.items('transaction') as unknown as Transaction[];
      // What is posted goes to the receiver, which is a server in the same process.
      const asked = all.filter(({ contexts }) => contexts.trace.data['http.request.method'] === 'GET');
      return asked.map(({ transaction }) => transaction);
    };
    await expect.poll(transactions, { timeout: 10_000 }).not.toHaveLength(0);
    expect(transactions().length).toBeLessThan(80);
    expect(new Set(transactions())).toEqual(new Set(['GET /api/v1/search']));
    expectNothingOf(seeded);
  });
});

describe('a Sentry that does not answer', () => {
  let silent: Server;
  beforeAll(async () => {
    silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterAll(() => silent.close());

  it.each([
    ['refuses', () => 9],
    ['is silent', () => (silent.address() as { port: number }).port],
  ])('%s: nobody waits for it, and the end comes in time', async (_what, port) => {
    const dsn = `http://0123456789abcdef0123456789abcdef@127.0.0.1:${port()}/42`;
    const options = { environment: 'test', release: undefined, role: 'server', traces: false };
    const reporter = await openErrorReporter({ dsn, ...options });
    const startedAt = performance.now();
    for (let count = 0; count < 200; count += 1) reporter.report(new Error(`fault ${count}`), { operation: 'test' });
    const reportingMs = performance.now() - startedAt;
    expect(reportingMs / 200).toBeLessThan(5);
    const flushedAt = performance.now();
    await reporter.flush(500);
    expect(performance.now() - flushedAt).toBeLessThan(1_500);
  });
});
