import type { Pool } from 'pg';
import type { Log } from '../platform/log.ts';
import { maxAttempts } from './inbox-lease.ts';

/** Hands ids of inbox rows to whoever processes them: the queue, or this very process. */
export type Dispatch = (inboxIds: string[]) => Promise<void>;

export interface Relay {
  stop(): Promise<void>;
}

const intervalMs = 1_000;
const batchSize = 500;
/** After handing a delivery over, how long the relay trusts that it will be worked on. */
const trustSeconds = 30;

/**
 * Rows that somebody holds are passed over here and below: a worker that hangs before its commit must not keep the
 * relay of every process waiting. Taken before it is handed over: a mark made afterwards would lock the rows just when a worker wants to claim them.
 * A lease that ended is taken away here, so that the delivery is free however long the queue takes to bring it to a
 * worker.
 */
const takeDue = `
  UPDATE webhook_inbox SET status = 'pending', relay_at = now() + interval '${trustSeconds} seconds'
  WHERE id IN (
    SELECT id FROM webhook_inbox
    WHERE status IN ('pending', 'processing') AND relay_at <= now() AND attempts < ${maxAttempts}
    ORDER BY relay_at LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
  )
  RETURNING id`;

const giveBack = `
  UPDATE webhook_inbox SET relay_at = now() WHERE id = ANY ($1::bigint[]) AND status = 'pending' AND due_at <= now()`;

const buryAbandoned = `
  UPDATE webhook_inbox SET status = 'dead', reason = 'the worker stopped during the last attempt'
  WHERE id IN (
    SELECT id FROM webhook_inbox
    WHERE status = 'processing' AND relay_at <= now() AND attempts >= ${maxAttempts}
    FOR UPDATE SKIP LOCKED
  )`;

/**
 * Delivers to the processor whatever is due and was missed: the enqueue that failed, the queue that was flushed, the
 * worker that died, the retry whose time has come. Several relays at once do no harm, since a claim is exclusive.
 */
export function startRelay(deps: { pool: Pool; dispatch: Dispatch; log: Log }): Relay {
  let stopped = false;
  let failing = false;
  let wake: (() => void) | undefined;

  async function relayDue(): Promise<void> {
    await deps.pool.query(buryAbandoned);
    for (;;) {
      const { rows } = await deps.pool.query<{ id: string }>({ name: 'relay-take-due', text: takeDue });
      if (rows.length === 0) return;
      await handOver(rows.map(({ id }) => id));
      if (stopped || rows.length < batchSize) return;
    }
  }

  async function handOver(ids: string[]): Promise<void> {
    try {
      await deps.dispatch(ids);
    } catch (error) {
      await deps.pool.query(giveBack, [ids]);
      throw error;
    }
  }

  async function run(): Promise<void> {
    while (!stopped) {
      try {
        await relayDue();
        if (failing) deps.log.info('relay works again');
        failing = false;
      } catch (error) {
        // An outage of PostgreSQL or of the queue: the rows wait, and one line says so.
        if (!failing) deps.log.warn({ err: error }, 'relay cannot deliver; it keeps trying');
        failing = true;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, intervalMs * (0.75 + Math.random() / 2));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  const running = run();
  return {
    async stop() {
      stopped = true;
      wake?.();
      await running;
    },
  };
}
