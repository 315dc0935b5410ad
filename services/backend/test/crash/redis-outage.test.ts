import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '../../dev/start/free-port.ts';
import { waitUntil } from '../../dev/start/processes.ts';
import { jobContracts } from '../../src/jobs/queues.ts';
import { canStartRedis, startRedis } from '../support/redis.ts';
import { nextId, orderDelivery } from './support/delivery.ts';
import { createAgent, send } from './support/http-client.ts';
import { startInstallation } from './support/installation.ts';
import { endTrust, findDifferences, waitUntilSettled } from './support/proof.ts';
import { chooseSeed, createRandom } from './support/random.ts';
import { slowestMs, startSenders, tally } from './support/senders.ts';

const prefix = 'crash:';
/** Shopify waits five seconds; what stands behind a queue must not be felt at all. */
const answerLimitMs = 1_000;
/** The relay looks after a delivery that is two seconds old: what is settled sooner came through the queue. */
const relayGraceSeconds = 2;

test.runIf(canStartRedis())(
  'Redis stopped, flushed and killed under load: nobody outside notices',
  {
    timeout: 120_000,
  },
  async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const { databaseUrl, servers, workers, urls } = await startInstallation({
      queue: 'redis',
      environment: { REDIS_URL: redis.url, REDIS_PREFIX: prefix },
    });
    const pids = [...servers, ...workers].map((service) => service.pid());
    const senders = startSenders({ urls, random: createRandom(chooseSeed()), concurrency: 4, pauseMs: 25 });
    await sleep(500);
    await redis.stop();
    await sleep(1_500);
    await redis.start();
    await sleep(500);
    for (let flushes = 0; flushes < 3; flushes += 1) {
      await flush(redis.url);
      await sleep(300);
    }
    await redis.kill();
    await sleep(1_000);
    await redis.start();
    await sleep(1_000);
    await flush(redis.url);
    await senders.finish();
    const { ledger } = senders;
    expect(Object.keys(tally(ledger.answers))).toEqual(['200']);
    expect(slowestMs(ledger.answers)).toBeLessThan(answerLimitMs);

    await endTrust(databaseUrl);
    const seconds = await waitUntilSettled(databaseUrl, 15_000);
    expect(await findDifferences(databaseUrl, ledger)).toEqual([]);
    await expectTheQueueToWork(urls[0] as string, databaseUrl);
    expect(
      await waitUntil(async () => (await countSchedules(redis.url)) === schedules, 15_000),
      'schedules return',
    ).toBe(true);
    expect([...servers, ...workers].map((service) => service.pid())).toEqual(pids);
    process.stdout.write(
      `Redis outages: ${ledger.acknowledged.size} deliveries, slowest answer ${slowestMs(ledger.answers)} ms, ` +
        `all settled ${seconds.toFixed(1)} s later\n`,
    );
  },
);

test.runIf(canStartRedis())('server and worker start without Redis, and use it when it comes', async () => {
  const port = await findFreePort();
  const { databaseUrl, servers, urls } = await startInstallation({
    queue: 'redis',
    environment: { REDIS_URL: `redis://127.0.0.1:${port}`, REDIS_PREFIX: prefix },
  });
  const senders = startSenders({ urls, random: createRandom(chooseSeed()), concurrency: 2 });
  await sleep(1_500);
  await senders.finish();
  expect(Object.keys(tally(senders.ledger.answers))).toEqual(['200']);
  expect(slowestMs(senders.ledger.answers)).toBeLessThan(answerLimitMs);
  expect(servers[0]?.output()).toContain('Redis does not answer');

  const redis = await startRedis({ port });
  onTestFinished(() => redis.stop());
  const seconds = await waitUntilSettled(databaseUrl, 15_000);
  expect(await findDifferences(databaseUrl, senders.ledger)).toEqual([]);
  await expectTheQueueToWork(urls[0] as string, databaseUrl);
  process.stdout.write(`Redis came late: all settled ${seconds.toFixed(1)} s after\n`);
});

/** The relay alone would settle everything too, only later: the server must enqueue again, and the worker listen. */
async function expectTheQueueToWork(url: string, databaseUrl: string): Promise<void> {
  const agent = createAgent();
  const seconds = async () => {
    await send(url, orderDelivery(nextId(), 1), agent);
    return waitUntilSettled(databaseUrl, 10_000);
  };
  await seconds();
  const measured = await seconds();
  agent.destroy();
  expect(measured).toBeLessThan(relayGraceSeconds);
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushall();
  redis.disconnect();
}

/** Written again by whoever notices first. */
const schedules = Object.values(jobContracts).filter((job) => job.queue === 'maintenance' && 'everyMs' in job).length;

async function countSchedules(url: string): Promise<number> {
  const redis = new Redis(url);
  const howMany = await redis.zcard(`{${prefix.slice(0, -1)}}:maintenance:repeat`);
  redis.disconnect();
  return howMany;
}
