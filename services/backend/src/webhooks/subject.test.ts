import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSubject } from './subject.ts';

test.each([
  ['orders/create', { id: 1, customer: { id: 2 } }, 1n, 2n],
  ['orders/delete', { id: 820982911946154508n }, 820982911946154508n, null],
  ['orders/edited', { order_edit: { id: 9, order_id: 3 } }, 3n, null],
  ['fulfillments/create', { id: 9, order_id: 4 }, 4n, null],
  ['refunds/create', { id: 9, order_id: '5' }, 5n, null],
  ['customers/update', { id: 6 }, null, 6n],
  ['customers/redact', { customer: { id: 7 } }, null, 7n],
  ['customer_tags/added', { customer_id: 8, tags: [] }, null, 8n],
  ['draft_orders/create', { id: 9, order_id: 10, customer: { id: 11 } }, 10n, 11n],
  ['products/update', { id: 12 }, null, null],
  ['orders/create', { id: 'not an id', customer: 'nobody' }, null, null],
  ['orders/create', { id: -1, customer: { id: 13 } }, null, 13n],
])('%s tells whose data it holds', (topic, payload, orderId, customerId) => {
  expect(findSubject(topic, payload)).toEqual({ orderId, customerId });
});

test('nothing in a payload makes it throw', () => {
  fc.assert(fc.property(fc.string(), fc.jsonValue(), (topic, payload) => void findSubject(topic, payload)));
});
