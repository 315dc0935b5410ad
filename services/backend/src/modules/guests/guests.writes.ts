import { recordAudit } from '../../platform/audit.ts';
import type { Bytes } from '../../platform/crypto.ts';
import type { Tx, Writer } from '../../platform/db.ts';
import type { Claim } from './guests.schemas.ts';

export interface NewToken {
  hash: Bytes;
  expiresAt: Date;
}

/** A new visitor with their first refresh token. */
export async function insertGuest(writer: Writer, guestId: string, token: NewToken): Promise<void> {
  await writer.$transaction(async (tx) => {
    await tx.owner.createMany({ data: [{ id: guestId, kind: 'guest' }], skipDuplicates: true });
    await tx.guest.createMany({ data: [{ id: guestId }], skipDuplicates: true });
    await tx.guestRefreshToken.create({ data: { guestId, tokenHash: token.hash, expiresAt: token.expiresAt } });
  });
}

/**
 * Puts a new token in the place of a used one. Undefined when there is nothing to refresh: unknown, expired, revoked,
 * of a visitor who has been claimed, or used before. A second use means that two have the token, one of whom stole it,
 * so every token of that visitor ends (RFC 9700, section 4.14.2).
 */
export async function rotateToken(
  writer: Writer,
  used: Bytes,
  next: NewToken,
  now: Date,
): Promise<{ guestId: string } | undefined> {
  return writer.$transaction(async (tx) => {
    // Whoever gets the row first uses it; the other waits here and sees it used.
    const [token] = await tx.$queryRaw<FoundToken[]>`
      SELECT token.guest_id, token.used_at, token.revoked_at, token.expires_at, guest.claimed_at
      FROM guest_refresh_tokens AS token JOIN guests AS guest ON guest.id = token.guest_id
      WHERE token.token_hash = ${used} FOR UPDATE OF token`;
    if (!token) return undefined;
    const guestId = token.guest_id;
    if (token.used_at) {
      await revokeTokens(tx, guestId, now);
      return undefined;
    }
    if (token.revoked_at || token.claimed_at || token.expires_at <= now) return undefined;
    await tx.guestRefreshToken.update({ where: { tokenHash: used }, data: { usedAt: now } });
    await tx.guestRefreshToken.create({ data: { guestId, tokenHash: next.hash, expiresAt: next.expiresAt } });
    return { guestId };
  });
}

interface FoundToken {
  guest_id: string;
  used_at: Date | null;
  revoked_at: Date | null;
  expires_at: Date;
  claimed_at: Date | null;
}

/**
 * Makes a visitor's pets and designs the user's. `claimed`: another user has done that before. The token proves that
 * the visitor is the same person; a used one does too, since its thief would have nothing to gain from giving away.
 */
export async function claimGuest(
  writer: Writer,
  token: Bytes,
  userId: string,
  now: Date,
): Promise<Claim | 'unknown' | 'claimed'> {
  return writer.$transaction(async (tx) => {
    const [guest] = await tx.$queryRaw<{ id: string; claimed_by: string | null; claimed_at: Date | null }[]>`
      SELECT guest.id, guest.claimed_by, guest.claimed_at
      FROM guest_refresh_tokens AS token JOIN guests AS guest ON guest.id = token.guest_id
      WHERE token.token_hash = ${token} AND token.expires_at > ${now} FOR UPDATE OF guest`;
    if (!guest) return 'unknown';
    if (guest.claimed_at) return guest.claimed_by === userId ? { petsClaimed: 0, designsClaimed: 0 } : 'claimed';
    await tx.guest.update({ where: { id: guest.id }, data: { claimedBy: userId, claimedAt: now } });
    await revokeTokens(tx, guest.id, now);
    const pets = await tx.pet.updateMany({ where: { ownerId: guest.id }, data: { ownerId: userId } });
    const designs = await tx.savedDesign.updateMany({ where: { ownerId: guest.id }, data: { ownerId: userId } });
    const claim = { petsClaimed: pets.count, designsClaimed: designs.count };
    const entry = { actor: `user:${userId}`, action: 'guest.claim', subject: `guest:${guest.id}`, details: claim };
    await recordAudit(tx, entry);
    return claim;
  });
}

async function revokeTokens(tx: Tx, guestId: string, now: Date): Promise<void> {
  await tx.guestRefreshToken.updateMany({ where: { guestId, revokedAt: null }, data: { revokedAt: now } });
}
