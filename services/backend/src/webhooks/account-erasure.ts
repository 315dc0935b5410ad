import { eraseUser } from '../modules/users/users.writes.ts';
import { recordAudit } from '../platform/audit.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { Tx } from '../platform/db.ts';
import { eraseAddresses } from './address-erasure.ts';
import { eraseBodiesContaining, eraseClerkBodies } from './inbox-erasure.ts';

/**
 * Erases the account of whoever Clerk knows under this id: the user with everything that is theirs, and the deliveries
 * that told of them. It stays erased: nothing that comes later about this Clerk id brings anything back. What was
 * bought stays with the shop's orders, whose erasure Shopify asks for (see compliance).
 * @returns fresh: false when that was done before.
 */
export async function eraseAccount(
  tx: Tx,
  crypto: Crypto,
  { clerkId, actor }: { clerkId: string; actor: string },
): Promise<{ fresh: boolean; unsearchedBodies: number }> {
  const { fresh, user } = await eraseUser(tx, crypto, clerkId);
  await eraseAddresses(tx, crypto, user?.contacts ?? []);
  await eraseClerkBodies(tx, clerkId);
  const texts = [clerkId, ...(user?.contacts ?? [])];
  const { unsearchedBodies } = await eraseBodiesContaining(tx, crypto, texts, 'clerk');
  if (fresh) {
    const subject = user ? `user:${user.id}` : `clerk_user:${clerkId}`;
    await recordAudit(tx, { actor, action: 'user.delete', subject, details: { unsearchedBodies } });
  }
  return { fresh, unsearchedBodies };
}
