import type { User } from '../../generated/client.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Reader } from '../../platform/db.ts';
import { checkoutContext, openOrderedDesign } from '../../platform/ordered-design.ts';
import { openNotes } from '../../platform/pet-notes.ts';
import { fromJson } from '../../platform/sealed-json.ts';
import { type AccountExport, type Personal, type Profile, personal } from './users.schemas.ts';

/** What the `personal` column is sealed for. */
export function userContext(userId: string): string {
  return `user:${userId}`;
}

export function openPersonal(crypto: Crypto, user: Pick<User, 'id' | 'personal'>): Personal {
  return personal.parse(fromJson(crypto.open(userContext(user.id), user.personal)));
}

/** Undefined for whoever has been erased, or has not reached this database yet. */
export async function findProfile(reader: Reader, crypto: Crypto, userId: string): Promise<Profile | undefined> {
  const user = await reader.user.findUnique({ where: { id: userId } });
  return user ? toProfile(crypto, user) : undefined;
}

export function toProfile(crypto: Crypto, user: User): Profile {
  const { clerk, chosenName } = openPersonal(crypto, user);
  return {
    id: user.id,
    name: chosenName ?? clerk.name,
    email: clerk.email,
    phone: clerk.phone,
    locale: user.locale as Profile['locale'],
    units: user.units as Profile['units'],
    marketingConsent: user.marketingConsent,
    marketingConsentAt: isoOrNull(user.marketingConsentAt),
    version: user.version,
    createdAt: user.createdAt.toISOString(),
    updatedAt: user.updatedAt.toISOString(),
  };
}

export type UserRecords = Omit<AccountExport, 'exportedAt' | 'purchases'>;

/**
 * Everything that our own tables hold of a user, for their copy of it: read straight from the tables of every module,
 * so that a module which forgets to hand something over cannot be the reason why it is missing.
 */
export async function findUserRecords(
  reader: Reader,
  crypto: Crypto,
  userId: string,
): Promise<{ records: UserRecords; verifiedEmail: string | null } | undefined> {
  const user = await reader.user.findUnique({ where: { id: userId }, include: { claimed: true } });
  if (!user) return undefined;
  const pets = await findPets(reader, crypto, userId);
  const designs = await findDesigns(reader, userId);
  const checkouts = await findCheckouts(reader, crypto, userId);
  const subjects = [
    `user:${userId}`,
    ...pets.map(({ id }) => `pet:${id}`),
    ...designs.map(({ id }) => `design:${id}`),
    ...checkouts.map(({ id }) => `checkout:${id}`),
    ...user.claimed.map(({ id }) => `guest:${id}`),
  ];
  const audit = await reader.auditEntry.findMany({
    where: { OR: [{ actor: { in: subjects } }, { subject: { in: subjects } }] },
    orderBy: { id: 'asc' },
  });
  const profile = toProfile(crypto, user);
  return {
    // Only a verified address has a hash: see hashVerifiedEmail.
    verifiedEmail: user.emailHash === null ? null : profile.email,
    records: {
      profile: { ...profile, clerkId: user.clerkId },
      guestSessions: user.claimed.map(({ id, claimedAt }) => ({ id, claimedAt: isoOrNull(claimedAt) })),
      pets,
      designs,
      checkouts,
      audit: audit.map(({ at, actor, action, subject, details }) => ({
        at: at.toISOString(),
        actor,
        action,
        subject,
        details,
      })),
    },
  };
}

async function findPets(reader: Reader, crypto: Crypto, ownerId: string): Promise<UserRecords['pets']> {
  const pets = await reader.pet.findMany({ where: { ownerId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return pets.map((pet) => ({
    id: pet.id,
    name: pet.name,
    species: pet.species,
    breed: pet.breed,
    sex: pet.sex,
    birthDate: pet.birthDate?.toISOString().slice(0, 10) ?? null,
    weightGrams: pet.weightGrams,
    neckMm: pet.neckMm,
    chestMm: pet.chestMm,
    backMm: pet.backMm,
    notes: openNotes(crypto, pet.id, pet.notes),
    createdAt: pet.createdAt.toISOString(),
    updatedAt: pet.updatedAt.toISOString(),
  }));
}

/** Those in the bin too: until they are gone, they are held. */
async function findDesigns(reader: Reader, ownerId: string): Promise<UserRecords['designs']> {
  const designs = await reader.savedDesign.findMany({
    where: { ownerId },
    include: { revisions: { orderBy: { revision: 'asc' } }, shares: { orderBy: { createdAt: 'asc' } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return designs.map((design) => ({
    id: design.id,
    petId: design.petId,
    productId: String(design.productId),
    name: design.name,
    configuration: design.configuration,
    revision: design.revision,
    createdAt: design.createdAt.toISOString(),
    updatedAt: design.updatedAt.toISOString(),
    deletedAt: isoOrNull(design.deletedAt),
    revisions: design.revisions.map((revision) => ({
      revision: revision.revision,
      name: revision.name,
      petId: revision.petId,
      productId: String(revision.productId),
      schemaVersion: revision.schemaVersion,
      configuration: revision.configuration,
      restoredFrom: revision.restoredFrom,
      createdAt: revision.createdAt.toISOString(),
    })),
    // The links themselves are nowhere: only their hashes are.
    shares: design.shares.map((share) => ({
      id: share.id,
      createdAt: share.createdAt.toISOString(),
      expiresAt: share.expiresAt.toISOString(),
      revokedAt: isoOrNull(share.revokedAt),
    })),
  }));
}

async function findCheckouts(reader: Reader, crypto: Crypto, ownerId: string): Promise<UserRecords['checkouts']> {
  const checkouts = await reader.checkout.findMany({
    where: { ownerId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return checkouts.map((row) => ({
    id: row.id,
    designId: row.designId,
    revision: row.revision,
    quantity: row.quantity,
    unitPrice: row.unitPrice.toFixed(2),
    currency: row.currency,
    status: row.status,
    design: openOrderedDesign(crypto, checkoutContext(row.id), row.design),
    createdAt: row.createdAt.toISOString(),
  }));
}

function isoOrNull(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}
