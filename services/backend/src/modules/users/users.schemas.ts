import { z } from 'zod';
import { orNull, text } from '../../platform/shopify-schemas.ts';
import { cleanText } from '../../platform/text-fields.ts';

// What Clerk sends (clerk.com/docs, "Webhooks overview"; the types of @clerk/backend name every field).

const clerkId = z.string().regex(/^[\x21-\x7e]{1,255}$/, { error: 'must be an id of Clerk' });
const lastMomentMs = Date.parse('9999-12-31T23:59:59.999Z');
const moment = z
  .int()
  .min(0)
  .max(lastMomentMs)
  .transform((ms) => new Date(ms));

const clerkUser = z.object({
  id: clerkId,
  first_name: orNull(text),
  last_name: orNull(text),
  primary_email_address_id: orNull(text),
  email_addresses: orNull(
    z.array(
      z.object({ id: text, email_address: orNull(text), verification: orNull(z.object({ status: orNull(text) })) }),
    ),
  ),
  primary_phone_number_id: orNull(text),
  phone_numbers: orNull(z.array(z.object({ id: text, phone_number: orNull(text) }))),
  /** Set by our own backend at Clerk, never by the user: the customer of Shopify that they are. */
  external_id: orNull(text),
  updated_at: orNull(moment),
});
export type ClerkUser = z.output<typeof clerkUser>;

/** user.created and user.updated: the whole user each time. */
export const clerkUserEvent = z.object({ data: clerkUser });
/** user.deleted: hardly more than the id. */
export const clerkUserDeletion = z.object({ data: z.object({ id: clerkId }) });

// What is kept sealed. Two writers, each with a part of its own, so that neither undoes the other.

export const personal = z.object({
  /** As Clerk tells it. */
  clerk: z
    .object({ name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable() })
    .default({ name: null, email: null, phone: null }),
  /** What they want to be called here; null: as at Clerk. */
  chosenName: z.string().nullable().default(null),
});
export type Personal = z.output<typeof personal>;

// What the API says of them.

const instant = z.iso.datetime();
const locale = z.enum(['ro', 'en', 'hu']);
const units = z.enum(['metric', 'imperial']);

export const profile = z
  .object({
    id: z.uuid(),
    name: z.string().nullable().describe('The one set here, or else the one at Clerk.'),
    email: z.string().nullable().describe('The primary address at Clerk, where it is changed.'),
    phone: z.string().nullable().describe('The primary number at Clerk, where it is changed.'),
    locale,
    units: units.describe('Of measures and weights in replies.'),
    marketingConsent: z.boolean(),
    marketingConsentAt: instant.nullable().describe('When the consent was last given or withdrawn.'),
    version: z.int().min(1).describe('The ETag, to send as If-Match with a change.'),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({
    id: 'Profile',
    examples: [
      {
        id: '0d9f1f52-9a3c-4d0e-8a54-5d1a4c9e7b11',
        name: 'Ilona Kovács',
        email: 'ilona@example.com',
        phone: null,
        locale: 'hu',
        units: 'metric',
        marketingConsent: true,
        marketingConsentAt: '2026-11-21T09:30:00.000Z',
        version: 3,
        createdAt: '2026-11-20T08:00:00.000Z',
        updatedAt: '2026-11-21T09:30:00.000Z',
      },
    ],
  });
export type Profile = z.output<typeof profile>;

export const profileChanges = z
  .strictObject({
    name: cleanText(120).nullable().describe('null: use the name at Clerk again.'),
    locale,
    units,
    marketingConsent: z.boolean(),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, { error: 'must change something' })
  .meta({ examples: [{ name: 'Ilona', locale: 'hu', marketingConsent: true }] });
export type ProfileChanges = z.output<typeof profileChanges>;

export const accountDeletion = z
  .strictObject({ confirm: z.literal('delete my account').describe('Word for word: there is no way back.') })
  .meta({ examples: [{ confirm: 'delete my account' }] });

const anything = z.record(z.string(), z.unknown());
const measure = z.int().nullable();

const exportedPet = z.object({
  id: z.uuid(),
  name: z.string(),
  species: z.string(),
  breed: z.string().nullable(),
  sex: z.string().nullable(),
  birthDate: z.iso.date().nullable(),
  weightGrams: measure,
  neckMm: measure,
  chestMm: measure,
  backMm: measure,
  notes: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
});

const exportedRevision = z.object({
  revision: z.int(),
  name: z.string(),
  petId: z.uuid().nullable(),
  productId: z.string(),
  schemaVersion: z.int(),
  configuration: z.unknown(),
  restoredFrom: z.int().nullable(),
  createdAt: instant,
});

const exportedDesign = z.object({
  id: z.uuid(),
  petId: z.uuid().nullable(),
  productId: z.string(),
  name: z.string(),
  configuration: z.unknown(),
  revision: z.int(),
  createdAt: instant,
  updatedAt: instant,
  deletedAt: instant.nullable(),
  revisions: z.array(exportedRevision),
  shares: z.array(z.object({ id: z.uuid(), createdAt: instant, expiresAt: instant, revokedAt: instant.nullable() })),
});

const exportedCheckout = z.object({
  id: z.uuid(),
  designId: z.uuid(),
  revision: z.int(),
  quantity: z.int(),
  unitPrice: z.string(),
  currency: z.string(),
  status: z.string(),
  design: z.unknown().describe('As it was frozen.'),
  createdAt: instant,
});

export const accountExport = z
  .object({
    exportedAt: instant,
    profile: profile.extend({ clerkId: z.string() }),
    guestSessions: z.array(z.object({ id: z.uuid(), claimedAt: instant.nullable() })),
    pets: z.array(exportedPet),
    designs: z.array(exportedDesign),
    checkouts: z.array(exportedCheckout),
    purchases: z
      .array(
        z.object({
          customer: anything,
          orders: z.array(anything),
          fulfillments: z.array(anything),
          refunds: z.array(anything),
          checkouts: z.array(anything),
          tickets: z.array(anything),
        }),
      )
      .describe('What the shop holds of customers with the same verified e-mail address.'),
    audit: z.array(
      z.object({ at: instant, actor: z.string(), action: z.string(), subject: z.string(), details: z.unknown() }),
    ),
  })
  .meta({
    id: 'AccountExport',
    examples: [
      {
        exportedAt: '2026-11-21T09:30:00.000Z',
        profile: {
          id: '0d9f1f52-9a3c-4d0e-8a54-5d1a4c9e7b11',
          clerkId: 'user_2abcDEF',
          name: 'Ilona Kovács',
          email: 'ilona@example.com',
          phone: null,
          locale: 'hu',
          units: 'metric',
          marketingConsent: false,
          marketingConsentAt: null,
          version: 1,
          createdAt: '2026-11-20T08:00:00.000Z',
          updatedAt: '2026-11-20T08:00:00.000Z',
        },
        guestSessions: [],
        pets: [],
        designs: [],
        checkouts: [],
        purchases: [],
        audit: [],
      },
    ],
  });
export type AccountExport = z.output<typeof accountExport>;
export type Purchases = AccountExport['purchases'];
