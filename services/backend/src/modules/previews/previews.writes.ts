import type { Writer } from '../../platform/db.ts';
import type { PreviewRef } from './previews.schemas.ts';

/**
 * Notes that the PNG of a revision is stored; never goes back to an older one.
 * @returns false when the design is gone.
 */
export async function markRendered(writer: Writer, { designId, revision }: PreviewRef): Promise<boolean> {
  const known = await writer.$executeRaw`
    UPDATE saved_designs SET preview_revision = GREATEST(preview_revision, ${revision}::integer)
    WHERE id = ${designId}::uuid`;
  return known > 0;
}

/** Designs that were erased before this, longest ago first: their pictures are to be deleted. */
export async function listErasedDesigns(writer: Writer, before: Date, limit: number): Promise<string[]> {
  const found = await writer.erasedDesign.findMany({
    where: { erasedAt: { lt: before } },
    orderBy: { erasedAt: 'asc' },
    take: limit,
  });
  return found.map(({ id }) => id);
}

/** Their pictures are deleted. */
export async function forgetErasedDesign(writer: Writer, id: string): Promise<void> {
  await writer.erasedDesign.deleteMany({ where: { id } });
}
