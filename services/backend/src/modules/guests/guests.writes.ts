import { randomUUID } from 'node:crypto';
import { recordAudit } from '../../platform/audit.ts';
import type { Bytes } from '../../platform/crypto.ts';
import type { Tx, Writer } from '../../platform/db.ts';
import type { Claim } from './guests.schemas.ts';

export interface NewToken {
  hash: Bytes;
  expiresAt: Date;
}

/**
 * A new visitor with their first refresh token. The id is a new one each time, unlike that of other things made under
 * an Idempotency-Key: one that followed from key and address would give an older visitor's tokens to whoever sends the
 * same key from the same address once its reply is forgotten. An attempt that died leaves a visitor who owns nothing.
 */
export async function insertGuest(writer: Writer, token: NewToken): Promise<{ guestId: string }> {
  const guestId = randomUUID();
  await writer.$transaction(async (tx) => {
    await tx.owner.create({ data: { id: guestId, kind: 'guest' } });
    await tx.guest.create({ data: { id: guestId } });
    await tx.guestRefreshToken.create({ data: { guestId, tokenHash: token.hash, expiresAt: token.expiresAt } });
  });
  return { guestId };
}

/**
 * Puts a new token in the place of a used one. Undefined when there is nothing to refresh: unknown, expired, revoked,
 * of a visitor who has been claimed, or used before. A second use means that two have the token, one of whom stole it,
 * so every token of that visitor ends (RFC 9700, section 4.14.2). There is no time of grace: a client that did not get
 * the reply sends the same Idempotency-Key and gets it then.
 */
export async function rotateToken(
  writer: Writer,
  used: Bytes,
  next: NewToken,
  now: Date,
): Promise<{ guestId: string } | undefined> {
  return writer.$transaction(async (tx) => {
    const guest = await lockGuestOf(tx, used);
    if (!guest || !(await takeToken(tx, guest.id, used, now))) return undefined;
    await tx.guestRefreshToken.create({ data: { guestId: guest.id, tokenHash: next.hash, expiresAt: next.expiresAt } });
    return { guestId: guest.id };
  });
}

/** Gives a visitor's checkouts to a user, with the orders that they became. */
export type ClaimCheckouts = (tx: Tx, claim: { guestId: string; userId: string }) => Promise<void>;

/**
 * Makes a visitor's pets, designs and checkouts the user's, deleted designs that can still be restored among them. The token is
 * used up like by a refresh, and a used one ends the visitor's sessions: whoever has an old copy must not get what it
 * once gave access to. `claimed`: another user has done that before. `user_gone`: erased, while their token still lives.
 */
export async function claimGuest(
  writer: Writer,
  token: Bytes,
  userId: string,
  { now, claimCheckouts }: { now: Date; claimCheckouts: ClaimCheckouts },
): Promise<Claim | 'unknown' | 'claimed' | 'user_gone'> {
  return writer.$transaction(async (tx) => {
    const user = await tx.$queryRaw<unknown[]>`SELECT FROM users WHERE id = ${userId}::uuid FOR KEY SHARE`;
    if (user.length === 0) return 'user_gone';
    const guest = await lockGuestOf(tx, token);
    if (!guest) return 'unknown';
    if (guest.claimedAt && guest.claimedBy !== userId) return 'claimed';
    if (guest.claimedAt) return { petsClaimed: 0, designsClaimed: 0 };
    if (!(await takeToken(tx, guest.id, token, now))) return 'unknown';
    await tx.guest.update({ where: { id: guest.id }, data: { claimedBy: userId, claimedAt: now } });
    await revokeTokens(tx, guest.id, now);
    const pets = await tx.pet.updateMany({ where: { ownerId: guest.id }, data: { ownerId: userId } });
    const designs = await tx.savedDesign.updateMany({ where: { ownerId: guest.id }, data: { ownerId: userId } });
    await claimCheckouts(tx, { guestId: guest.id, userId });
    const claim = { petsClaimed: pets.count, designsClaimed: designs.count };
    const entry = { actor: `user:${userId}`, action: 'guest.claim', subject: `guest:${guest.id}`, details: claim };
    await recordAudit(tx, entry);
    return claim;
  });
}

interface LockedGuest {
  id: string;
  claimedBy: string | null;
  claimedAt: Date | null;
}

/**
 * Whose token it is, locked until the transaction ends. Everything about a visitor's tokens happens under this lock,
 * so that nothing is handed out while all of them are being revoked.
 */
async function lockGuestOf(tx: Tx, tokenHash: Bytes): Promise<LockedGuest | undefined> {
  const [guest] = await tx.$queryRaw<LockedGuest[]>`
    SELECT id, claimed_by AS "claimedBy", claimed_at AS "claimedAt" FROM guests
    WHERE id = (SELECT guest_id FROM guest_refresh_tokens WHERE token_hash = ${tokenHash}) FOR NO KEY UPDATE`;
  return guest;
}

/** True for the one who uses a token that is good. Under the lock of its visitor. */
async function takeToken(tx: Tx, guestId: string, tokenHash: Bytes, now: Date): Promise<boolean> {
  const { count } = await tx.guestRefreshToken.updateMany({
    where: { tokenHash, usedAt: null, revokedAt: null, expiresAt: { gt: now }, guest: { claimedAt: null } },
    data: { usedAt: now },
  });
  if (count === 1) return true;
  const token = await tx.guestRefreshToken.findUnique({ where: { tokenHash }, select: { usedAt: true } });
  if (token?.usedAt && (await revokeTokens(tx, guestId, now)) > 0) {
    await recordAudit(tx, { actor: `guest:${guestId}`, action: 'guest.token_reused', subject: `guest:${guestId}` });
  }
  return false;
}

/** How many that could have been used until now. */
async function revokeTokens(tx: Tx, guestId: string, now: Date): Promise<number> {
  const { count } = await tx.guestRefreshToken.updateMany({
    where: { guestId, revokedAt: null },
    data: { revokedAt: now },
  });
  return count;
}
