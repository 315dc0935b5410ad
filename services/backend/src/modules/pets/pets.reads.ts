import type { Prisma, Pet as Row } from '../../generated/client.ts';
import type { Cursor } from '../../http/lists.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Reader } from '../../platform/db.ts';
import type { Units } from '../../platform/measures.ts';
import { openNotes } from '../../platform/pet-notes.ts';
import type { PetReply, PetSort } from './pets.schemas.ts';

export interface Pet extends Omit<PetReply, 'display' | 'createdAt' | 'updatedAt'> {
  createdAt: Date;
  updatedAt: Date;
}

interface Page {
  limit: number;
  sort: PetSort;
  cursor: Cursor | undefined;
  species: string | undefined;
}

const orders: Record<PetSort, Prisma.PetOrderByWithRelationInput[]> = {
  '-createdAt': [{ createdAt: 'desc' }, { id: 'desc' }],
  '-updatedAt': [{ updatedAt: 'desc' }, { id: 'desc' }],
  name: [{ name: 'asc' }, { id: 'asc' }],
};

/** What lies behind a cursor, in the order of the index that serves it. */
const behind: Record<PetSort, (cursor: Cursor) => Prisma.PetWhereInput> = {
  '-createdAt': ({ after, id }) => {
    const at = new Date(Number(after));
    return { createdAt: { lte: at }, OR: [{ createdAt: { lt: at } }, { id: { lt: id } }] };
  },
  '-updatedAt': ({ after, id }) => {
    const at = new Date(Number(after));
    return { updatedAt: { lte: at }, OR: [{ updatedAt: { lt: at } }, { id: { lt: id } }] };
  },
  name: ({ after, id }) => ({ name: { gte: after }, OR: [{ name: { gt: after } }, { id: { gt: id } }] }),
};

/** One more than `limit`, where there is more. */
export async function findPets(reader: Reader, crypto: Crypto, ownerId: string, page: Page): Promise<Pet[]> {
  const rows = await reader.pet.findMany({
    where: {
      ownerId,
      ...(page.species ? { species: page.species } : {}),
      ...(page.cursor ? behind[page.sort](page.cursor) : {}),
    },
    orderBy: orders[page.sort],
    take: page.limit + 1,
  });
  return rows.map((row) => toPet(crypto, row));
}

export async function findPet(reader: Reader, crypto: Crypto, ownerId: string, id: string): Promise<Pet | undefined> {
  const row = await reader.pet.findUnique({ where: { id, ownerId } });
  return row ? toPet(crypto, row) : undefined;
}

/** The units that a user has chosen. */
export async function findUnits(reader: Reader, userId: string): Promise<Units | undefined> {
  const row = await reader.user.findUnique({ where: { id: userId }, select: { units: true } });
  return row?.units as Units | undefined;
}

const largestId = 2n ** 63n - 1n;

/** A product that can be bought, with its size chart unread. A handle is sought only where no id is meant. */
export async function findSizedProduct(
  reader: Reader,
  handleOrId: string,
): Promise<{ id: string; handle: string; title: string; chart: unknown } | undefined> {
  const id = /^\d{1,19}$/.test(handleOrId) ? BigInt(handleOrId) : undefined;
  const find = (where: Prisma.ProductWhereInput) =>
    reader.product.findFirst({
      where: { ...where, status: 'active' },
      // Handles are Shopify's to keep unique; while one moves from product to product, two rows may have it.
      orderBy: { updatedAt: 'desc' },
      select: { id: true, handle: true, title: true, sizeChart: { select: { sizes: true } } },
    });
  const byId = id !== undefined && id <= largestId ? await find({ id }) : null;
  const product = byId ?? (await find({ handle: handleOrId }));
  if (!product) return undefined;
  const { handle, title, sizeChart } = product;
  return { id: String(product.id), handle, title, chart: sizeChart?.sizes };
}

/** Columns with a CHECK hold nothing else than the types say. */
export function toPet(crypto: Crypto, row: Row): Pet {
  const { ownerId: _, birthDate, notes, species, sex, ...same } = row;
  return {
    ...same,
    species: species as Pet['species'],
    sex: sex as Pet['sex'],
    birthDate: birthDate?.toISOString().slice(0, 10) ?? null,
    notes: openNotes(crypto, row.id, notes),
  };
}
