import { unlinkUser } from '../modules/orders/order-users.writes.ts';
import { eraseCheckoutsOf } from '../modules/tickets/ticket-erasure.writes.ts';
import { eraseUser } from '../modules/users/users.writes.ts';
import { recordAudit } from '../platform/audit.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { Tx } from '../platform/db.ts';
import { lockResource } from '../platform/resource-versions.ts';
import { eraseAddresses } from './address-erasure.ts';
import { eraseBodiesContaining, eraseClerkBodies } from './inbox-erasure.ts';

/**
 * Erases the account of whoever Clerk knows under this id: the user with everything that is theirs, and the deliveries
 * that told of them. It stays erased: nothing that comes later about this Clerk id brings anything back. What was
 * bought stays with the shop's orders, whose erasure Shopify asks for (see compliance), and a design that was paid for
 * and is not made yet stays sealed until it is (see ticket-erasure).
 * @returns fresh: false when that was done before.
 */
export async function eraseAccount(
  tx: Tx,
  crypto: Crypto,
  { clerkId, actor }: { clerkId: string; actor: string },
): Promise<{ fresh: boolean; unsearchedBodies: number }> {
  const unlink = await eraseOrdersPart(tx, clerkId);
  const { fresh, user } = await eraseUser(tx, crypto, clerkId);
  await eraseAddresses(tx, crypto, user?.contacts ?? []);
  await unlink();
  await eraseClerkBodies(tx, clerkId);
  const texts = [clerkId, ...(user?.contacts ?? [])];
  const { unsearchedBodies } = await eraseBodiesContaining(tx, crypto, texts, 'clerk');
  if (fresh) {
    const subject = user ? `user:${user.id}` : `clerk_user:${clerkId}`;
    await recordAudit(tx, { actor, action: 'user.delete', subject, details: { unsearchedBodies } });
  }
  return { fresh, unsearchedBodies };
}

/**
 * Their checkouts, and which orders are theirs. Lock order: Clerk id, user, owners, checkouts, names of customers, and
 * only then what eraseUser deletes, whose rows others lock before they come to the checkouts.
 * @returns what remains to be done once they are gone.
 */
async function eraseOrdersPart(tx: Tx, clerkId: string): Promise<() => Promise<void>> {
  await lockResource(tx, { kind: 'clerk_user', id: clerkId });
  const [user] = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM users WHERE clerk_id = ${clerkId} FOR UPDATE`;
  if (!user) return async () => undefined;
  const owners = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM owners WHERE id = ${user.id}::uuid OR id IN (SELECT id FROM guests WHERE claimed_by = ${user.id}::uuid)
    ORDER BY id FOR UPDATE`;
  const ownerIds = owners.map(({ id }) => id);
  await tx.$queryRaw`SELECT FROM saved_designs WHERE owner_id = ANY (${ownerIds}::uuid[]) ORDER BY id FOR UPDATE`;
  const orders = await eraseCheckoutsOf(tx, ownerIds);
  return unlinkUser(tx, user.id, orders);
}
