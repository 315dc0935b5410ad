import { sha256 } from '../../platform/crypto.ts';
import type { Tx } from '../../platform/db.ts';

/**
 * Whose an order is. Known for certain in three ways, the surest first: Clerk's external id of the user names the
 * customer of Shopify; the customer's verified e-mail address is the verified address of exactly one user; the order
 * pays for a checkout of the user. Anything less is a guess, and then the order is nobody's.
 *
 * An order, its customer, the user and the checkout become known in any order and at the same time. So whoever
 * changes one of them looks again at the orders that it may concern, at the end of their transaction and under locks
 * on the names that orders and users have in common: who comes second sees what the first has written. Those locks
 * are the last but the rows of order_users, and are taken all at once in one order, so that nobody waits in a circle.
 */

/** By what a customer is known: as an id of Shopify, or by the hash of a verified e-mail address. */
export interface CustomerNames {
  customerIds: readonly (bigint | null)[];
  emailHashes: readonly (Uint8Array | null)[];
}

/** Looks again at these orders, known or not. */
export async function linkOrders(tx: Tx, orderIds: readonly bigint[]): Promise<void> {
  if (orderIds.length === 0) return;
  const names = await tx.$queryRaw<{ customerId: bigint; emailHash: Uint8Array | null }[]>`
    SELECT DISTINCT o.customer_id AS "customerId", c.email_hash AS "emailHash"
    FROM orders AS o LEFT JOIN customers AS c ON c.id = o.customer_id AND c.verified_email
    WHERE o.id = ANY (${[...orderIds]}) AND o.customer_id IS NOT NULL`;
  await lockNames(tx, {
    customerIds: names.map(({ customerId }) => customerId),
    emailHashes: names.map(({ emailHash }) => emailHash),
  });
  await writeLinks(tx, orderIds);
}

/** Looks again at every order of the customers who have, or had until now, one of these names. */
export async function linkOrdersOf(tx: Tx, { customerIds, emailHashes }: CustomerNames): Promise<void> {
  const ids = customerIds.filter((id) => id !== null);
  const hashes = emailHashes.filter((hash) => hash !== null).map((hash) => Buffer.from(hash));
  if (ids.length === 0 && hashes.length === 0) return;
  const named = () => tx.customer.findMany({ where: { OR: [{ id: { in: ids } }, { emailHash: { in: hashes } }] } });
  const before = await named();
  await lockNames(tx, {
    customerIds: [...ids, ...before.map(({ id }) => id)],
    emailHashes: [...hashes, ...before.map(({ emailHash }) => emailHash)],
  });
  const customers = [...ids, ...(await named()).map(({ id }) => id)];
  const orders = await tx.order.findMany({ where: { customerId: { in: customers } }, select: { id: true } });
  await writeLinks(
    tx,
    orders.map(({ id }) => id),
  );
}

/** Orders whose customers were all erased are nobody's. */
export async function unlinkAllOrders(tx: Tx): Promise<void> {
  await tx.orderUser.deleteMany();
}

/**
 * Looks again at the orders of somebody who is about to be erased, when they are: the sooner taken lock keeps others
 * from giving them one meanwhile.
 * @returns what is to be called once they are gone.
 */
export async function unlinkUser(tx: Tx, userId: string, checkedOut: readonly bigint[]): Promise<() => Promise<void>> {
  const user = await tx.user.findUnique({ where: { id: userId } });
  const named = await tx.customer.findMany({
    where: {
      OR: [{ id: user?.shopifyCustomerId ?? -1n }, ...(user?.emailHash ? [{ emailHash: user.emailHash }] : [])],
    },
  });
  const linked = await tx.orderUser.findMany({ where: { userId }, select: { orderId: true } });
  const orders = await tx.order.findMany({
    where: {
      OR: [
        { id: { in: [...checkedOut, ...linked.map(({ orderId }) => orderId)] } },
        { customerId: { in: named.map(({ id }) => id) } },
      ],
    },
    select: { id: true, customerId: true },
  });
  await lockNames(tx, {
    customerIds: [
      user?.shopifyCustomerId ?? null,
      ...named.map(({ id }) => id),
      ...orders.map(({ customerId }) => customerId),
    ],
    emailHashes: [user?.emailHash ?? null, ...named.map(({ emailHash }) => emailHash)],
  });
  return async () => {
    await tx.orderUser.deleteMany({ where: { userId } });
    await writeLinks(
      tx,
      orders.map(({ id }) => id),
    );
  };
}

async function lockNames(tx: Tx, { customerIds, emailHashes }: CustomerNames): Promise<void> {
  const names = [
    ...customerIds.filter((id) => id !== null).map((id) => `customer:${id}`),
    ...emailHashes.filter((hash) => hash !== null).map((hash) => `email:${Buffer.from(hash).toString('hex')}`),
  ];
  const keys = [...new Set(names.map((name) => sha256(`order-users ${name}`).readBigInt64BE()))];
  if (keys.length === 0) return;
  // OFFSET keeps the planner from locking before it has sorted.
  await tx.$queryRaw`
    SELECT pg_advisory_xact_lock(key)::text
    FROM (SELECT key FROM unnest(${keys}::bigint[]) AS key ORDER BY key OFFSET 0) AS sorted`;
}

async function writeLinks(tx: Tx, orderIds: readonly bigint[]): Promise<void> {
  const ids = [...new Set(orderIds)];
  if (ids.length === 0) return;
  await tx.$executeRaw`
    WITH linked AS MATERIALIZED (
      SELECT o.id AS order_id, o.created_at, coalesce(
        (SELECT min(u.id::text) FROM users AS u WHERE u.shopify_customer_id = o.customer_id HAVING count(*) = 1),
        (SELECT min(u.id::text) FROM customers AS c JOIN users AS u ON u.email_hash = c.email_hash
         WHERE c.id = o.customer_id AND c.verified_email HAVING count(*) = 1),
        (SELECT min(u.id::text) FROM order_line_designs AS d JOIN checkouts AS ch ON ch.id = d.checkout_id
         JOIN users AS u ON u.id = ch.owner_id
         WHERE d.order_id = o.id AND d.fault IS NULL AND NOT d.taken HAVING count(DISTINCT u.id) = 1))::uuid AS user_id
      FROM orders AS o
      WHERE o.id = ANY (${ids})
        AND NOT EXISTS (SELECT FROM resource_versions WHERE kind = 'order' AND id = o.id::text AND redacted)
    ), gone AS (
      DELETE FROM order_users WHERE order_id = ANY (${ids})
        AND order_id NOT IN (SELECT order_id FROM linked WHERE user_id IS NOT NULL)
    )
    INSERT INTO order_users AS known (order_id, user_id, created_at)
    SELECT order_id, user_id, created_at FROM linked WHERE user_id IS NOT NULL ORDER BY order_id
    ON CONFLICT (order_id) DO UPDATE SET user_id = excluded.user_id, created_at = excluded.created_at
    WHERE (known.user_id, known.created_at) <> (excluded.user_id, excluded.created_at)`;
}
