import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { findRedisServer, type RedisServer, startRedis as startServer } from '../../dev/redis-server.ts';

/** The run's Redis with a key prefix that nobody else uses, or null where there is none. */
export function createTestRedis(): { url: string; prefix: string } | null {
  const url = inject('redisUrl');
  return url === null ? null : { url, prefix: `test-${randomBytes(6).toString('hex')}:` };
}

/** Whether a test can have a Redis of its own; one given by REDIS_URL is not ours to stop. */
export function canStartRedis(): boolean {
  return findRedisServer() !== undefined;
}

/** A Redis of the test's own, to be stopped by it. */
export function startRedis(options: { port?: number; args?: string[] } = {}): Promise<RedisServer> {
  return startServer({ folder: inject('runFolder'), ...options });
}
