import { randomBytes } from 'node:crypto';
import { AppError } from '../../platform/app-error.ts';
import { recordAudit } from '../../platform/audit.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Tx, Writer } from '../../platform/db.ts';
import { lockDesign } from './design-locks.writes.ts';
import type { CreatedShare } from './design-shares.schemas.ts';
import { actorOf, type Owner } from './designs.writes.ts';

/** 256 bits. */
const tokenBytes = 32;
/** Links of one design that work at the same time. */
const mostShares = 50;

/**
 * Makes a link to a design. Only the hash of its token is kept, so a repeated attempt gives the same link another
 * token: of the first, nobody was told.
 * @throws AppError `not_found`, `conflict` when the design has as many links as it may.
 */
export function createShare(
  writer: Writer,
  owner: Owner,
  { designId, id, expiresInDays }: { designId: string; id: string; expiresInDays: number },
  now: Date,
): Promise<CreatedShare> {
  const token = randomBytes(tokenBytes).toString('base64url');
  const tokenHash = sha256(token);
  const expiresAt = new Date(now.getTime() + expiresInDays * 24 * 60 * 60 * 1_000);
  return writer.$transaction(async (tx) => {
    await lockDesign(tx, owner.ownerId, designId);
    const known = await tx.designShare.findFirst({ where: { id, designId } });
    if (known?.revokedAt) throw new AppError('conflict', 'This link was made before, and revoked.');
    if (!known) await requireRoomForShare(tx, designId, now);
    const row = known
      ? await tx.designShare.update({ where: { id }, data: { tokenHash, expiresAt } })
      : await tx.designShare.create({ data: { id, designId, tokenHash, expiresAt, createdAt: now } });
    await recordAudit(tx, {
      actor: actorOf(owner),
      action: 'design.share',
      subject: `design:${designId}`,
      details: { shareId: id, expiresAt: expiresAt.toISOString() },
    });
    return {
      id,
      token,
      path: `/api/v1/shared-designs/${token}`,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    };
  });
}

/**
 * Ends a link at once, but for copies that caches keep for a minute. One that is revoked already stays so.
 * @throws AppError `not_found` when the design has no such link.
 */
export async function revokeShare(
  writer: Writer,
  owner: Owner,
  { designId, shareId }: { designId: string; shareId: string },
  now: Date,
): Promise<void> {
  await writer.$transaction(async (tx) => {
    await lockDesign(tx, owner.ownerId, designId);
    const share = await tx.designShare.findFirst({ where: { id: shareId, designId } });
    if (!share) throw new AppError('not_found', 'The design has no such link.');
    if (share.revokedAt) return;
    await tx.designShare.update({ where: { id: shareId }, data: { revokedAt: now } });
    await recordAudit(tx, {
      actor: actorOf(owner),
      action: 'design.unshare',
      subject: `design:${designId}`,
      details: { shareId },
    });
  });
}

async function requireRoomForShare(tx: Tx, designId: string, now: Date): Promise<void> {
  const working = await tx.designShare.count({ where: { designId, revokedAt: null, expiresAt: { gt: now } } });
  if (working >= mostShares) {
    throw new AppError('conflict', `A design may have ${mostShares} links at a time; revoke one first.`);
  }
}
