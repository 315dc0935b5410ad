import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db.ts';
import type { Metrics } from '../platform/metrics.ts';
import { type MirrorKind, mirrorKinds } from './snapshots.ts';

/**
 * What the mirror lacked: it did not know the resource (`missing`), knew an older state (`outdated`), or another one of
 * the same second (`differing`: Shopify's `updated_at` has whole seconds, and a webhook may leave out what we then read);
 * or it still had what the shop has deleted (`undeleted`).
 */
export const drifts = ['missing', 'outdated', 'differing', 'undeleted'] as const;
export type Drift = (typeof drifts)[number];
/** What no webhook carries drifts too, as a matter of course. */
export type DriftKind = MirrorKind | 'membership' | 'size_chart';

export interface DriftDeps {
  database: Pick<Database, 'primary'>;
  clock: Clock;
  metrics: Pick<Metrics, 'mirrorDrift'>;
}

/** Counts what was found, for the metrics of this process and for good. */
export async function countDrift(
  { database, clock, metrics }: DriftDeps,
  kind: DriftKind,
  drift: Drift,
  found: number,
): Promise<void> {
  if (found === 0) return;
  metrics.mirrorDrift.inc({ kind, drift }, found);
  await database.primary.query(
    `INSERT INTO mirror_drift AS known (kind, drift, found, last_found_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (kind, drift) DO UPDATE SET found = known.found + excluded.found, last_found_at = excluded.last_found_at`,
    [kind, drift, found, clock.now()],
  );
}

/** Shows every count from the start: Prometheus sees no increase in a series that begins with its first find. */
export function showNoDrift({ mirrorDrift }: Pick<Metrics, 'mirrorDrift'>): void {
  for (const kind of mirrorKinds) for (const drift of drifts) mirrorDrift.inc({ kind, drift }, 0);
}
