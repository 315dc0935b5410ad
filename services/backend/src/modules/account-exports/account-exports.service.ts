import { AppError } from '../../platform/app-error.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Writer } from '../../platform/db.ts';
import type { Reads } from '../../platform/read-router.ts';
import { fromJson } from '../../platform/sealed-json.ts';
import { accountExportContext, findExport } from './account-exports.reads.ts';
import type { ExportState, ExportWithContent } from './account-exports.schemas.ts';
import { requestExport } from './account-exports.writes.ts';

export type AccountExportsService = ReturnType<typeof createAccountExportsService>;

/** How long a copy that is ready can be fetched. */
export const availableDays = 7;

export function createAccountExportsService({ writer, crypto }: { writer: Writer; crypto: Crypto }) {
  return {
    /** @throws AppError `unauthenticated` for whoever has been erased while their token still lives. */
    async requestAccountExport(userId: string, id: string): Promise<ExportState> {
      const row = await requestExport(writer, userId, id);
      if (!row) throw new AppError('unauthenticated', 'This account has been deleted.');
      return toState(row);
    },

    /** @throws AppError `not_found` for one of somebody else, and once it is gone. */
    async getAccountExport(reads: Reads, userId: string, id: string): Promise<ExportWithContent> {
      const row = await findExport(reads.models, userId, id);
      if (!row) throw new AppError('not_found', 'There is no such copy, or no longer.');
      const opened = row.content && fromJson(crypto.open(accountExportContext(id), row.content));
      return { ...toState(row), content: opened as Record<string, unknown> | null };
    },
  };
}

function toState({ id, createdAt, readyAt }: { id: string; createdAt: Date; readyAt: Date | null }): ExportState {
  const until = readyAt && new Date(readyAt.getTime() + availableDays * 24 * 60 * 60 * 1_000);
  return {
    id,
    status: readyAt ? 'ready' : 'pending',
    createdAt: createdAt.toISOString(),
    availableUntil: until?.toISOString() ?? null,
  };
}
