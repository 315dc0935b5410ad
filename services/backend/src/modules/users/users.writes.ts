import type { Crypto } from '../../platform/crypto.ts';
import type { Tx, Writer } from '../../platform/db.ts';
import { lockResource } from '../../platform/resource-versions.ts';
import { toJson } from '../../platform/sealed-json.ts';

/** What the `personal` column is sealed for. */
export function userContext(userId: string): string {
  return `user:${userId}`;
}

/**
 * The row of whoever Clerk knows under this id, made when it is the first that is seen of them (a token may come
 * before its webhook). Undefined once they have been erased: their tokens may live a minute longer.
 */
export async function ensureUser(writer: Writer, crypto: Crypto, clerkId: string): Promise<{ id: string } | undefined> {
  const known = await writer.user.findUnique({ where: { clerkId }, select: { id: true } });
  if (known) return known;
  return writer.$transaction(async (tx) => {
    const { deleted } = await lockResource(tx, { kind: 'clerk_user', id: clerkId });
    if (deleted) return undefined;
    return (await tx.user.findUnique({ where: { clerkId }, select: { id: true } })) ?? insertUser(tx, crypto, clerkId);
  });
}

/** Under a lock on the Clerk id: two that make one user would meet at its unique key. */
export async function insertUser(tx: Tx, crypto: Crypto, clerkId: string): Promise<{ id: string }> {
  const { id } = await tx.owner.create({ data: { kind: 'user' } });
  await tx.user.create({ data: { id, clerkId, personal: crypto.seal(userContext(id), toJson({})) } });
  return { id };
}
