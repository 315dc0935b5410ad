import type { Clock } from '../../platform/clock.ts';
import type { Operations } from './operations.schemas.ts';

export type OperationsService = ReturnType<typeof createOperationsService>;

export interface OperationsServiceDeps {
  clock: Clock;
  countDeliveries(): Promise<Operations['deliveries']>;
  queue: {
    kind: Operations['queue']['kind'];
    /** Rejects while the queue does not answer. */
    readDepths(): Promise<NonNullable<Operations['queue']['depths']>>;
    dashboard: string | null;
  };
  replica: { isConfigured: boolean; maxLagMs: number; readLagMs(): number | null };
  /** The youngest backup; undefined when none is known. */
  findLastBackup(): Promise<{ takenAt: Date; bytes: bigint; verifiedAt: Date | undefined } | undefined>;
}

/** How everything fares, on one screen. */
export function createOperationsService(deps: OperationsServiceDeps) {
  const { clock, queue, replica } = deps;
  return {
    async readOperations(): Promise<Operations> {
      const [deliveries, depths, backup] = await Promise.all([
        deps.countDeliveries(),
        // The rest is worth seeing most of all while Redis is away.
        queue.readDepths().catch(() => null),
        deps.findLastBackup(),
      ]);
      const now = clock.now();
      return {
        at: now.toISOString(),
        deliveries,
        queue: { kind: queue.kind, depths, dashboard: queue.dashboard },
        replica: { isConfigured: replica.isConfigured, lagMs: replica.readLagMs(), maxLagMs: replica.maxLagMs },
        backup: backup
          ? {
              takenAt: backup.takenAt.toISOString(),
              ageSeconds: Math.max(0, (now.getTime() - backup.takenAt.getTime()) / 1_000),
              bytes: String(backup.bytes),
              verifiedAt: backup.verifiedAt?.toISOString() ?? null,
            }
          : null,
      };
    },
  };
}
