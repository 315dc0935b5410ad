import { eraseAlerts, eraseAllAlerts } from '../modules/stock-alerts/stock-alerts.writes.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { Tx } from '../platform/db.ts';
import { eraseAllMails, eraseMails, recipientHashes } from '../platform/mail-outbox.ts';

/** Erases what was going to be sent to somebody, and what they wanted to be told. */
export async function eraseAddresses(tx: Tx, crypto: Crypto, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  const hashes = addresses.flatMap((address) => recipientHashes(crypto, address));
  await eraseMails(tx, hashes);
  await eraseAlerts(tx, hashes);
}

export async function eraseAllAddresses(tx: Tx): Promise<void> {
  await eraseAllMails(tx);
  await eraseAllAlerts(tx);
}
