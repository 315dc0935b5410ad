import { sha256 } from '../../platform/crypto.ts';
import type { Reader } from '../../platform/db.ts';
import { type DesignConfiguration, migrateConfiguration } from '../../platform/design-configuration.ts';
import type { PreviewRef } from './previews.schemas.ts';

/** What a picture is made of. */
export interface Drawable extends PreviewRef {
  configuration: DesignConfiguration;
}

export interface OwnDrawable extends Drawable {
  /** False for the newest revision while its PNG has not been stored. */
  hasPng: boolean;
}

export interface SharedDrawable extends Drawable {
  expiresAt: Date;
}

/** Undefined when there is no such design or revision, it is in the bin, or it is somebody else's. */
export async function findOwnDrawable(
  reader: Reader,
  ownerId: string,
  designId: string,
  revision: number | undefined,
): Promise<OwnDrawable | undefined> {
  const design = await reader.savedDesign.findFirst({ where: { id: designId, ownerId, deletedAt: null } });
  if (!design) return undefined;
  if (revision === undefined || revision === design.revision) {
    return { ...toDrawable(designId, design), hasPng: design.previewRevision === design.revision };
  }
  const older = await findDrawable(reader, { designId, revision });
  return older && { ...older, hasPng: true };
}

/** Of anybody's design, for a job. Undefined once it is gone. */
export async function findDrawable(reader: Reader, { designId, revision }: PreviewRef): Promise<Drawable | undefined> {
  const row = await reader.designRevision.findUnique({ where: { designId_revision: { designId, revision } } });
  return row ? toDrawable(designId, row) : undefined;
}

/** What a link shows: the newest revision. Undefined when the link never was, is over or revoked, or its design gone. */
export async function findSharedDrawable(
  reader: Reader,
  token: string,
  now: Date,
): Promise<SharedDrawable | undefined> {
  const share = await reader.designShare.findFirst({
    where: { tokenHash: sha256(token), revokedAt: null, expiresAt: { gt: now }, design: { deletedAt: null } },
    select: {
      expiresAt: true,
      design: { select: { id: true, revision: true, schemaVersion: true, configuration: true } },
    },
  });
  return share ? { ...toDrawable(share.design.id, share.design), expiresAt: share.expiresAt } : undefined;
}

interface SavedRow {
  revision: number;
  schemaVersion: number;
  configuration: unknown;
}

function toDrawable(designId: string, { revision, schemaVersion, configuration }: SavedRow): Drawable {
  return { designId, revision, configuration: migrateConfiguration(configuration, schemaVersion) };
}
