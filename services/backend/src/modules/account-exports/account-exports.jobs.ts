import type { Clock } from '../../platform/clock.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Tx, Writer } from '../../platform/db.ts';
import type { MailLocale } from '../../platform/mail-contents.ts';
import { queueMail } from '../../platform/mail-outbox.ts';
import { toJson } from '../../platform/sealed-json.ts';
import { accountExportContext } from './account-exports.reads.ts';
import { availableDays } from './account-exports.service.ts';
import { completeExport, forgetExports, listPendingExports } from './account-exports.writes.ts';

/** Everything held of a user, and where to write to them; undefined once they are erased. */
export type GatherAccount = (
  tx: Tx,
  userId: string,
) => Promise<{ content: object; email: string | null; locale: MailLocale } | undefined>;

export interface AccountExportsDeps {
  writer: Writer;
  crypto: Crypto;
  clock: Clock;
  storefrontUrl: string;
  gatherAccount: GatherAccount;
}

const batchSize = 50;

/**
 * Makes the copies that were asked for, each with its mail in the transaction of one snapshot, and forgets old ones.
 * One that fails is tried again with the next run, and keeps the others from nothing.
 * @throws AggregateError when some failed.
 */
export async function makeAccountExports(deps: AccountExportsDeps, signal: AbortSignal): Promise<void> {
  const now = deps.clock.now();
  await forgetExports(deps.writer, new Date(now.getTime() - availableDays * 24 * 60 * 60 * 1_000));
  const failures: unknown[] = [];
  for (const { id, userId } of await listPendingExports(deps.writer, batchSize)) {
    if (signal.aborted) break;
    try {
      await deps.writer.$transaction((tx) => makeExport(deps, tx, id, userId), { isolationLevel: 'RepeatableRead' });
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} copies could not be made`);
}

async function makeExport(deps: AccountExportsDeps, tx: Tx, id: string, userId: string): Promise<void> {
  const { crypto, clock, storefrontUrl } = deps;
  const gathered = await deps.gatherAccount(tx, userId);
  if (!gathered) return;
  const sealed = crypto.seal(accountExportContext(id), toJson(gathered.content));
  if (!(await completeExport(tx, id, sealed, clock.now())) || !gathered.email) return;
  const link = new URL(`/account/exports/${id}`, storefrontUrl).href;
  await queueMail(tx, crypto, {
    key: `account-export:${id}:ready`,
    to: gathered.email,
    locale: gathered.locale,
    content: { kind: 'data_export_ready', link, availableDays },
  });
}
