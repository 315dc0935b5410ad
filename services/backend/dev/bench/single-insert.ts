import type { Pool } from 'pg';
import type { Crypto } from '../../src/platform/crypto.ts';
import { bodyContext, type Inbox } from '../../src/webhooks/inbox.ts';

const insertOne = `
  WITH fresh AS (
    INSERT INTO webhook_receipts (source, webhook_id, body_key, inbox_id)
    VALUES ($1, $2, $3, nextval('webhook_inbox_id_seq'))
    ON CONFLICT DO NOTHING
    RETURNING inbox_id
  )
  INSERT INTO webhook_inbox (id, source, webhook_id, topic, shop_domain, api_version, event_id, triggered_at, body, relay_at)
  SELECT inbox_id, $1, $2, $4, $5, $6, $7, $8, $9, now() + interval '2 seconds' FROM fresh
  RETURNING id`;

/** What most services do: the same row with the same guarantees, one statement and one commit for each request. */
export function createSingleInsertInbox(deps: { pool: Pool; crypto: Crypto }): Pick<Inbox, 'record'> {
  return {
    async record(delivery) {
      const { source, webhookId, topic, shopDomain, body } = delivery;
      const { rowCount } = await deps.pool.query({
        name: 'bench-insert-one',
        text: insertOne,
        values: [
          source,
          webhookId,
          [source, topic, delivery.signature].join(' '),
          topic,
          shopDomain,
          delivery.apiVersion,
          delivery.eventId,
          delivery.triggeredAt,
          deps.crypto.seal(bodyContext(source, webhookId), body),
        ],
      });
      return rowCount === 1 ? 'recorded' : 'duplicate';
    },
  };
}
