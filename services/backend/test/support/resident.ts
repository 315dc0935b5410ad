import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { sealNotes } from '../../src/platform/pet-notes.ts';
import { signedEvent, userEvent } from './clerk.ts';
import { issuer, type TestService } from './service.ts';

/** Somebody of whom every table that can hold something of a person holds something. */
export interface Resident {
  clerkId: string;
  userId: string;
  ask(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object): Promise<LightMyRequestResponse>;
}

export const email = 'margareta.ionescu@example.com';
export const phone = '+40711222333';
export const texts = ['Margareta', 'Ionescu', email, phone, 'Schnuffi', 'bites the postman'];

/** The service must take webhooks signed with `clerkSecret`. */
export async function settleIn(service: TestService): Promise<Resident> {
  const clerkId = `user_${randomUUID()}`;
  const user = { id: clerkId, object: 'user', first_name: 'Margareta' };
  const deliveries = [
    userEvent('user.created', { id: clerkId, firstName: 'Margareta', lastName: 'Ionescu', email, phone }),
    // Nobody handles these; one names nobody, and the last is no JSON.
    { type: 'email.created', data: { id: 'ema_1', object: 'email', user_id: clerkId, to_email_address: email } },
    { type: 'sms.created', data: { id: `sms_${randomUUID()}`, to_phone_number: phone } },
    `${randomUUID()} is not JSON, but about ${email}`,
    // Refused by its schema.
    { type: 'user.updated', data: { ...user, email_addresses: 7 } },
  ];
  for (const body of deliveries) {
    const reply = await service.app.inject({ method: 'POST', url: '/webhooks/clerk', ...signedEvent({ body }) });
    if (reply.json().status !== 'recorded') throw new Error(`a delivery was answered ${reply.body}`);
  }
  await service.settled();
  const [row] = await service.rows<{ id: string }>('SELECT id FROM users WHERE clerk_id = $1', [clerkId]);
  if (!row) throw new Error('user.created made no user');
  await ownThings(service, row.id);

  const token = await issuer.issueSession({ clerkId });
  const headers = { authorization: `Bearer ${token}` };
  return {
    clerkId,
    userId: row.id,
    ask: (method, url, payload) =>
      service.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) }),
  };
}

/** Straight into the tables: what the modules write there is tested with them. */
async function ownThings({ rows, server }: TestService, userId: string): Promise<void> {
  const { crypto } = server.deps;
  const [pet, design] = [randomUUID(), randomUUID()];
  const productId = '9007199254740993';
  const configuration = JSON.stringify({ embroidery: { text: 'Schnuffi' } });
  const [guest] = await rows<{ id: string }>(`INSERT INTO owners (kind) VALUES ('guest') RETURNING id`);
  await rows('INSERT INTO guests (id, claimed_by, claimed_at) VALUES ($1, $2, now())', [guest?.id, userId]);
  await rows(
    `INSERT INTO pets (id, owner_id, name, species, birth_date, weight_grams, notes)
     VALUES ($1, $2, 'Schnuffi', 'dog', '2024-02-29', 8200, $3)`,
    [pet, userId, sealNotes(crypto, pet, 'bites the postman')],
  );
  await rows(
    `INSERT INTO saved_designs (id, owner_id, pet_id, product_id, name, schema_version, configuration, deleted_at)
     VALUES ($1, $2, $3, $4, 'For Schnuffi', 1, $5, now())`,
    [design, userId, pet, productId, configuration],
  );
  await rows(
    `INSERT INTO design_revisions (design_id, revision, name, product_id, schema_version, configuration)
     VALUES ($1, 1, 'For Schnuffi', $2, 1, $3)`,
    [design, productId, configuration],
  );
  await rows(
    `INSERT INTO design_shares (id, design_id, token_hash, expires_at) VALUES ($1, $2, $3, now() + interval '1 day')`,
    [randomUUID(), design, Buffer.from(randomUUID())],
  );
  await rows(
    `INSERT INTO idempotency_keys (actor, key, request_hash, status, reply, locked_until)
     VALUES ($1, 'k', '\\x00', 201, $2, now())`,
    [userId, crypto.seal('a reply', Buffer.from(email))],
  );
  await rows(`INSERT INTO audit_log (actor, action, subject) VALUES ($1, 'pet.create', $2)`, [
    `user:${userId}`,
    `pet:${pet}`,
  ]);
}
