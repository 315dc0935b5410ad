import { createHmac, randomUUID } from 'node:crypto';

export const shopDomain = 'crash-test.myshopify.com';
export const webhookSecret = 'crash-test-webhook-secret-0123456789';

/** One webhook as Shopify would send it; sent again, it has the same id and the same bytes. */
export interface SignedDelivery {
  webhookId: string;
  topic: string;
  body: Buffer;
  headers: Record<string, string>;
  /** What must be true once, and only once, after it was processed. */
  effect: { orderId: bigint; version: number; total: string } | { requestId: bigint };
}

let lastId = BigInt(Date.now()) * 1_000n;
const customers = Array.from({ length: 4 }, (_, index) => 7_000_001n + BigInt(index));
const epochMs = Date.UTC(2026, 10, 1);

/** Ids are never used twice, also not by tests that run at the same time on databases of their own. */
export function nextId(): bigint {
  lastId += 1n;
  return lastId;
}

/** Who a delivery is about: ids that are multiples of four are about the first customer. */
export function customerOf(effect: { orderId: bigint } | { requestId: bigint }): bigint {
  const id = 'orderId' in effect ? effect.orderId : effect.requestId;
  return customers[Number(id % BigInt(customers.length))] as bigint;
}

/** An order in one of its versions. Few customers have all orders, so that transactions meet on their locks. */
export function orderDelivery(orderId: bigint, version: number, webhookId: string = randomUUID()): SignedDelivery {
  const total = `${(orderId % 900n) + BigInt(version)}.${String(version % 100).padStart(2, '0')}`;
  const updatedAt = new Date(epochMs + version * 1_000).toISOString();
  const body = `{"id":${orderId},"admin_graphql_api_id":"gid://shopify/Order/${orderId}","name":"#${orderId}","currency":"EUR",
    "financial_status":"paid","total_price":"${total}","created_at":"2026-11-01T00:00:00Z","updated_at":"${updatedAt}",
    "email":"ada@example.com","customer":{"id":${customerOf({ orderId })},"email":"ada@example.com"},
    "note":"${'a harness for a small dog '.repeat(40)}",
    "line_items":[{"id":${orderId}1,"title":"Harness","quantity":1,"price":"${total}"}]}`;
  const topic = version === 1 ? 'orders/create' : 'orders/updated';
  return { ...sign(topic, body, webhookId, updatedAt), effect: { orderId, version, total } };
}

/** A request for personal data: each time it is applied, one more entry stands in the audit log. */
export function dataRequestDelivery(requestId: bigint = nextId(), webhookId: string = randomUUID()): SignedDelivery {
  const body = `{"shop_id":1,"shop_domain":"${shopDomain}","orders_requested":[],
    "customer":{"id":${customerOf({ requestId })},"email":"ada@example.com","phone":null},"data_request":{"id":${requestId}}}`;
  return { ...sign('customers/data_request', body, webhookId), effect: { requestId } };
}

function sign(topic: string, text: string, webhookId: string, triggeredAt = new Date(epochMs).toISOString()) {
  const body = Buffer.from(text);
  return {
    webhookId,
    topic,
    body,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': shopDomain,
      'x-shopify-webhook-id': webhookId,
      'x-shopify-triggered-at': triggeredAt,
      'x-shopify-hmac-sha256': createHmac('sha256', webhookSecret).update(body).digest('base64'),
    },
  };
}
