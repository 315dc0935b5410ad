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
  expect(findSubject({ source: 'shopify', topic }, payload)).toEqual({ orderId, customerId, clerkUserId: null });
});

test.each([
  ['user.updated', { data: { id: 'user_1', object: 'user' } }, 'user_1'],
  ['user.deleted', { data: { id: 'user_1', object: 'user', deleted: true } }, 'user_1'],
  ['session.created', { data: { id: 'sess_1', object: 'session', user_id: 'user_2' } }, 'user_2'],
  ['email.created', { data: { id: 'ema_1', object: 'email', user_id: 'user_3' } }, 'user_3'],
  ['organization.created', { data: { id: 'org_1', object: 'organization' } }, null],
  ['user.created', { data: { id: 7, object: 'user' } }, null],
  ['user.created', { data: { id: 'a\0b', object: 'user' } }, null],
  ['orders/create', { id: 1, customer: { id: 2 } }, null],
])('%s of Clerk tells whose data it holds', (topic, payload, clerkUserId) => {
  expect(findSubject({ source: 'clerk', topic }, payload)).toEqual({ orderId: null, customerId: null, clerkUserId });
});

test('nothing in a payload makes it throw', () => {
  const source = fc.constantFrom('shopify', 'clerk');
  fc.assert(
    fc.property(source, fc.string(), fc.jsonValue(), (from, topic, payload) => {
      void findSubject({ source: from, topic }, payload);
    }),
  );
});
