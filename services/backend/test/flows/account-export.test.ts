import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clerkSecret, signedEvent, userEvent } from '../support/clerk.ts';
import { email, phone, settleIn } from '../support/resident.ts';
import { sampleWith } from '../support/samples.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

const customer = { id: '706405506930370084', email, first_name: 'Margareta' };

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { CLERK_WEBHOOK_SECRET: clerkSecret } });
  await service.settle({ topic: 'customers/create', body: sampleWith('customers/create', customer) });
  await service.settle({ topic: 'orders/create', body: sampleWith('orders/create', { customer, email }) });
});
afterAll(() => service?.stop());

test('holds everything, as a file, and is audited', async () => {
  const { clerkId, userId, ask } = await settleIn(service);
  const reply = await ask('GET', '/me/export');
  expect([reply.statusCode, reply.headers['cache-control']]).toEqual([200, 'no-store']);
  expect(reply.headers['content-disposition']).toMatch(/^attachment; filename="my-data-\d{4}-\d\d-\d\d\.json"$/);
  const copy = reply.json();
  expect(copy).toMatchObject({
    profile: { id: userId, clerkId, name: 'Margareta Ionescu', email, phone },
    guestSessions: [{ claimedAt: expect.any(String) }],
    pets: [{ name: 'Schnuffi', birthDate: '2024-02-29', weightGrams: 8200, notes: 'bites the postman' }],
    designs: [
      {
        productId: '9007199254740993',
        configuration: { embroidery: { text: 'Schnuffi' } },
        deletedAt: expect.any(String),
        revisions: [{ revision: 1, name: 'For Schnuffi', productId: '9007199254740993' }],
        shares: [{ revokedAt: null }],
      },
    ],
    purchases: [
      {
        customer: { id: customer.id, personal: { email } },
        orders: [{ customerId: customer.id, lines: expect.any(Array), personal: expect.any(Object) }],
      },
    ],
  });
  expect(copy.audit.map(({ action }: { action: string }) => action)).toEqual(['user.update', 'pet.create']);
  // Neither hashes nor what is sealed.
  expect(reply.body).not.toMatch(/hash|"type":"Buffer"/i);
  const later = (await ask('GET', '/me/export')).json();
  expect(later.audit.at(-1)).toMatchObject({
    actor: `user:${userId}`,
    action: 'user.export',
    subject: `user:${userId}`,
  });
});

test.each([
  ['not verified', { email, verified: false }],
  ["somebody else's", { email: 'margareta@example.org' }],
])("an address that is %s opens nobody's purchases", async (_case, address) => {
  const clerkId = `user_${randomUUID()}`;
  const sent = signedEvent({ body: userEvent('user.created', { id: clerkId, ...address }) });
  await service.app.inject({ method: 'POST', url: '/webhooks/clerk', ...sent });
  await service.settled();
  const headers = { authorization: `Bearer ${await issuer.issueSession({ clerkId })}` };
  const reply = await service.app.inject({ method: 'GET', url: '/api/v1/me/export', headers });
  expect(reply.json()).toMatchObject({ profile: { email: address.email }, pets: [], designs: [], purchases: [] });
});
