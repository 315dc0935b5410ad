import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metricOf, parseMetrics, type Sample } from '../support/metrics.ts';
import { readSample } from '../support/samples.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService({ queue: 'postgres' });
  await service.settle({ topic: 'orders/create', body: readSample('orders/create').text });
  await service.deliver({ topic: 'orders/create', body: readSample('orders/create').text });
  await service.deliver({ topic: 'themes/publish', body: { id: 1 } });
  await service.deliver({ topic: 'orders/create', body: '{}', headers: { 'x-shopify-hmac-sha256': 'AAAA' } });
  await service.deliver({ topic: 'orders/create', body: '{}', shop: 'other.myshopify.com' });
  await service.settle({ topic: 'orders/create', body: 'no JSON' });
});
afterAll(() => service?.stop());

const scrape = async (app = service.opsApp): Promise<Sample[]> =>
  parseMetrics((await app.inject({ url: '/metrics' })).body);

describe('metrics', () => {
  test('requests: duration by operation and status class, and how many are in flight', async () => {
    const samples = await scrape();
    const operation = 'receiveShopifyWebhook';
    const duration = 'http_request_duration_seconds';
    expect(metricOf(samples, `${duration}_count`, { operation, status_class: '2xx' })).toBe(4);
    expect(metricOf(samples, `${duration}_count`, { operation, status_class: '4xx' })).toBe(2);
    expect(metricOf(samples, `${duration}_bucket`, { operation, status_class: '2xx', le: '+Inf' })).toBe(4);
    expect(metricOf(samples, `${duration}_sum`, { operation, status_class: '2xx' })).toBeGreaterThan(0);
    expect(metricOf(samples, 'http_requests_in_flight')).toBe(1);
  });

  test('an address that does not exist is one operation, whatever it was', async () => {
    for (const url of ['/a', '/b?email=ada@example.com', '/c/d']) await service.app.inject({ url });
    const samples = await scrape();
    expect(metricOf(samples, 'http_request_duration_seconds_count', { operation: 'unmatched' })).toBe(3);
    expect(JSON.stringify(samples)).not.toContain('ada@');
  });

  test('deliveries by topic and outcome; the topic of what is not verified is nobody\u2019s word', async () => {
    const samples = await scrape();
    const count = (topic: string, outcome: string) =>
      metricOf(samples, 'webhook_deliveries_total', { source: 'shopify', topic, outcome });
    expect(count('orders/create', 'recorded')).toBe(2);
    expect(count('orders/create', 'duplicate')).toBe(1);
    expect(count('unknown', 'recorded')).toBe(1);
    expect(count('unknown', 'invalid_signature')).toBe(1);
    expect(count('unknown', 'foreign_shop')).toBe(1);
  });

  test('group commit, pools, replica, process', async () => {
    const samples = await scrape();
    expect(metricOf(samples, 'webhook_group_commit_deliveries_sum')).toBe(4);
    for (const pool of ['primary', 'inbox', 'replica']) {
      for (const state of ['used', 'idle', 'waiting']) {
        expect(metricOf(samples, 'database_pool_connections', { pool, state })).toBeGreaterThanOrEqual(0);
      }
    }
    await expect
      .poll(async () => metricOf(await scrape(), 'database_replica_lag_seconds'), { timeout: 5_000 })
      .toBeGreaterThanOrEqual(0);
    expect(metricOf(samples, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
    expect(metricOf(samples, 'queue_enqueue_failures_total')).toBe(0);
  });

  test('what the worker did: how deliveries ended, how long jobs waited and ran', async () => {
    const [worker] = service.workers;
    const samples = await scrape(worker?.opsApp);
    const settled = (topic: string, outcome: string) => metricOf(samples, 'webhook_settled_total', { topic, outcome });
    expect([settled('orders/create', 'applied'), settled('orders/create', 'parked')]).toEqual([1, 1]);
    expect(settled('unknown', 'parked')).toBe(1);
    const labels = { queue: 'inbox', job_name: 'process-deliveries' };
    expect(metricOf(samples, 'job_wait_seconds_count', labels)).toBeGreaterThan(0);
    expect(metricOf(samples, 'job_run_seconds_count', { ...labels, outcome: 'completed' })).toBeGreaterThan(0);
  });

  test('the inbox and the queue, from one process of them all, which the next one follows', async () => {
    const apps = [service.opsApp, ...service.workers.map(({ opsApp }) => opsApp)];
    const exporting = async () => {
      const all = await Promise.all(apps.map((app) => scrape(app)));
      return all.filter((samples) => metricOf(samples, 'webhook_inbox_deliveries_global') !== undefined);
    };
    const inbox = async (status: string) => {
      const [samples = []] = await exporting();
      return metricOf(samples, 'webhook_inbox_deliveries_global', { status });
    };
    await expect.poll(() => inbox('parked'), { timeout: 8_000 }).toBe(2);
    expect(await inbox('pending')).toBe(0);
    expect(await inbox('dead')).toBe(0);
    const [samples = [], ...others] = await exporting();
    expect(others).toEqual([]);
    expect(metricOf(samples, 'webhook_inbox_oldest_pending_seconds_global')).toBe(0);
    for (const queue of ['inbox', 'maintenance']) {
      for (const state of ['waiting', 'active', 'delayed', 'failed']) {
        expect(metricOf(samples, 'queue_jobs_global', { queue, state })).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test('every sample is a finite number under a name and labels that Prometheus takes', async () => {
    const reply = await service.opsApp.inject({ url: '/metrics' });
    expect(reply.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    const samples = parseMetrics(reply.body);
    expect(samples.length).toBeGreaterThan(100);
    for (const { name } of samples) expect(name).toMatch(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/);
    // The lag of the event loop is sampled between two scrapes, so the mean of none is none.
    const nothing = samples.filter(
      ({ name, value }) => Number.isNaN(value) && !name.startsWith('nodejs_eventloop_lag'),
    );
    expect(nothing).toEqual([]);
  });
});

/** What a deployment needs of others; nobody is asked for anything here. */
const outside = {
  CLERK_SECRET_KEY: 'sk_test_of_nobody',
  STORAGE_S3_ENDPOINT: 'https://storage.invalid',
  STORAGE_S3_BUCKET: 'previews',
  STORAGE_S3_ACCESS_KEY_ID: 'key',
  STORAGE_S3_SECRET_ACCESS_KEY: 'secret',
  SMTP_URL: 'smtp://mail.invalid',
  MAIL_FROM: 'shop@example.com',
  STOREFRONT_URL: 'https://shop.example.com',
};

describe.each(['staging', 'production'])('in %s', (environment) => {
  const token = 'a-token-for-metrics-0123456789abcdef';
  let deployed: TestService;
  beforeAll(async () => {
    deployed = await startService({
      env: { NODE_ENV: environment, METRICS_TOKEN: token, ...outside },
      database: service.database,
    });
  });
  afterAll(() => deployed?.stop());

  test.each([undefined, 'Bearer', 'Bearer wrong', `Basic ${token}`, token, `Bearer ${token}x`])(
    'metrics with authorization %s: 401',
    async (authorization) => {
      const reply = await deployed.app.inject({ url: '/metrics', headers: authorization ? { authorization } : {} });
      expect(reply.statusCode).toBe(401);
      expect(reply.headers['www-authenticate']).toBe('Bearer');
      expect(reply.json()).toMatchObject({ code: 'unauthenticated' });
      expect(reply.body).not.toContain('http_request');
    },
  );

  test('metrics with the token, and on the private port without', async () => {
    const headers = { authorization: `Bearer ${token}` };
    expect((await deployed.app.inject({ url: '/metrics', headers })).body).toContain('http_request_duration_seconds');
    expect((await deployed.opsApp.inject({ url: '/metrics' })).statusCode).toBe(200);
  });

  test('probes need no token, on either port', async () => {
    for (const app of [deployed.app, deployed.opsApp]) {
      for (const url of ['/healthz', '/readyz', '/healthz/detailed']) {
        expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 200]);
      }
    }
  });
});

test('the private port has probes and metrics, and no webhooks', async () => {
  expect((await service.opsApp.inject({ method: 'POST', url: '/webhooks/shopify' })).statusCode).toBe(404);
});

test('the document of the API names every operation once', async () => {
  const { paths } = (await service.app.inject({ url: '/openapi.json' })).json() as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
  expect(operations).toContain('receiveShopifyWebhook');
  expect(new Set(operations).size).toBe(operations.length);
});
