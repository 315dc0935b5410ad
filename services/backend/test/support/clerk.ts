import { createHmac, randomUUID } from 'node:crypto';
import { toBytes } from './shopify.ts';

/** How Clerk, by way of Svix, sends and signs; written from their documents and not from the code under test. */
export const clerkSecret = `whsec_${Buffer.from('current-secret-of-clerk-in-tests').toString('base64')}`;
export const previousClerkSecret = `whsec_${Buffer.from('earlier-secret-of-clerk-in-tests').toString('base64')}`;

export interface SentEvent {
  /** A string or bytes go out as they are; anything else as JSON. */
  body: unknown;
  id?: string;
  sentAt?: Date;
  secret?: string;
  /** Added last, so it replaces; undefined takes a header away. */
  headers?: Record<string, string | undefined>;
}

/** docs.svix.com, "Verifying webhooks manually": base64(HMAC-SHA256(decoded secret, `${id}.${timestamp}.${body}`)). */
export function signEvent(id: string, timestamp: string, body: Uint8Array, secret = clerkSecret): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

export function signedEvent({ body, id = `msg_${randomUUID()}`, sentAt = new Date(), secret, headers }: SentEvent) {
  const payload = toBytes(body);
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
  const all: Record<string, string | undefined> = {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': timestamp,
    'svix-signature': signEvent(id, timestamp, payload, secret),
    ...headers,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { headers: Object.fromEntries(given), payload };
}

export interface ClerkPerson {
  id: string;
  firstName?: string | null;
  lastName?: string | null;
  email?: string | null;
  phone?: string | null;
  /** Of the address. */
  verified?: boolean;
  updatedAt?: Date;
  externalId?: string;
}

/** The envelope of user.created and user.updated, with the fields that Clerk's documents show. */
export function userEvent(type: 'user.created' | 'user.updated', person: ClerkPerson, happenedAt = new Date()) {
  const { id, firstName = null, lastName = null, email = null, phone = null, verified = true } = person;
  const updatedAt = (person.updatedAt ?? happenedAt).getTime();
  return {
    type,
    object: 'event',
    instance_id: 'ins_tests',
    timestamp: happenedAt.getTime(),
    event_attributes: { http_request: { client_ip: '203.0.113.7', user_agent: 'Mozilla/5.0' } },
    data: {
      id,
      object: 'user',
      first_name: firstName,
      last_name: lastName,
      username: null,
      external_id: person.externalId ?? null,
      image_url: 'https://img.clerk.com/xxxxxx',
      primary_email_address_id: email === null ? null : 'idn_email',
      email_addresses: [
        { id: 'idn_other', object: 'email_address', email_address: 'other@example.net', verification: null },
        ...(email === null
          ? []
          : [
              {
                id: 'idn_email',
                object: 'email_address',
                email_address: email,
                linked_to: [],
                verification: { status: verified ? 'verified' : 'unverified', strategy: 'email_code' },
              },
            ]),
      ],
      primary_phone_number_id: phone === null ? null : 'idn_phone',
      phone_numbers: phone === null ? [] : [{ id: 'idn_phone', object: 'phone_number', phone_number: phone }],
      public_metadata: {},
      private_metadata: {},
      last_sign_in_at: updatedAt,
      created_at: 1_700_000_000_000,
      updated_at: updatedAt,
    },
  };
}

export function deletionEvent(id: string, happenedAt = new Date()) {
  return {
    type: 'user.deleted',
    object: 'event',
    instance_id: 'ins_tests',
    timestamp: happenedAt.getTime(),
    data: { id, object: 'user', deleted: true },
  };
}
