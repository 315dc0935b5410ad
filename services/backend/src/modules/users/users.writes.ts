import type { Prisma, User } from '../../generated/client.ts';
import { recordAudit } from '../../platform/audit.ts';
import type { Bytes, Crypto } from '../../platform/crypto.ts';
import type { Tx, Writer } from '../../platform/db.ts';
import { advanceVersion, lockResource, markDeleted, versionOf } from '../../platform/resource-versions.ts';
import { toJson } from '../../platform/sealed-json.ts';
import { openPersonal, toProfile, userContext } from './users.reads.ts';
import { type ClerkUser, type Personal, type Profile, type ProfileChanges, personal } from './users.schemas.ts';

const kind = 'clerk_user';

/**
 * The row of whoever Clerk knows under this id, made when it is the first that is seen of them (a token may come
 * before its webhook). Undefined once they have been erased: their tokens may live a minute longer.
 */
export async function ensureUser(writer: Writer, crypto: Crypto, clerkId: string): Promise<{ id: string } | undefined> {
  const known = await writer.user.findUnique({ where: { clerkId }, select: { id: true } });
  if (known) return known;
  return writer.$transaction(async (tx) => {
    const { deleted } = await lockResource(tx, { kind, id: clerkId });
    if (deleted) return undefined;
    return (await tx.user.findUnique({ where: { clerkId }, select: { id: true } })) ?? insertUser(tx, crypto, clerkId);
  });
}

/** Under a lock on the Clerk id: two that make one user would meet at its unique key. */
async function insertUser(tx: Tx, crypto: Crypto, clerkId: string): Promise<User> {
  const { id } = await tx.owner.create({ data: { kind: 'user' } });
  return tx.user.create({ data: { id, clerkId, personal: sealPersonal(crypto, id, personal.parse({})) } });
}

/** Takes over what Clerk says of a user, unless newer news was there already or they have been erased. */
export async function applyClerkUser(
  tx: Tx,
  crypto: Crypto,
  payload: ClerkUser,
  triggeredAt: Date,
): Promise<{ fresh: boolean; redacted: boolean }> {
  const version = versionOf(payload, payload.updated_at, triggeredAt);
  const { fresh, deleted } = await advanceVersion(tx, { kind, id: payload.id }, version);
  if (!fresh) return { fresh, redacted: deleted };

  const found = await tx.user.findUnique({ where: { clerkId: payload.id }, select: { id: true } });
  const { id } = found ?? (await insertUser(tx, crypto, payload.id));
  const user = await lockUser(tx, id);
  if (!user) throw new Error('a user is gone whose Clerk id is locked');
  const emailHash = hashVerifiedEmail(crypto, payload);
  const shopifyCustomerId = findShopifyCustomer(payload);
  const before = openPersonal(crypto, user);
  const after = { ...before, clerk: toContacts(payload) };
  const isSame =
    JSON.stringify(before) === JSON.stringify(after) &&
    Buffer.from(user.emailHash ?? '').equals(emailHash ?? Buffer.alloc(0)) &&
    user.shopifyCustomerId === shopifyCustomerId;
  if (!isSame) {
    await saveUser(tx, user, { personal: sealPersonal(crypto, id, after), emailHash, shopifyCustomerId });
    await recordAudit(tx, { actor: 'clerk', action: 'user.update', subject: `user:${id}` });
  }
  return { fresh, redacted: false };
}

/**
 * Changes what people may change themselves. Nothing is written when everything is so already.
 * @param expected the version that the change was made on.
 */
export async function changeProfile(
  tx: Tx,
  crypto: Crypto,
  userId: string,
  { expected, changes, now }: { expected: number | 'any'; changes: ProfileChanges; now: Date },
): Promise<Profile | 'unknown' | 'changed_meanwhile'> {
  const user = await lockUser(tx, userId);
  if (!user) return 'unknown';
  if (expected !== 'any' && expected !== user.version) return 'changed_meanwhile';

  const { name, locale, units, marketingConsent } = changes;
  const known = openPersonal(crypto, user);
  const data: Prisma.UserUpdateInput = {
    ...(name !== undefined && name !== known.chosenName
      ? { personal: sealPersonal(crypto, userId, { ...known, chosenName: name }), ...rehash(crypto, user, known) }
      : {}),
    ...(locale !== undefined && locale !== user.locale ? { locale } : {}),
    ...(units !== undefined && units !== user.units ? { units } : {}),
    ...(marketingConsent !== undefined && marketingConsent !== user.marketingConsent
      ? { marketingConsent, marketingConsentAt: now }
      : {}),
  };
  if (Object.keys(data).length === 0) return toProfile(crypto, user);
  const saved = await saveUser(tx, user, data);
  const who = `user:${userId}`;
  const fields = Object.keys(changes).sort();
  await recordAudit(tx, { actor: who, action: 'user.update', subject: who, details: { fields } });
  return toProfile(crypto, saved);
}

/**
 * Erases a user with everything that hangs on them, the guest sessions they claimed and the replies kept for them, and
 * leaves a tombstone, so that neither a later event nor a token that still lives makes them again.
 * @returns fresh: false when the tombstone was there; `user`: who was erased, with what else they can be found by.
 */
export async function eraseUser(
  tx: Tx,
  crypto: Crypto,
  clerkId: string,
): Promise<{ fresh: boolean; user: { id: string; contacts: string[] } | undefined }> {
  const { fresh } = await markDeleted(tx, { kind, id: clerkId });
  await tx.clerkDeletion.deleteMany({ where: { clerkId } });
  const found = await tx.user.findUnique({ where: { clerkId }, select: { id: true } });
  // Whoever is about to claim a guest session holds the row until they have: that session is erased with the others.
  const user = found && (await lockUser(tx, found.id));
  if (!user) return { fresh, user: undefined };
  const claimed = await tx.guest.findMany({ where: { claimedBy: user.id }, select: { id: true } });
  const ownerIds = [user.id, ...claimed.map(({ id }) => id)];
  await tx.idempotencyKey.deleteMany({ where: { actor: { in: ownerIds } } });
  await tx.owner.deleteMany({ where: { id: { in: ownerIds } } });
  return { fresh, user: { id: user.id, contacts: contactsOf(crypto, user) } };
}

/** Notes that an account is to be deleted at Clerk too: see deleteClerkUsers. */
export async function requestClerkDeletion(tx: Tx, clerkId: string): Promise<void> {
  await tx.clerkDeletion.createMany({ data: [{ clerkId }], skipDuplicates: true });
}

function sealPersonal(crypto: Crypto, userId: string, plain: Personal): Bytes {
  return crypto.seal(userContext(userId), toJson(plain));
}

/** Two writers merge into one sealed value, so each reads it under the lock. */
async function lockUser(tx: Tx, id: string): Promise<User | null> {
  await tx.$queryRaw`SELECT FROM users WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.user.findUnique({ where: { id } });
}

function saveUser(tx: Tx, { id }: User, data: Prisma.UserUpdateInput): Promise<User> {
  return tx.user.update({ where: { id }, data: { ...data, version: { increment: 1 }, updatedAt: new Date() } });
}

function toContacts(user: ClerkUser): Personal['clerk'] {
  const phone = user.phone_numbers?.find(({ id }) => id === user.primary_phone_number_id);
  const names = [user.first_name, user.last_name].filter(Boolean);
  return {
    name: names.join(' ').trim() || null,
    email: primaryEmail(user)?.email_address ?? null,
    phone: phone?.phone_number ?? null,
  };
}

/** Of a verified address only: it is by this hash that orders are found, and anybody can type anybody's address. */
function hashVerifiedEmail(crypto: Crypto, user: ClerkUser): Bytes | null {
  const email = primaryEmail(user);
  if (!email?.email_address || email.verification?.status !== 'verified') return null;
  return hashEmail(crypto, email.email_address);
}

/** Together with what is sealed anew, so that both are under one key: a rotation of keys looks at that alone. */
function rehash(crypto: Crypto, user: User, { clerk }: Personal): Pick<Prisma.UserUpdateInput, 'emailHash'> {
  return user.emailHash && clerk.email ? { emailHash: hashEmail(crypto, clerk.email) } : {};
}

function hashEmail(crypto: Crypto, email: string): Bytes {
  return crypto.lookupHash('email', email.trim().toLowerCase());
}

/** As a number or in Shopify's global form; null for an external id that means something else. */
function findShopifyCustomer({ external_id }: ClerkUser): bigint | null {
  const id = /^(?:gid:\/\/shopify\/Customer\/)?([1-9]\d{0,17})$/.exec(external_id ?? '')?.[1];
  return id === undefined ? null : BigInt(id);
}

function primaryEmail(user: ClerkUser) {
  return user.email_addresses?.find(({ id }) => id === user.primary_email_address_id);
}

/** None when the value does not open: whoever has lost a key can still erase people. */
function contactsOf(crypto: Crypto, user: User): string[] {
  try {
    const { email, phone } = openPersonal(crypto, user).clerk;
    return [email, phone].filter((contact) => contact !== null && contact !== '') as string[];
  } catch {
    return [];
  }
}
