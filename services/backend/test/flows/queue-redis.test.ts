import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, inject, test } from 'vitest';
import type { RedisServer } from '../../dev/redis-server.ts';
import { findFreePort } from '../../dev/start/free-port.ts';
import { createTestDatabase } from '../support/database.ts';
import { runToEnd, startServerProcess } from '../support/processes.ts';
import { canStartRedis, startRedis } from '../support/redis.ts';
import { readSample, sampleWith } from '../support/samples.ts';
import { startService, testRecord } from '../support/service.ts';

const sentence =
  'Redis evicts keys when it is full (maxmemory-policy is allkeys-lru), so jobs could vanish. ' +
  'Set maxmemory-policy to noeviction on this Redis, or point REDIS_URL at one that is set so.';

/** Only where a redis-server can be started; elsewhere these are not registered. */
if (canStartRedis()) {
  describe('a Redis that may drop jobs', () => {
    test.each(['server.ts', 'worker.ts'])('is refused at start by %s, with a sentence', async (file) => {
      const redis = await startRedis({ args: ['--maxmemory-policy', 'allkeys-lru'] });
      try {
        const ended = await runToEnd(file, testRecord({ DATABASE_URL: inject('primaryUrl'), REDIS_URL: redis.url }));
        expect(ended.code).toBe(1);
        expect(ended.stderr).toContain(sentence);
        expect(ended.stdout).not.toContain('ready');
      } finally {
        await redis.stop();
      }
    });

    test('is refused when it turns up later', async () => {
      const database = await createTestDatabase();
      const port = await findFreePort();
      const server = await startServerProcess(
        testRecord({ DATABASE_URL: database.url, REDIS_URL: `redis://127.0.0.1:${port}` }),
      );
      const redis = await startRedis({ port, args: ['--maxmemory-policy', 'allkeys-lru'] });
      try {
        await expect.poll(() => server.output(), { timeout: 10_000 }).toContain(sentence);
        expect((await server.stop()).code).toBe(1);
      } finally {
        await server.stop();
        await redis.stop();
        await database.drop();
      }
    });
  });

  describe('a Redis Cluster of three', () => {
    const nodes: RedisServer[] = [];
    afterAll(() => Promise.all(nodes.map((node) => node.stop())));

    async function startCluster(): Promise<string[]> {
      for (let index = 0; index < 3; index += 1) {
        const [port, busPort] = [await findFreePort(), await findFreePort()];
        const config = ['--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${port}.conf`];
        const args = [...config, '--cluster-port', String(busPort), '--cluster-node-timeout', '3000'];
        nodes.push(await startRedis({ port, args }));
      }
      const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
      await promisify(execFile)('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'], {
        timeout: 20_000,
      });
      return addresses;
    }

    test('carries the queue: jobs are processed, and every key has the prefix as its hash tag', async () => {
      const addresses = await startCluster();
      const service = await startService({
        queue: 'redis',
        env: { REDIS_URL: '', REDIS_CLUSTER_NODES: addresses.join(','), REDIS_PREFIX: 'clustered:' },
      });
      try {
        expect((await service.opsApp.inject({ url: '/healthz/detailed' })).json().parts.queue).toMatchObject({
          kind: 'redis',
        });
        const { ended } = await service.settle({ topic: 'orders/create', body: readSample('orders/create').text });
        expect(ended).toBe('applied');
        const ids = Array.from({ length: 40 }, (_, index) => index + 1);
        const replies = await Promise.all(
          ids.map((id) =>
            service.deliver({
              topic: 'collections/create',
              body: sampleWith('collections/create', { id, admin_graphql_api_id: `gid://shopify/Collection/${id}` }),
            }),
          ),
        );
        expect(new Set(replies.map((reply) => reply.statusCode))).toEqual(new Set([200]));
        await service.settled();
        expect(await service.rows(`SELECT FROM collections`)).toHaveLength(ids.length);
        expect(await service.metric('queue_enqueue_failures_total')).toBe(0);

        const keys = (await Promise.all(nodes.map((node) => readKeys(node.url)))).flat();
        expect(keys.length).toBeGreaterThan(0);
        for (const key of keys) expect(key).toMatch(/^\{clustered\}:(inbox|maintenance|previews|mail|mirror):/);
      } finally {
        await service.stop();
      }
    });

    async function readKeys(url: string): Promise<string[]> {
      const client = new Redis(url);
      try {
        return await client.keys('*');
      } finally {
        client.disconnect();
        if (client.status !== 'end') await once(client, 'end');
      }
    }
  });
}
