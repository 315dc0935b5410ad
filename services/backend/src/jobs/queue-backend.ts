import {
  createPostgresBackend,
  createRedisBackend,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { openImpatientRedis, openPatientRedis, type RedisClient, type RedisTarget } from '../platform/redis.ts';
import type { QueueName } from './queues.ts';

/** Where jobs lie: in Redis, or, where development has none, in a schema of the primary. Same queues, same workers. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  openQueue(name: QueueName): Queue;
  openWorker(name: QueueName, run: NonNullable<ConstructorParameters<typeof Worker>[1]>, options: WorkerTuning): Worker;
  /** For probes; undefined on PostgreSQL, which is probed anyway. */
  readonly redis: RedisClient | undefined;
  close(): Promise<void>;
}

interface WorkerTuning {
  concurrency: number;
}

/** @param prefix like `pet:`; becomes the hash tag {pet}, so that a cluster keeps a queue's keys in one slot. */
export function createRedisQueues(target: RedisTarget, prefix: string, onError: (error: Error) => void): QueueBackend {
  const clients: RedisClient[] = [];
  const track = (client: RedisClient) => {
    client.on('error', onError);
    clients.push(client);
    return client;
  };
  const producer = track(openImpatientRedis(target));
  const keyPrefix = `{${prefix.replace(/:$/, '')}}`;

  return {
    kind: 'redis',
    redis: producer,
    openQueue(name) {
      const options: QueueOptions = { connection: producer, prefix: keyPrefix, skipWaitingForReady: true };
      return new Queue(name, options, createRedisBackend).on('error', onError);
    },
    openWorker(name, run, { concurrency }) {
      const connection = track(openPatientRedis(target));
      const options: WorkerOptions = { connection, prefix: keyPrefix, concurrency };
      return new Worker(name, run, options, createRedisBackend).on('error', onError);
    },
    async close() {
      for (const client of clients) client.disconnect();
    },
  };
}

/** @param databaseUrl of the primary; BullMQ keeps its tables in the schema `bullmq`, and migrates them itself. */
export function createPostgresQueues(databaseUrl: string, onError: (error: Error) => void): QueueBackend {
  const connection = (max: number) => ({ connectionString: databaseUrl, schema: 'bullmq', migrate: true, max });
  return {
    kind: 'postgres',
    redis: undefined,
    openQueue(name) {
      return new Queue(name, { connection: connection(2) } as never, createPostgresBackend as never).on(
        'error',
        onError,
      );
    },
    openWorker(name, run, { concurrency }) {
      const options = { connection: connection(4), concurrency } as never;
      return new Worker(name, run, options, createPostgresBackend as never).on('error', onError);
    },
    async close() {
      // Queues and workers own their connections here.
    },
  };
}
