import { type Finding, type Look, queryOne } from './findings.ts';
import type { Chapter, Step } from './story.ts';

/** What is left of Bob when he has been forgotten. */
export async function findErasure({ client, shop }: Look): Promise<Finding[]> {
  const { customer, order } = shop;
  const row = await queryOne(
    client,
    `SELECT (SELECT count(*)::int FROM customers WHERE id = $1) AS customers,
            (SELECT personal IS NULL FROM orders WHERE id = $2) AS "isOrderErased",
            (SELECT content IS NULL FROM data_exports WHERE request_id = $3) AS "isExportErased",
            (SELECT count(body)::int FROM webhook_logs WHERE order_id = $2 OR customer_id = $1) AS bodies,
            (SELECT count(*)::int FROM webhook_logs WHERE order_id = $2 OR customer_id = $1) AS deliveries,
            (SELECT string_agg(action, ', ' ORDER BY id) FROM audit_log WHERE subject = $4) AS audit`,
    [customer.id, order.id, shop.dataRequestId, `customer:${customer.id}`],
  );
  const about = `Customer ${customer.firstName} ${customer.lastName}`;
  const erased = (isErased: unknown) => (isErased ? 'erased' : 'still there');
  return [
    { about, what: 'customer', expected: 'erased', found: erased(row['customers'] === 0) },
    { about, what: 'personal part of the order', expected: 'erased', found: erased(row['isOrderErased']) },
    { about, what: 'export', expected: 'erased', found: erased(row['isExportErased']) },
    {
      about,
      what: 'bodies of deliveries',
      expected: `0 of ${row['deliveries']} kept`,
      found: `${row['bodies']} of ${row['deliveries']} kept`,
    },
    { about, what: 'audit log', expected: 'customer.data_request, customer.redact', found: String(row['audit']) },
  ];
}

/** Every delivery of the morning is accounted for: settled, on the shelf, a copy, or never let in. */
export async function findDeliveries({ client }: Look, chapters: readonly Chapter[]): Promise<Finding[]> {
  const steps = chapters.flatMap((chapter) => chapter.steps);
  const row = await queryOne(
    client,
    `SELECT count(*) FILTER (WHERE log.outcome = 'applied')::int AS applied,
            count(*) FILTER (WHERE log.outcome = 'stale')::int AS stale,
            count(*) FILTER (WHERE inbox.status = 'parked')::int AS parked,
            count(*) FILTER (WHERE inbox.status <> 'parked')::int AS other,
            coalesce(sum(receipt.duplicates), 0)::int AS copies,
            count(*) FILTER (WHERE receipt.webhook_id = ANY ($2))::int AS refused
     FROM webhook_receipts AS receipt
       LEFT JOIN webhook_inbox AS inbox ON inbox.id = receipt.inbox_id
       LEFT JOIN webhook_logs AS log ON log.id = receipt.inbox_id
     WHERE receipt.source = 'shopify' AND receipt.webhook_id = ANY ($1)`,
    [steps.map(({ webhookId }) => webhookId), steps.filter(isRefused).map(({ webhookId }) => webhookId)],
  );
  const count = (outcome: Step['outcome']) => String(steps.filter((step) => step.outcome === outcome).length);
  const about = `Deliveries (${steps.length} sent)`;
  const copies = steps.filter(({ answer }) => answer.result === 'duplicate').length;
  return [
    { about, what: 'applied', expected: count('applied'), found: String(row['applied']) },
    { about, what: 'stale', expected: count('stale'), found: String(row['stale']) },
    { about, what: 'parked', expected: count('parked'), found: String(row['parked']) },
    { about, what: 'neither', expected: '0', found: String(row['other']) },
    { about, what: 'copies without effect', expected: String(copies), found: String(row['copies']) },
    {
      about,
      what: `of ${steps.filter(isRefused).length} refused ones`,
      expected: 'no trace',
      found: row['refused'] === 0 ? 'no trace' : `${row['refused']} recorded`,
    },
  ];
}

function isRefused({ answer }: Step): boolean {
  return answer.result === 'refused';
}
