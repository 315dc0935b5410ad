import type { DesignShare } from '../../generated/client.ts';
import { type Cursor, toPage } from '../../http/lists.ts';
import { maskContacts } from '../../platform/contact-masking.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Reader } from '../../platform/db.ts';
import { designSchemaVersion } from '../../platform/design-configuration.ts';
import type { Share, SharedDesign } from './design-shares.schemas.ts';
import { configurationOf } from './designs.reads.ts';

/** What strangers see of a design. Undefined for a link that never was, is over or revoked, or whose design is gone. */
export async function findSharedDesign(reader: Reader, token: string, now: Date): Promise<SharedDesign | undefined> {
  const share = await reader.designShare.findFirst({
    where: { tokenHash: sha256(token), revokedAt: null, expiresAt: { gt: now }, design: { deletedAt: null } },
    select: { design: { select: { name: true, productId: true, schemaVersion: true, configuration: true } } },
  });
  if (!share) return undefined;
  const { design } = share;
  const product = await reader.product.findUnique({ where: { id: design.productId }, select: { title: true } });
  const { embroidery, ...configuration } = configurationOf(design.configuration, design.schemaVersion);
  return {
    name: maskContacts(design.name),
    product: { id: String(design.productId), title: product?.title ?? null },
    schemaVersion: designSchemaVersion,
    configuration: {
      ...configuration,
      embroidery: embroidery && { ...embroidery, text: maskContacts(embroidery.text) },
    },
  };
}

/** Newest first. @param page `before` is the place where the page before ended. */
export async function listShares(
  reader: Reader,
  designId: string,
  page: { limit: number; before: { createdAt: Date; id: string } | undefined },
): Promise<{ items: Share[]; nextCursor: string | null }> {
  const { before } = page;
  const found = await reader.designShare.findMany({
    where: {
      designId,
      ...(before && {
        createdAt: { lte: before.createdAt },
        NOT: { createdAt: before.createdAt, id: { gte: before.id } },
      }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: page.limit + 1,
  });
  const cursorOf = ({ createdAt, id }: DesignShare): Cursor => ({
    sort: '-createdAt',
    after: String(createdAt.getTime()),
    id,
  });
  const { rows, nextCursor } = toPage(found, page.limit, cursorOf);
  return { items: rows.map(toShare), nextCursor };
}

export function toShare(row: DesignShare): Share {
  return {
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
