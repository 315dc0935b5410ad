import { decodeNumberCursor } from '../../http/lists.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Writer } from '../../platform/db.ts';
import type { Reads } from '../../platform/read-router.ts';
import { findSharedDesign, listShares } from './design-shares.reads.ts';
import type { SharedDesign } from './design-shares.schemas.ts';
import { createShare, revokeShare } from './design-shares.writes.ts';
import { designNotFound, findDesign } from './designs.reads.ts';
import type { Owner } from './designs.writes.ts';

/** Which part of a list. */
interface Page {
  limit: number;
  cursor?: string | undefined;
}

export type DesignSharesService = ReturnType<typeof createDesignSharesService>;

/** Links to designs, for their owners; every function throws AppError `not_found` for a design that is not theirs. */
export function createDesignSharesService({ writer, clock }: { writer: Writer; clock: Clock }) {
  return {
    createDesignShare: (owner: Owner, asked: { designId: string; id: string; expiresInDays: number }) =>
      createShare(writer, owner, asked, clock.now()),
    revokeDesignShare: (owner: Owner, asked: { designId: string; shareId: string }) =>
      revokeShare(writer, owner, asked, clock.now()),
    async listDesignShares(reads: Reads, ownerId: string, id: string, page: Page) {
      const cursor = decodeNumberCursor(page.cursor, '-createdAt', 13);
      if (!(await findDesign(reads.models, ownerId, id))) throw designNotFound();
      const before = cursor && { createdAt: new Date(Number(cursor.after)), id: cursor.id };
      return listShares(reads.models, id, { limit: page.limit, before });
    },
    /** For anybody. @throws AppError `not_found` for every link that does not work, whatever the reason. */
    async getSharedDesign(reads: Reads, token: string): Promise<SharedDesign> {
      const found = await findSharedDesign(reads.models, token, clock.now());
      if (!found) throw new AppError('not_found', 'This link does not work, or no longer.');
      return found;
    },
  };
}
