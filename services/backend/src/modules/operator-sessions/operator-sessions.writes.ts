import { recordAudit } from '../../platform/audit.ts';
import type { Tx, Writer } from '../../platform/db.ts';

/** A session as it stands, of whoever has not been erased. */
export interface OpenSession {
  userId: string;
  clerkId: string;
  seenAt: Date;
  confirmedAt: Date;
}

/** What a session must not be older than. */
export interface Limits {
  startedAfter: Date;
  seenAfter: Date;
}

const subject = 'operator_session';

/** Of whoever is erased meanwhile there is none: undefined. Sessions that are over go with it. */
export function openSession(
  writer: Writer,
  session: { id: string; userId: string; now: Date },
  limits: Limits,
): Promise<string | undefined> {
  const { id, userId, now } = session;
  return writer.$transaction(async (tx) => {
    const user = await tx.$queryRaw<unknown[]>`SELECT FROM users WHERE id = ${userId}::uuid FOR KEY SHARE`;
    if (user.length === 0) return undefined;
    const { startedAfter, seenAfter } = limits;
    await tx.operatorSession.deleteMany({
      where: { OR: [{ startedAt: { lte: startedAfter } }, { seenAt: { lte: seenAfter } }] },
    });
    await tx.operatorSession.create({ data: { id, userId, startedAt: now, seenAt: now, confirmedAt: now } });
    await recordAudit(tx, { actor: `user:${userId}`, action: 'operator_session.open', subject });
    return id;
  });
}

/** From the primary: a session that was ended is ended everywhere. */
export async function findOpenSession(writer: Writer, id: string, limits: Limits): Promise<OpenSession | undefined> {
  const found = await writer.operatorSession.findUnique({
    where: { id, startedAt: { gt: limits.startedAfter }, seenAt: { gt: limits.seenAfter } },
    select: { userId: true, seenAt: true, confirmedAt: true, user: { select: { clerkId: true } } },
  });
  if (!found) return undefined;
  const { user, ...session } = found;
  return { ...session, clerkId: user.clerkId };
}

/** Nothing happens to one that has been ended meanwhile. */
export async function touchSession(
  writer: Writer,
  id: string,
  times: { seenAt?: Date; confirmedAt?: Date },
): Promise<void> {
  await writer.operatorSession.updateMany({ where: { id }, data: times });
}

export function endSession(writer: Writer, id: string): Promise<void> {
  return writer.$transaction(async (tx) => {
    const [ended] = await tx.$queryRaw<{ userId: string }[]>`
      DELETE FROM operator_sessions WHERE id = ${id}::uuid RETURNING user_id AS "userId"`;
    if (ended) await recordAudit(tx, { actor: `user:${ended.userId}`, action: 'operator_session.end', subject });
  });
}

/** Every session of somebody who is no administrator any more. */
export function revokeSessions(writer: Writer, userId: string): Promise<void> {
  return writer.$transaction(async (tx: Tx) => {
    const { count } = await tx.operatorSession.deleteMany({ where: { userId } });
    if (count === 0) return;
    const details = { revoked: `user:${userId}`, sessions: count };
    await recordAudit(tx, { actor: 'clerk', action: 'operator_session.revoke', subject, details });
  });
}
