import {
  createPostgresBackend,
  createRedisBackend,
  DEFAULT_SCHEMA,
  Queue,
  type QueueOptions,
  runMigrations,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { Pool } from 'pg';
import { surviveBrokenClients } from '../platform/db.ts';
import { outlastOutage } from '../platform/outage.ts';
import { openImpatientRedis, openPatientRedis, type RedisClient, type RedisTarget } from '../platform/redis.ts';
import { type QueueName, queueNames } from './queues.ts';

/** Where jobs lie: in Redis, or, where development has none, in a schema of the primary. Same queues, same workers. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  openQueue(name: QueueName): Queue;
  openWorker(name: QueueName, run: NonNullable<ConstructorParameters<typeof Worker>[1]>, options: WorkerTuning): Worker;
  /** For probes; undefined on PostgreSQL, which is probed anyway. */
  readonly redis: RedisClient | undefined;
  close(): Promise<void>;
}

/** Shared by all queues and workers of a process; each worker keeps one to listen on. */
const postgresConnections = 8;
/** One of its queue, one of its worker, and as many again for a process that is both server and worker. */
const listenersPerQueue = 4;

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
      // Asking for the version would fail while Redis is away, and the queue would remember that failure for ever.
      const options: QueueOptions = {
        connection: producer,
        prefix: keyPrefix,
        skipWaitingForReady: true,
        skipVersionCheck: true,
      };
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

/**
 * Waits until PostgreSQL is there, since a queue that cannot read its schema at first never tries again.
 * @param databaseUrl of the primary; BullMQ keeps its tables in the schema `bullmq`.
 */
export async function createPostgresQueues(
  databaseUrl: string,
  onError: (error: Error) => void,
): Promise<QueueBackend> {
  const pool = new Pool({
    connectionString: databaseUrl,
    options: `-c search_path=${DEFAULT_SCHEMA}`,
    max: postgresConnections,
    connectionTimeoutMillis: 2_000,
    query_timeout: 10_000,
    keepAlive: true,
  });
  // Every queue and every worker listens for the errors of the one pool: a known number, and no leak.
  pool.setMaxListeners(listenersPerQueue * queueNames.length);
  pool.on('error', onError);
  surviveBrokenClients(pool);
  await outlastOutage(() => makeQueueTables(pool), {
    patienceMs: Number.POSITIVE_INFINITY,
    onOutage: (error) => onError(error as Error),
  });

  return {
    kind: 'postgres',
    redis: undefined,
    openQueue(name) {
      return new Queue(name, { connection: pool } as never, createPostgresBackend as never).on('error', onError);
    },
    openWorker(name, run, { concurrency }) {
      const options = { connection: pool, concurrency } as never;
      return new Worker(name, run, options, createPostgresBackend as never).on('error', onError);
    },
    close: () => pool.end(),
  };
}

async function makeQueueTables(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release(true);
  }
}
