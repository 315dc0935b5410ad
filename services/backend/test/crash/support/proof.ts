import type { Client } from 'pg';
import { withClient } from '../../../dev/postgres/databases.ts';
import { waitUntil } from '../../../dev/start/processes.ts';
import type { Ledger } from './senders.ts';

/** Resolves with the seconds it took until no delivery in the database waits; throws with what still does. */
export async function waitUntilSettled(databaseUrl: string, timeoutMs: number): Promise<number> {
  const startedAt = performance.now();
  await withClient(databaseUrl, async (client) => {
    const waiting = `SELECT FROM webhook_inbox WHERE status IN ('pending', 'processing') LIMIT 1`;
    const isSettled = async () => (await client.query(waiting)).rowCount === 0;
    if (await waitUntil(isSettled, timeoutMs)) return;
    const { rows } = await client.query(
      `SELECT status, attempts, reason, round(extract(epoch FROM relay_at - now())) AS relay_in, count(*)::int
       FROM webhook_inbox GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC LIMIT 10`,
    );
    throw new Error(`deliveries still wait after ${timeoutMs} ms: ${JSON.stringify(rows)}`);
  });
  return (performance.now() - startedAt) / 1_000;
}

/** A worker that was killed holds its leases for a minute: that minute passes now. */
export async function endLeases(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, (client) =>
    client.query(`UPDATE webhook_inbox SET relay_at = now() WHERE status = 'processing'`),
  );
}

/** What was handed to a queue is trusted to be in work for half a minute: that half minute passes now. */
export async function endTrust(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, (client) =>
    client.query(`UPDATE webhook_inbox SET relay_at = now() WHERE status = 'pending' AND relay_at > now()`),
  );
}

/**
 * Everything in which the database differs from what the senders know, in words; empty is the proof. Call it when
 * all is settled. Acknowledged must be there once; sent but never acknowledged may be there once.
 */
export async function findDifferences(databaseUrl: string, ledger: Ledger): Promise<string[]> {
  return withClient(databaseUrl, async (client) => [
    ...(await compareDeliveries(client, ledger)),
    ...(await compareOrders(client, ledger)),
    ...(await compareAudit(client, ledger)),
  ]);
}

async function compareDeliveries(client: Client, { sent, acknowledged }: Ledger): Promise<string[]> {
  const receipts = await count(client, 'SELECT webhook_id AS key, count(*)::int FROM webhook_receipts GROUP BY 1');
  const logs = await count(client, 'SELECT webhook_id AS key, count(*)::int FROM webhook_logs GROUP BY 1');
  const problems: string[] = [];
  for (const webhookId of acknowledged) {
    if (receipts.get(webhookId) !== 1) problems.push(`${webhookId} was acknowledged and has no receipt`);
    if (logs.get(webhookId) !== 1) problems.push(`${webhookId} was settled ${logs.get(webhookId) ?? 0} times`);
  }
  for (const [webhookId, times] of logs) {
    if (!sent.has(webhookId)) problems.push(`${webhookId} was settled and never sent`);
    if (times !== 1) problems.push(`${webhookId} was settled ${times} times`);
  }
  return problems;
}

async function compareOrders(client: Client, { sent, acknowledged }: Ledger): Promise<string[]> {
  const newest = new Map<string, { version: number; total: string }>();
  for (const { webhookId, effect } of sent.values()) {
    if (!('orderId' in effect) || !acknowledged.has(webhookId)) continue;
    const key = String(effect.orderId);
    if ((newest.get(key)?.version ?? 0) < effect.version) newest.set(key, effect);
  }
  const { rows } = await client.query<{ id: string; total: string; lines: number }>(
    `SELECT id::text, total_price::text AS total,
            (SELECT count(*)::int FROM order_lines WHERE order_id = orders.id) AS lines FROM orders`,
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return [...newest].flatMap(([id, { total }]) => {
    const row = found.get(id);
    if (!row) return [`order ${id} is missing`];
    return Number(row.total) === Number(total) && row.lines === 1
      ? []
      : [`order ${id} has total ${row.total} and ${row.lines} lines where ${total} and 1 are right`];
  });
}

/** An entry is written each time a request is applied: any number but one is a loss or a repetition. */
async function compareAudit(client: Client, { sent, acknowledged }: Ledger): Promise<string[]> {
  const entries = await count(
    client,
    `SELECT details->>'requestId' AS key, count(*)::int FROM audit_log
     WHERE action = 'customer.data_request' GROUP BY 1`,
  );
  const problems: string[] = [];
  for (const { webhookId, effect } of sent.values()) {
    if (!('requestId' in effect)) continue;
    const times = entries.get(String(effect.requestId)) ?? 0;
    const wanted = acknowledged.has(webhookId) ? [1] : [0, 1];
    if (!wanted.includes(times)) problems.push(`data request ${effect.requestId} was done ${times} times`);
  }
  return problems;
}

async function count(client: Client, query: string): Promise<Map<string, number>> {
  const { rows } = await client.query<{ key: string; count: number }>(query);
  return new Map(rows.map(({ key, count: times }) => [key, times]));
}
