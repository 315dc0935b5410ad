import type { DesignRevision as RevisionRow } from '../../generated/client.ts';
import { type Cursor, toPage } from '../../http/lists.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Reader } from '../../platform/db.ts';
import {
  type DesignConfiguration,
  designSchemaVersion,
  migrateConfiguration,
} from '../../platform/design-configuration.ts';
import { type Design, type DesignRevision, daysInBin } from './designs.schemas.ts';

/** A row as Prisma or a prepared statement reads it. */
export interface SavedRow {
  id: string;
  name: string;
  petId: string | null;
  productId: bigint | string;
  revision: number;
  schemaVersion: number;
  configuration: unknown;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
}

/** Undefined when there is none, it is in the bin, or it is somebody else's. */
export async function findDesign(reader: Reader, ownerId: string, id: string): Promise<Design | undefined> {
  const row = await reader.savedDesign.findFirst({ where: { id, ownerId, deletedAt: null } });
  return row ? toDesign(row) : undefined;
}

/** Undefined when the design has no such revision. */
export async function findRevision(reader: Reader, id: string, revision: number): Promise<DesignRevision | undefined> {
  const row = await reader.designRevision.findUnique({ where: { designId_revision: { designId: id, revision } } });
  return row ? toRevision(row) : undefined;
}

/** Newest first. */
export async function listRevisions(
  reader: Reader,
  id: string,
  page: { limit: number; before: number | undefined },
): Promise<{ items: DesignRevision[]; nextCursor: string | null }> {
  const found = await reader.designRevision.findMany({
    where: { designId: id, ...(page.before === undefined ? {} : { revision: { lt: page.before } }) },
    orderBy: { revision: 'desc' },
    take: page.limit + 1,
  });
  const cursorOf = ({ revision }: RevisionRow): Cursor => ({ sort: '-revision', after: String(revision), id });
  const { rows, nextCursor } = toPage(found, page.limit, cursorOf);
  return { items: rows.map(toRevision), nextCursor };
}

export function toDesign(row: SavedRow): Design {
  return {
    id: row.id,
    name: row.name,
    petId: row.petId,
    productId: String(row.productId),
    revision: row.revision,
    schemaVersion: designSchemaVersion,
    configuration: configurationOf(row.configuration, row.schemaVersion),
    previewUrl: `/api/v1/designs/${row.id}/preview.svg`,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}

function toRevision(row: RevisionRow): DesignRevision {
  return {
    revision: row.revision,
    name: row.name,
    petId: row.petId,
    productId: String(row.productId),
    schemaVersion: designSchemaVersion,
    configuration: configurationOf(row.configuration, row.schemaVersion),
    restoredFrom: row.restoredFrom,
    createdAt: row.createdAt.toISOString(),
  };
}

/** What was saved in today's form was validated when it was: to do that again costs a list more than to read it. */
export function configurationOf(saved: unknown, schemaVersion: number): DesignConfiguration {
  if (schemaVersion === designSchemaVersion) return saved as DesignConfiguration;
  return migrateConfiguration(saved, schemaVersion);
}

/** What was deleted before this can no longer be restored. */
export function startOfBin(now: Date): Date {
  return new Date(now.getTime() - daysInBin * 24 * 60 * 60 * 1_000);
}

export function designNotFound(): AppError {
  return new AppError('not_found', 'You have no such design.');
}
