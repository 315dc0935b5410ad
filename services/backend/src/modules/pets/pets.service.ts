import type { Identity } from '../../http/identity.ts';
import { decodeCursor, decodeNumberCursor, toPage } from '../../http/lists.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Reader, Writer } from '../../platform/db.ts';
import { displayMeasures, type Units } from '../../platform/measures.ts';
import type { Reads } from '../../platform/read-router.ts';
import { sizeChart } from '../../platform/size-chart.ts';
import { recommendSize } from '../../platform/size-recommendation.ts';
import { findPet, findPets, findSizedProduct, findUnits, type Pet } from './pets.reads.ts';
import {
  mostPets,
  type NewPet,
  type PetChanges,
  type PetListQuery,
  type PetReply,
  type PetSort,
  type SizeReply,
} from './pets.schemas.ts';
import { deletePet, insertPet, updatePet } from './pets.writes.ts';

export type PetsService = ReturnType<typeof createPetsService>;

interface PetsServiceDeps {
  writer: Writer;
  crypto: Crypto;
  clock: Clock;
}

/** Milliseconds since 1970, up to the year 2286. */
const instantDigits = 13;
/** Where somebody's day begins first, it is fourteen hours ahead of UTC: a pet may be born there tomorrow. */
const furthestAheadMs = 14 * 60 * 60 * 1_000;

/** Pets of whoever asks. Somebody else's are `not_found`, like those that never were. */
export function createPetsService({ writer, crypto, clock }: PetsServiceDeps) {
  /** @throws AppError `invalid_input` */
  function refuseFutureBirth(birthDate: string | null | undefined): void {
    if (!birthDate || birthDate <= toDay(new Date(clock.now().getTime() + furthestAheadMs))) return;
    throw new AppError('invalid_input', 'The request does not fit what this operation takes.', {
      details: { fields: [{ path: '/body/birthDate', message: 'must not be in the future' }] },
    });
  }

  return {
    async listPets(reads: Reads, identity: Identity, query: PetListQuery) {
      const { limit, sort, species } = query;
      const cursor =
        sort === 'name' ? decodeCursor(query.cursor, sort) : decodeNumberCursor(query.cursor, sort, instantDigits);
      const [found, units] = await Promise.all([
        findPets(reads.models, crypto, identity.ownerId, { limit, sort, cursor, species }),
        chooseUnits(reads.models, identity, query.units),
      ]);
      const { rows, nextCursor } = toPage(found, limit, (pet) => ({ sort, after: sortValue(pet, sort), id: pet.id }));
      return { items: rows.map((pet) => toReply(pet, units)), nextCursor };
    },

    /** @throws AppError `not_found` */
    async readPet(reads: Reads, identity: Identity, id: string, asked?: Units): Promise<PetReply> {
      const [pet, units] = await Promise.all([
        findPet(reads.models, crypto, identity.ownerId, id),
        chooseUnits(reads.models, identity, asked),
      ]);
      if (!pet) throw noSuchPet();
      return toReply(pet, units);
    },

    /**
     * @param id of the new pet; where there is one of it already, that one is the answer.
     * @throws AppError `invalid_input` for a birth date in the future, `conflict` where there are too many already
     */
    async createPet(identity: Identity, id: string, input: NewPet, asked?: Units): Promise<PetReply> {
      refuseFutureBirth(input.birthDate);
      const units = await chooseUnits(writer, identity, asked);
      const made = await insertPet(writer, crypto, { id, ownerId: identity.ownerId, input }, doing(identity));
      if (made === 'owner_gone') throw new AppError('unauthenticated', 'Whom this token is for is no longer here.');
      if (made === 'too_many') {
        throw new AppError('conflict', `There is room for ${mostPets} pets. Delete one to add another.`);
      }
      return toReply(made, units);
    },

    /** @throws AppError `invalid_input`, `not_found`, or `precondition_failed` when `version` is not the present one */
    async updatePet(
      identity: Identity,
      ref: { id: string; version: number | 'any' },
      changes: PetChanges,
      asked?: Units,
    ): Promise<PetReply> {
      refuseFutureBirth(changes.birthDate);
      const units = await chooseUnits(writer, identity, asked);
      const { ownerId } = identity;
      const changed = await updatePet(writer, crypto, { ...ref, ownerId, changes }, doing(identity));
      if (changed === 'missing') throw noSuchPet();
      if (changed === 'changed') throw changedMeanwhile();
      return toReply(changed, units);
    },

    /** @throws AppError `not_found`, or `precondition_failed` when `version` is not the present one */
    async deletePet(identity: Identity, ref: { id: string; version: number | 'any' }): Promise<void> {
      const outcome = await deletePet(writer, { ...ref, ownerId: identity.ownerId }, doing(identity));
      if (outcome === 'missing') throw noSuchPet();
      if (outcome === 'changed') throw changedMeanwhile();
    },

    /** @throws AppError `not_found` for the pet, the product, or its size chart */
    async recommendSize(reads: Reads, identity: Identity, id: string, handleOrId: string): Promise<SizeReply> {
      const [pet, product] = await Promise.all([
        findPet(reads.models, crypto, identity.ownerId, id),
        findSizedProduct(reads.models, handleOrId),
      ]);
      if (!pet) throw noSuchPet();
      if (!product) throw new AppError('not_found', 'There is no such product.');
      const { chart, ...shown } = product;
      if (chart === undefined) throw new AppError('not_found', 'This product does not come in sizes.');
      return { product: shown, ...recommendSize(sizeChart.parse(chart), pet, clock.now()) };
    },
  };

  function doing({ kind, ownerId }: Identity) {
    return { actor: `${kind}:${ownerId}`, now: clock.now() };
  }
}

async function chooseUnits(reader: Reader, identity: Identity, asked: Units | undefined): Promise<Units> {
  const chosen = asked ?? (identity.kind === 'user' ? await findUnits(reader, identity.ownerId) : undefined);
  return chosen ?? 'metric';
}

function toReply(pet: Pet, units: Units): PetReply {
  const { createdAt, updatedAt, ...same } = pet;
  return {
    ...same,
    display: displayMeasures(pet, units),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

function sortValue(pet: Pet, sort: PetSort): string {
  if (sort === 'name') return pet.name;
  return String((sort === '-createdAt' ? pet.createdAt : pet.updatedAt).getTime());
}

function toDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function noSuchPet(): AppError {
  return new AppError('not_found', 'There is no such pet.');
}

function changedMeanwhile(): AppError {
  return new AppError('precondition_failed', 'The pet was changed meanwhile. Read it again, then change it.');
}
