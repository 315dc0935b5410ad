import { sha256 } from './crypto.ts';
import type { Tx } from './db.ts';

/**
 * Order without ordered delivery. Shopify promises no order, repeats itself, and sends a delete before the
 * update that preceded it. So every mirrored resource has one row that holds the version last applied, and a
 * delivery changes shop data only if it moves that version forward. The state of a resource is then a function
 * of the newest delivery about it, whatever came when and how often.
 */
export interface ResourceRef {
  kind:
    | 'shop'
    | 'product'
    | 'collection'
    | 'inventory_level'
    | 'customer'
    | 'order'
    | 'order_edit'
    | 'fulfillment'
    | 'refund'
    | 'bulk_operation'
    | 'clerk_user';
  id: string | bigint;
}

/** Compared part by part: Shopify's `updated_at` has whole seconds, `triggered_at` splits them, the digest decides a tie. */
export interface Version {
  updatedAt: Date;
  triggeredAt: Date;
  digest: Buffer;
}

export interface ResourceState {
  deleted: boolean;
  redacted: boolean;
}

/**
 * The version of a payload.
 * @param content the parsed payload: its digest makes two different payloads of one instant comparable.
 */
export function versionOf(content: unknown, updatedAt: Date | null, triggeredAt: Date): Version {
  const canonical = JSON.stringify(content, (_key, value) => (typeof value === 'bigint' ? value.toString() : value));
  return { updatedAt: updatedAt ?? triggeredAt, triggeredAt, digest: sha256(canonical) };
}

/**
 * Locks the resource until the transaction ends, known or not, and tells what became of it.
 * Lock order, so that no two transactions wait for each other: customer, order, then its parts by id.
 */
export async function lockResource(tx: Tx, ref: ResourceRef): Promise<ResourceState> {
  const [row] = await tx.$queryRaw<[ResourceState]>`
    INSERT INTO resource_versions (kind, id) VALUES (${ref.kind}, ${String(ref.id)})
    ON CONFLICT (kind, id) DO UPDATE SET kind = excluded.kind
    RETURNING deleted, redacted`;
  return row;
}

/**
 * Moves the resource to `version`, if that is news, and locks it until the transaction ends.
 * @returns the state to respect while applying; `fresh` is false when the version is not newer or the resource deleted.
 */
export async function advanceVersion(
  tx: Tx,
  ref: ResourceRef,
  version: Version,
): Promise<ResourceState & { fresh: boolean }> {
  const [advanced] = await tx.$queryRaw<ResourceState[]>`
    INSERT INTO resource_versions AS known (kind, id, updated_at, triggered_at, digest)
    VALUES (${ref.kind}, ${String(ref.id)}, ${version.updatedAt}, ${version.triggeredAt}, ${version.digest})
    ON CONFLICT (kind, id) DO UPDATE
      SET updated_at = excluded.updated_at, triggered_at = excluded.triggered_at, digest = excluded.digest
      WHERE NOT known.deleted
        AND (known.updated_at, known.triggered_at, known.digest)
          < (excluded.updated_at, excluded.triggered_at, excluded.digest)
    RETURNING deleted, redacted`;
  return advanced ? { ...advanced, fresh: true } : { ...(await lockResource(tx, ref)), fresh: false };
}

/** `lockResource` for several of one kind, in one order whoever asks. */
export async function lockResources(tx: Tx, kind: ResourceRef['kind'], ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO resource_versions (kind, id) SELECT ${kind}, id FROM unnest(${ids}::text[]) AS id ORDER BY id
    ON CONFLICT (kind, id) DO UPDATE SET kind = excluded.kind`;
}

/** `advanceVersion` for several of one kind that are neither redacted nor parts. @returns the ids that were news. */
export async function advanceVersions(
  tx: Tx,
  kind: ResourceRef['kind'],
  versions: readonly { id: string; version: Version }[],
): Promise<Set<string>> {
  const rows = versions.map(({ id, version }) => ({
    id,
    updated_at: version.updatedAt,
    triggered_at: version.triggeredAt,
    digest: version.digest.toString('hex'),
  }));
  const advanced = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO resource_versions AS known (kind, id, updated_at, triggered_at, digest)
    SELECT ${kind}, one.id, one.updated_at, one.triggered_at, decode(one.digest, 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS one (id text, updated_at timestamptz, triggered_at timestamptz, digest text)
    ORDER BY one.id
    ON CONFLICT (kind, id) DO UPDATE
      SET updated_at = excluded.updated_at, triggered_at = excluded.triggered_at, digest = excluded.digest
      WHERE NOT known.deleted
        AND (known.updated_at, known.triggered_at, known.digest)
          < (excluded.updated_at, excluded.triggered_at, excluded.digest)
    RETURNING id`;
  return new Set(advanced.map(({ id }) => id));
}

/** Leaves a tombstone: no later delivery brings the resource back. Shopify never uses an id twice. */
export async function markDeleted(tx: Tx, ref: ResourceRef): Promise<{ fresh: boolean }> {
  const changed = await tx.$executeRaw`
    INSERT INTO resource_versions AS known (kind, id, deleted) VALUES (${ref.kind}, ${String(ref.id)}, true)
    ON CONFLICT (kind, id) DO UPDATE SET deleted = true WHERE NOT known.deleted`;
  return { fresh: changed > 0 };
}

/** From here on personal data of the resource is dropped wherever it comes from. */
export async function markRedacted(tx: Tx, ref: ResourceRef): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO resource_versions (kind, id, redacted) VALUES (${ref.kind}, ${String(ref.id)}, true)
    ON CONFLICT (kind, id) DO UPDATE SET redacted = true`;
}
