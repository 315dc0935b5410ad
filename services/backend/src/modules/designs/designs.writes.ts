import { isDeepStrictEqual } from 'node:util';
import type { SavedDesign } from '../../generated/client.ts';
import type { Identity } from '../../http/identity.ts';
import { recordAudit } from '../../platform/audit.ts';
import type { Tx, Writer } from '../../platform/db.ts';
import { type DesignConfiguration, designSchemaVersion } from '../../platform/design-configuration.ts';
import {
  lockDesign,
  lockOwner,
  lockPet,
  lockRestorable,
  requirePet,
  requireProduct,
  requireRevision,
  requireRoom,
} from './design-locks.writes.ts';
import { configurationOf, toDesign } from './designs.reads.ts';
import { type Design, type DesignChange, longestName, type NewDesign } from './designs.schemas.ts';

/** Who makes a change, and whose designs it is about. */
export type Owner = Pick<Identity, 'kind' | 'ownerId'>;

/** What a revision keeps. */
interface Content {
  name: string;
  petId: string | null;
  configuration: DesignConfiguration;
}

/**
 * @param id of the new design; one that is there already was made by an earlier attempt, and is the answer.
 * @throws AppError `invalid_input` for a product or pet that is none, `conflict` without room.
 */
export function createDesign(writer: Writer, owner: Owner, id: string, made: NewDesign, now: Date): Promise<Design> {
  return writer.$transaction(async (tx) => {
    await lockOwner(tx, owner.ownerId);
    const known = await tx.savedDesign.findFirst({ where: { id, ownerId: owner.ownerId } });
    if (known) return toDesign(known);
    await requireRoom(tx, owner.ownerId);
    await requireProduct(tx, made.productId);
    await requirePet(tx, owner.ownerId, made.petId);
    return insertDesign(tx, owner, id, { ...made, productId: BigInt(made.productId) }, now);
  });
}

/**
 * A new design like another one, whose product need not be sold any more.
 * @throws AppError `not_found` without the other, `conflict` without room.
 */
export function duplicateDesign(
  writer: Writer,
  owner: Owner,
  ids: { of: string; id: string },
  now: Date,
): Promise<Design> {
  return writer.$transaction(async (tx) => {
    await lockOwner(tx, owner.ownerId);
    const known = await tx.savedDesign.findFirst({ where: { id: ids.id, ownerId: owner.ownerId } });
    if (known) return toDesign(known);
    const original = await lockDesign(tx, owner.ownerId, ids.of);
    await requireRoom(tx, owner.ownerId);
    const content = { ...contentOf(original), productId: original.productId, name: nameOfCopy(original.name) };
    return insertDesign(tx, owner, ids.id, content, now);
  });
}

/**
 * Makes a new revision, unless nothing is different.
 * @throws AppError `not_found`, `precondition_failed` when `expected` is not the newest revision, `invalid_input` for a
 * pet that is none of theirs.
 */
export function changeDesign(
  writer: Writer,
  owner: Owner,
  { id, expected, change }: { id: string; expected: number | 'any'; change: DesignChange },
  now: Date,
): Promise<Design> {
  return writer.$transaction(async (tx) => {
    const saved = await lockDesign(tx, owner.ownerId, id);
    requireRevision(saved, expected);
    const petId = change.petId === undefined ? saved.petId : change.petId;
    if (petId !== saved.petId) await requirePet(tx, owner.ownerId, petId);
    const content = contentOf(saved);
    return saveRevision(tx, saved, {
      content: {
        name: change.name ?? content.name,
        petId,
        configuration: change.configuration ?? content.configuration,
      },
      restoredFrom: null,
      now,
    });
  });
}

/**
 * Brings an older revision back, as a new one; without its pet, when that is gone.
 * @throws AppError `not_found` without the design or `revision`, `precondition_failed` as a change does.
 */
export function restoreRevision(
  writer: Writer,
  owner: Owner,
  { id, expected, revision }: { id: string; expected: number | 'any'; revision: number },
  now: Date,
): Promise<Design | undefined> {
  return writer.$transaction(async (tx) => {
    const saved = await lockDesign(tx, owner.ownerId, id);
    requireRevision(saved, expected);
    const older = await tx.designRevision.findUnique({ where: { designId_revision: { designId: id, revision } } });
    if (!older) return undefined;
    const content = contentOf(older);
    const { petId } = content;
    const hasPet = petId === null || petId === saved.petId || (await lockPet(tx, owner.ownerId, petId));
    return saveRevision(tx, saved, {
      content: { ...content, petId: hasPet ? petId : null },
      restoredFrom: revision,
      now,
    });
  });
}

/**
 * Puts a design into the bin. Its links stop working, its revisions stay.
 * @throws AppError `not_found`, `precondition_failed` when `expected` is not the newest revision.
 */
export async function deleteDesign(
  writer: Writer,
  owner: Owner,
  { id, expected }: { id: string; expected: number | 'any' },
  now: Date,
): Promise<void> {
  await writer.$transaction(async (tx) => {
    const saved = await lockDesign(tx, owner.ownerId, id);
    requireRevision(saved, expected);
    await tx.savedDesign.update({ where: { id }, data: { deletedAt: now } });
    await recordAudit(tx, { actor: actorOf(owner), action: 'design.delete', subject: `design:${id}` });
  });
}

/**
 * Takes a design out of the bin; one that is not in it is the answer as it is.
 * @throws AppError `not_found` also when it was deleted too long ago, `conflict` without room.
 */
export function restoreDesign(writer: Writer, owner: Owner, id: string, now: Date): Promise<Design> {
  return writer.$transaction(async (tx) => {
    await lockOwner(tx, owner.ownerId);
    const saved = await lockRestorable(tx, owner.ownerId, id, now);
    if (!saved.deletedAt) return toDesign(saved);
    await requireRoom(tx, owner.ownerId);
    await recordAudit(tx, { actor: actorOf(owner), action: 'design.restore', subject: `design:${id}` });
    return toDesign(await tx.savedDesign.update({ where: { id }, data: { deletedAt: null } }));
  });
}

export function actorOf({ kind, ownerId }: Owner): string {
  return `${kind}:${ownerId}`;
}

async function insertDesign(
  tx: Tx,
  { ownerId }: Owner,
  id: string,
  { name, petId, productId, configuration }: Content & { productId: bigint },
  now: Date,
): Promise<Design> {
  const kept = { name, petId, productId, configuration, schemaVersion: designSchemaVersion };
  const row = await tx.savedDesign.create({ data: { ...kept, id, ownerId, createdAt: now, updatedAt: now } });
  await tx.designRevision.create({ data: { ...kept, designId: id, revision: row.revision, createdAt: now } });
  return toDesign(row);
}

/** With the design locked. */
async function saveRevision(
  tx: Tx,
  saved: SavedDesign,
  { content, restoredFrom, now }: { content: Content; restoredFrom: number | null; now: Date },
): Promise<Design> {
  if (isDeepStrictEqual(content, contentOf(saved))) return toDesign(saved);
  const kept = { ...content, productId: saved.productId, schemaVersion: designSchemaVersion };
  const row = await tx.savedDesign.update({
    where: { id: saved.id, revision: saved.revision },
    data: { ...kept, revision: saved.revision + 1, updatedAt: now },
  });
  await tx.designRevision.create({
    data: { ...kept, designId: row.id, revision: row.revision, restoredFrom, createdAt: now },
  });
  return toDesign(row);
}

/** In today's form, in which everything is saved. */
function contentOf(row: Pick<SavedDesign, 'name' | 'petId' | 'configuration' | 'schemaVersion'>): Content {
  return { name: row.name, petId: row.petId, configuration: configurationOf(row.configuration, row.schemaVersion) };
}

/** Cut to what a name may have, but not through the middle of a character outside the basic plane. */
function nameOfCopy(name: string): string {
  return `Copy of ${name}`
    .slice(0, longestName)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}
