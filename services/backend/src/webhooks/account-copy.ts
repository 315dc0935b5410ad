import { findUserRecords } from '../modules/users/users.reads.ts';
import type { AccountExport } from '../modules/users/users.schemas.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { Tx } from '../platform/db.ts';
import { findPurchases } from './compliance.ts';

/**
 * Everything held of a user: our own records and, by their verified address, what the shop's mirror holds. Undefined
 * once they are erased.
 */
export async function gatherAccount(
  tx: Tx,
  crypto: Crypto,
  userId: string,
): Promise<Omit<AccountExport, 'exportedAt'> | undefined> {
  const found = await findUserRecords(tx, crypto, userId);
  if (!found) return undefined;
  const purchases = found.verifiedEmail ? await findPurchases(tx, crypto, found.verifiedEmail) : [];
  return { ...found.records, purchases };
}
