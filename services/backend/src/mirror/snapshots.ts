import type { z } from 'zod';
import { collectionPayload } from '../modules/collections/collections.schemas.ts';
import { customerPayload } from '../modules/customers/customers.schemas.ts';
import { inventoryDisconnection, inventoryLevelPayload } from '../modules/inventory/inventory.schemas.ts';
import { orderPayload } from '../modules/orders/orders.schemas.ts';
import { productPayload } from '../modules/products/products.schemas.ts';
import { type Version, versionOf } from '../platform/resource-versions.ts';
import type { Topic } from '../webhooks/topics.ts';

export const mirrorKinds = ['product', 'collection', 'inventory_level', 'customer', 'order'] as const;
/** As in `resource_versions`. */
export type MirrorKind = (typeof mirrorKinds)[number];

/** A resource as it was when we asked, in the words of a webhook. */
export interface Snapshot {
  payload: unknown;
  /** Before the question was sent: what a webhook that was triggered later tells is newer. */
  takenAt: Date;
  /** Only of an inventory level: since when the location has none of it. */
  disconnectedAt?: Date;
}

/** One that its schema takes. */
export interface ReadySnapshot {
  kind: MirrorKind;
  topic: Topic;
  id: string;
  payload: unknown;
  triggeredAt: Date;
  version: Version;
}

interface Ref {
  id: bigint;
  updated_at?: Date | null | undefined;
}
type LevelRef = Pick<z.output<typeof inventoryDisconnection>, 'inventory_item_id' | 'location_id'>;

const schemas = {
  product: { schema: productPayload, topic: 'products/update' },
  collection: { schema: collectionPayload, topic: 'collections/update' },
  customer: { schema: customerPayload, topic: 'customers/update' },
  order: { schema: orderPayload, topic: 'orders/updated' },
} as const satisfies Partial<Record<MirrorKind, { schema: z.ZodType; topic: Topic }>>;

/** @throws z.ZodError when the handler would not take it. */
export function readySnapshot(kind: MirrorKind, snapshot: Snapshot): ReadySnapshot {
  if (kind === 'inventory_level') return readyLevel(snapshot);
  const { schema, topic } = schemas[kind];
  const payload = schema.parse(snapshot.payload) as Ref;
  const version = versionOf(payload, payload.updated_at ?? null, snapshot.takenAt);
  return { kind, topic, id: String(payload.id), payload, triggeredAt: snapshot.takenAt, version };
}

function readyLevel({ payload: given, takenAt, disconnectedAt }: Snapshot): ReadySnapshot {
  const kind = 'inventory_level';
  const idOf = (level: LevelRef) => `${level.inventory_item_id}:${level.location_id}`;
  if (!disconnectedAt) {
    const payload = inventoryLevelPayload.parse(given);
    const version = versionOf(payload, payload.updated_at, takenAt);
    return { kind, topic: 'inventory_levels/update', id: idOf(payload), payload, triggeredAt: takenAt, version };
  }
  const payload = inventoryDisconnection.parse(given);
  // Whatever else happened in that second came before: it is what we found.
  const triggeredAt = new Date(disconnectedAt.getTime() + 999);
  const version = versionOf(payload, disconnectedAt, triggeredAt);
  return { kind, topic: 'inventory_levels/disconnect', id: idOf(payload), payload, triggeredAt, version };
}
