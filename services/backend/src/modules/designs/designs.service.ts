import { decodeNumberCursor } from '../../http/lists.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Writer } from '../../platform/db.ts';
import type { Reads } from '../../platform/read-router.ts';
import { listDesigns } from './design-lists.reads.ts';
import { designNotFound, findDesign, findRevision, listRevisions } from './designs.reads.ts';
import type { Design, DesignChange, DesignRevision, DesignsQuery, NewDesign } from './designs.schemas.ts';
import {
  changeDesign,
  createDesign,
  deleteDesign,
  duplicateDesign,
  type Owner,
  restoreDesign,
  restoreRevision,
} from './designs.writes.ts';

/** The revision that a change was made on. */
interface Expected {
  id: string;
  expected: number | 'any';
}

/** Which part of a list. */
interface Page {
  limit: number;
  cursor?: string | undefined;
}

export type DesignsService = ReturnType<typeof createDesignsService>;

/** Every function throws AppError `not_found` for a design that is not there or not the owner's. */
export function createDesignsService({ writer, clock }: { writer: Writer; clock: Clock }) {
  return {
    listDesigns: (reads: Reads, ownerId: string, query: DesignsQuery) =>
      listDesigns(reads, ownerId, query, clock.now()),
    getDesign: (reads: Reads, ownerId: string, id: string): Promise<Design> => requireDesign(reads, ownerId, id),
    createDesign: (owner: Owner, id: string, made: NewDesign) => createDesign(writer, owner, id, made, clock.now()),
    updateDesign: (owner: Owner, asked: Expected & { change: DesignChange }) =>
      changeDesign(writer, owner, asked, clock.now()),
    deleteDesign: (owner: Owner, asked: Expected) => deleteDesign(writer, owner, asked, clock.now()),
    restoreDesign: (owner: Owner, id: string) => restoreDesign(writer, owner, id, clock.now()),
    /** @param ids `of` names the design that is copied, `id` the copy. */
    duplicateDesign: (owner: Owner, ids: { of: string; id: string }) =>
      duplicateDesign(writer, owner, ids, clock.now()),

    async listDesignRevisions(reads: Reads, ownerId: string, id: string, page: Page) {
      const cursor = decodeNumberCursor(page.cursor, '-revision', 9);
      await requireDesign(reads, ownerId, id);
      return listRevisions(reads.models, id, { limit: page.limit, before: cursor && Number(cursor.after) });
    },
    async getDesignRevision(reads: Reads, ownerId: string, id: string, revision: number): Promise<DesignRevision> {
      await requireDesign(reads, ownerId, id);
      return (await findRevision(reads.models, id, revision)) ?? revisionNotFound();
    },
    async restoreDesignRevision(owner: Owner, asked: Expected & { revision: number }): Promise<Design> {
      return (await restoreRevision(writer, owner, asked, clock.now())) ?? revisionNotFound();
    },
  };
}

async function requireDesign(reads: Reads, ownerId: string, id: string): Promise<Design> {
  const found = await findDesign(reads.models, ownerId, id);
  if (!found) throw designNotFound();
  return found;
}

function revisionNotFound(): never {
  throw new AppError('not_found', 'The design has no such revision.');
}
