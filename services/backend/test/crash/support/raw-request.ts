import type { SignedDelivery } from './delivery.ts';

/** The head of a delivery as it stands on the wire, for tests that send the body in their own way. */
export function requestHead({ headers, body }: SignedDelivery): string {
  const lines = Object.entries({ host: 'localhost', ...headers, 'content-length': String(body.length) });
  return `POST /webhooks/shopify HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}
