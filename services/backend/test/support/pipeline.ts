import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Env } from '../../src/env-schema.ts';
import { type Deps, openDeps } from '../../src/start/deps.ts';
import { createInbox, type Inbox } from '../../src/webhooks/inbox.ts';
import { findHandler } from '../../src/webhooks/topics.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { testEnv } from './service.ts';
import { type Sent, shopDomain, sign, toBytes } from './shopify.ts';

type Recordable = Pick<Sent, 'topic' | 'body' | 'webhookId' | 'triggeredAt'>;

/** Inbox and processor without HTTP, queue or relay: the test alone decides what is processed, and when. */
export interface Pipeline {
  env: Env;
  deps: Deps;
  inbox: Inbox;
  database: Pick<TestDatabase, 'url' | 'replicaUrl'>;
  /** Records a delivery and returns the id of its row. */
  record(sent: Recordable): Promise<string>;
  process(...inboxIds: string[]): Promise<void>;
  /** Both. */
  apply(sent: Recordable): Promise<string>;
  rows<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** The row of an unsettled delivery. */
  unsettled(inboxId: string): Promise<pg.QueryResultRow | undefined>;
  /** A connection of the test's own, to hold locks with. Ends with the pipeline. */
  connect(): Promise<pg.PoolClient>;
  stop(): Promise<void>;
}

export async function openPipeline(variables: Record<string, string> = {}): Promise<Pipeline> {
  const database = await createTestDatabase();
  const env = testEnv({
    DATABASE_URL: database.url,
    DATABASE_REPLICA_URL: database.replicaUrl,
    ENABLE_QUEUE: 'false',
    ...variables,
  });
  const deps = await openDeps(env, 'worker');
  const { crypto, metrics } = deps;
  const inbox = createInbox({ pool: deps.database.inbox, crypto, metrics, onRecorded: () => undefined });
  const pool = new pg.Pool({ connectionString: database.url, max: 6 });
  pool.on('error', () => undefined);
  const rows = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    (await pool.query<Row>(sql, values)).rows;

  const pipeline: Pipeline = {
    env,
    deps,
    inbox,
    database,
    rows,
    async record({ topic, body, webhookId = randomUUID(), triggeredAt }) {
      await inbox.record({
        source: 'shopify',
        webhookId,
        topic,
        shopDomain,
        apiVersion: '2026-07',
        eventId: null,
        triggeredAt: triggeredAt ? new Date(triggeredAt) : new Date(),
        body: toBytes(body),
        signature: sign(toBytes(body)),
        repeatable: findHandler({ source: 'shopify', topic })?.repeatable ?? false,
      });
      const [receipt] = await rows<{ inbox_id: string }>(
        'SELECT inbox_id FROM webhook_receipts WHERE webhook_id = $1',
        [webhookId],
      );
      // A copy by its bytes has no receipt and no row of its own.
      return receipt?.inbox_id ?? '0';
    },
    process: (...inboxIds) => deps.processor.process(inboxIds),
    async apply(sent) {
      const id = await pipeline.record(sent);
      await pipeline.process(id);
      return id;
    },
    async unsettled(inboxId) {
      return (await rows('SELECT * FROM webhook_inbox WHERE id = $1', [inboxId]))[0];
    },
    connect: () => pool.connect(),
    async stop() {
      await inbox.drain();
      deps.replicaLag.stop();
      await deps.inline?.stop();
      await deps.database.close();
      await pool.end();
      await database.drop();
    },
  };
  return pipeline;
}
