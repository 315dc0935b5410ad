import { recordAudit } from '../../platform/audit.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Tx, Writer } from '../../platform/db.ts';
import { sealNotes } from '../../platform/pet-notes.ts';
import { type Pet, toPet } from './pets.reads.ts';
import { mostPets, type NewPet, type PetChanges } from './pets.schemas.ts';

/** Whose pet, and which one of its versions; `any` takes whichever there is. */
export interface PetRef {
  id: string;
  ownerId: string;
  version: number | 'any';
}

interface Doing {
  /** As the audit log names them. */
  actor: string;
  now: Date;
}

/** The same pet again when it is there already: a second attempt at making it makes nothing. */
export async function insertPet(
  writer: Writer,
  crypto: Crypto,
  { id, ownerId, input }: { id: string; ownerId: string; input: NewPet },
  { actor, now }: Doing,
): Promise<Pet | 'owner_gone' | 'too_many'> {
  return writer.$transaction(async (tx) => {
    // Two that are made at once must not both be the last that there is room for.
    const owner = await tx.$queryRaw<unknown[]>`SELECT FROM owners WHERE id = ${ownerId}::uuid FOR NO KEY UPDATE`;
    if (owner.length === 0) return 'owner_gone';
    const known = await tx.pet.findUnique({ where: { id, ownerId } });
    if (known) return toPet(crypto, known);
    if ((await tx.pet.count({ where: { ownerId } })) >= mostPets) return 'too_many';
    const { name, species } = input;
    const columns = toColumns(crypto, id, input);
    const row = await tx.pet.create({
      data: { ...columns, id, ownerId, name, species, createdAt: now, updatedAt: now },
    });
    await recordAudit(tx, { actor, action: 'pet.create', subject: `pet:${id}` });
    return toPet(crypto, row);
  });
}

export async function updatePet(
  writer: Writer,
  crypto: Crypto,
  { changes, ...ref }: PetRef & { changes: PetChanges },
  { actor, now }: Doing,
): Promise<Pet | 'missing' | 'changed'> {
  return writer.$transaction(async (tx) => {
    const [row] = await tx.pet.updateManyAndReturn({
      where: whereVersion(ref),
      data: { ...toColumns(crypto, ref.id, changes), version: { increment: 1 }, updatedAt: now },
    });
    if (!row) return whyNot(tx, ref);
    const fields = Object.keys(changes).sort();
    await recordAudit(tx, { actor, action: 'pet.update', subject: `pet:${ref.id}`, details: { fields } });
    return toPet(crypto, row);
  });
}

export async function deletePet(
  writer: Writer,
  ref: PetRef,
  { actor }: Doing,
): Promise<'deleted' | 'missing' | 'changed'> {
  return writer.$transaction(async (tx) => {
    const { count } = await tx.pet.deleteMany({ where: whereVersion(ref) });
    if (count === 0) return whyNot(tx, ref);
    await recordAudit(tx, { actor, action: 'pet.delete', subject: `pet:${ref.id}` });
    return 'deleted';
  });
}

function whereVersion({ id, ownerId, version }: PetRef) {
  return { id, ownerId, ...(version === 'any' ? {} : { version }) };
}

async function whyNot(tx: Tx, { id, ownerId }: PetRef): Promise<'missing' | 'changed'> {
  return (await tx.pet.findUnique({ where: { id, ownerId }, select: { id: true } })) ? 'changed' : 'missing';
}

function toColumns(crypto: Crypto, petId: string, { birthDate, notes, ...same }: PetChanges) {
  return {
    ...same,
    ...(birthDate === undefined ? {} : { birthDate: birthDate === null ? null : new Date(`${birthDate}T00:00:00Z`) }),
    ...(notes === undefined ? {} : { notes: notes === null ? null : sealNotes(crypto, petId, notes) }),
  };
}
