import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyShopify } from './verify-shopify.ts';

const shopDomain = 'my-shop.myshopify.com';
const secrets = ['the-current-secret', 'the-previous-secret'];
const body = Buffer.from('{"id":1}');
const sign = (bytes: Uint8Array, secret: string) => createHmac('sha256', secret).update(bytes).digest('base64');

function headersOf(changes: Record<string, string | string[] | undefined> = {}) {
  return {
    'x-shopify-hmac-sha256': sign(body, 'the-current-secret'),
    'x-shopify-topic': 'orders/create',
    'x-shopify-shop-domain': shopDomain,
    'x-shopify-webhook-id': 'id-1',
    ...changes,
  };
}
const verify = (headers: Record<string, string | string[] | undefined>, bytes: Uint8Array = body) =>
  verifyShopify(bytes, headers, { secrets, shopDomain });

test('a delivery signed by either secret is verified, with what its headers claim', () => {
  for (const secret of secrets) {
    const headers = headersOf({
      'x-shopify-hmac-sha256': sign(body, secret),
      'x-shopify-event-id': 'event-1',
      'x-shopify-api-version': '2026-07',
      'x-shopify-triggered-at': '2026-03-01T09:00:00.123456789-05:00',
    });
    expect(verify(headers)).toEqual({
      outcome: 'verified',
      delivery: {
        topic: 'orders/create',
        shopDomain,
        webhookId: 'id-1',
        signature: sign(body, secret),
        eventId: 'event-1',
        apiVersion: '2026-07',
        triggeredAt: new Date('2026-03-01T14:00:00.123Z'),
      },
    });
  }
});

test('the optional headers may be missing or nonsense', () => {
  const verification = verify(headersOf({ 'x-shopify-triggered-at': 'soon' }));
  expect(verification).toMatchObject({ delivery: { eventId: null, apiVersion: null, triggeredAt: null } });
});

describe('the signature comes first', () => {
  test.each([undefined, '', '  ', ['a', 'b'], 'x'.repeat(256)])('%s is missing', (signature) => {
    expect(verify({ 'x-shopify-hmac-sha256': signature })).toEqual({ outcome: 'missing_signature' });
  });

  test('a wrong one is invalid even when every other header is missing', () => {
    expect(verify({ 'x-shopify-hmac-sha256': 'AAAA' })).toEqual({ outcome: 'invalid_signature' });
  });

  test('no change of the body goes unnoticed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 64 }), (signed, sent) => {
        const { outcome } = verify(headersOf({ 'x-shopify-hmac-sha256': sign(signed, 'the-current-secret') }), sent);
        expect(outcome === 'verified').toBe(Buffer.from(signed).equals(Buffer.from(sent)));
      }),
    );
  });

  test('no other text is taken for the signature, also where a base64 decoder would', () => {
    const right = sign(body, 'the-current-secret');
    fc.assert(
      fc.property(fc.nat({ max: right.length - 1 }), fc.base64String({ minLength: 4, maxLength: 4 }), (at, text) => {
        const other = right.slice(0, at) + (text[0] ?? 'A') + right.slice(at + 1);
        const { outcome } = verify(headersOf({ 'x-shopify-hmac-sha256': other }));
        expect(outcome === 'verified').toBe(other === right);
      }),
    );
    for (const other of [right.replace('=', ''), `${right}=`, `${right}${right}`, right.toLowerCase(), `=${right}`]) {
      expect(verify(headersOf({ 'x-shopify-hmac-sha256': other })).outcome).toBe('invalid_signature');
    }
  });
});

test.each([
  ['x-shopify-topic', 'X-Shopify-Topic'],
  ['x-shopify-shop-domain', 'X-Shopify-Shop-Domain'],
  ['x-shopify-webhook-id', 'X-Shopify-Webhook-Id'],
])('%s missing, empty, repeated or too long is named', (name, header) => {
  for (const value of [undefined, '', ' ', 'a, a', 'x'.repeat(256)]) {
    expect(verify(headersOf({ [name]: value }))).toEqual({ outcome: 'missing_header', header });
  }
});

test('only our own shop, in any letter case', () => {
  expect(verify(headersOf({ 'x-shopify-shop-domain': 'MY-SHOP.myshopify.com' })).outcome).toBe('verified');
  expect(verify(headersOf({ 'x-shopify-shop-domain': 'other.myshopify.com' }))).toEqual({ outcome: 'foreign_shop' });
});
