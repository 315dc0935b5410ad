import type { Clock } from '../../platform/clock.ts';
import type { MirrorStateReply } from './mirror-state.schemas.ts';

export type MirrorStateService = ReturnType<typeof createMirrorStateService>;

type Kind = MirrorStateReply['kinds'][number];
type Run = NonNullable<Kind['lastRun']>;
type KeptRun = Omit<Run, 'endedAt'> & { endedAt: Date };

export interface MirrorStateServiceDeps {
  clock: Clock;
  isEnabled: boolean;
  readState(): Promise<{
    kinds: {
      kind: Kind['kind'];
      completeTo: Date | null;
      isUnderway: boolean;
      import: { requestedAt: Date; resources: number; finishedAt: Date | null } | null;
      reconcile: KeptRun | null;
      sweep: KeptRun | null;
    }[];
    drift: (Omit<MirrorStateReply['drift'][number], 'lastFoundAt'> & { lastFoundAt: Date })[];
  }>;
}

/** How far the mirror of the shop is. */
export function createMirrorStateService({ clock, isEnabled, readState }: MirrorStateServiceDeps) {
  return {
    async readMirror(): Promise<MirrorStateReply> {
      const { kinds, drift } = await readState();
      const now = clock.now();
      return {
        at: now.toISOString(),
        isEnabled,
        isImported: kinds.every((kind) => kind.import?.finishedAt),
        kinds: kinds.map(({ kind, completeTo, isUnderway, import: imported, reconcile, sweep }) => ({
          kind,
          completeTo: completeTo?.toISOString() ?? null,
          behindSeconds: completeTo && Math.max(0, (now.getTime() - completeTo.getTime()) / 1_000),
          isUnderway,
          import: imported && {
            startedAt: imported.requestedAt.toISOString(),
            resources: imported.resources,
            isFinished: imported.finishedAt !== null,
            finishedAt: imported.finishedAt?.toISOString() ?? null,
          },
          lastRun: toRun(reconcile),
          lastSweep: toRun(sweep),
        })),
        drift: drift.map(({ kind, drift: what, found, lastFoundAt }) => ({
          ...{ kind, drift: what, found },
          lastFoundAt: lastFoundAt.toISOString(),
        })),
      };
    },
  };
}

function toRun(run: KeptRun | null): Run | null {
  return run && { endedAt: run.endedAt.toISOString(), outcome: run.outcome, changed: run.changed };
}
