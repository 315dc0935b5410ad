import type { SavedDesign } from '../../generated/client.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Tx } from '../../platform/db.ts';
import { designNotFound, startOfBin } from './designs.reads.ts';

/**
 * What a change of designs decides on, held still until its transaction ends. Lock order: owner, design, pet. Who
 * deletes a pet locks the pet and then its designs, but a design never waits here for the pet that it already has.
 */

export const mostDesigns = 200;

/**
 * Makes whoever adds designs to this owner wait for each other, or two could both take the last place.
 * @throws AppError `unauthenticated` once the owner is erased: a token may outlive them for a minute.
 */
export async function lockOwner(tx: Tx, ownerId: string): Promise<void> {
  const [owner] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM owners WHERE id = ${ownerId}::uuid FOR NO KEY UPDATE`;
  if (!owner) throw new AppError('unauthenticated', 'The account of this session no longer exists.');
}

/** Under the owner's lock. @throws AppError `conflict` when they have as many designs as anybody may. */
export async function requireRoom(tx: Tx, ownerId: string): Promise<void> {
  const designs = await tx.savedDesign.count({ where: { ownerId, deletedAt: null } });
  if (designs >= mostDesigns) {
    throw new AppError('conflict', `There is room for ${mostDesigns} designs; delete one first.`);
  }
}

/** @throws AppError `not_found` when there is none, it is in the bin, or it is somebody else's. */
export async function lockDesign(tx: Tx, ownerId: string, id: string): Promise<SavedDesign> {
  const row = await lockAnyDesign(tx, ownerId, id);
  if (row.deletedAt) throw designNotFound();
  return row;
}

/** One in the bin too, as long as it can be restored. @throws AppError `not_found` otherwise. */
export async function lockRestorable(tx: Tx, ownerId: string, id: string, now: Date): Promise<SavedDesign> {
  const row = await lockAnyDesign(tx, ownerId, id);
  if (row.deletedAt && row.deletedAt <= startOfBin(now)) throw designNotFound();
  return row;
}

async function lockAnyDesign(tx: Tx, ownerId: string, id: string): Promise<SavedDesign> {
  const [locked] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM saved_designs WHERE id = ${id}::uuid AND owner_id = ${ownerId}::uuid FOR NO KEY UPDATE`;
  if (!locked) throw designNotFound();
  return tx.savedDesign.findUniqueOrThrow({ where: { id } });
}

/** True when the pet is there and theirs; it then stays until the transaction ends. */
export async function lockPet(tx: Tx, ownerId: string, petId: string): Promise<boolean> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM pets WHERE id = ${petId}::uuid AND owner_id = ${ownerId}::uuid FOR KEY SHARE`;
  return found.length > 0;
}

/** @throws AppError `invalid_input` when the pet is not there or not theirs. */
export async function requirePet(tx: Tx, ownerId: string, petId: string | null): Promise<void> {
  if (petId !== null && !(await lockPet(tx, ownerId, petId)))
    throw invalidField('/body/petId', 'This is no pet of yours.');
}

/** @throws AppError `invalid_input` when there is no such product, or customers are not to know of it (yet). */
export async function requireProduct(tx: Tx, productId: string): Promise<void> {
  const product = await tx.product.findFirst({
    where: { id: BigInt(productId), status: { notIn: ['draft', 'archived'] } },
    select: { id: true },
  });
  if (!product) throw invalidField('/body/productId', 'This is no product of the shop.');
}

/** @throws AppError `precondition_failed` when the design was changed since the version that the caller saw. */
export function requireRevision(row: SavedDesign, expected: number | 'any'): void {
  if (expected !== 'any' && row.revision !== expected) {
    throw new AppError('precondition_failed', 'The design was changed meanwhile: read it again.');
  }
}

function invalidField(path: string, message: string): AppError {
  return new AppError('invalid_input', 'The request does not fit what this operation takes.', {
    details: { fields: [{ path, message }] },
  });
}
