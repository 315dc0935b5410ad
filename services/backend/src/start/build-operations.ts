import type { ApiDeps } from '../api.ts';
import type { Clerk } from '../clients/clerk.ts';
import { dashboardPath, type OperatorSessions } from '../http/operator-session.ts';
import type { QueueDashboardRoutesDeps } from '../http/queue-dashboard.routes.ts';
import { createQueueDashboard } from '../http/queue-dashboard.ts';
import { readQueueDepths } from '../jobs/queue-depths.ts';
import { hasAdminAccess } from '../mirror/mirror-jobs.ts';
import { readMirrorState } from '../mirror/state.ts';
import { createAuditLogService } from '../modules/audit-log/audit-log.service.ts';
import { createDeliveriesService } from '../modules/deliveries/deliveries.service.ts';
import { createMirrorStateService } from '../modules/operations/mirror-state.service.ts';
import { createOperationsService } from '../modules/operations/operations.service.ts';
import { createOperatorSessionsService } from '../modules/operator-sessions/operator-sessions.service.ts';
import { recordAudit } from '../platform/audit.ts';
import { findLastBackup } from '../platform/backup-log.ts';
import { previewReplay, replayDelivery, replayPreviewed } from '../webhooks/inbox-admin.replay.ts';
import { countUnsettled } from '../webhooks/inbox-admin.stats.ts';
import { findDelivery, listDeliveries, readDeliveryBody } from '../webhooks/inbox-admin.ts';
import type { Deps } from './deps.ts';

/** What administrators see and do: the inbox, the audit log, and how everything fares. */
export function buildOperations(deps: Deps): Pick<ApiDeps, 'deliveries' | 'auditLog' | 'operations' | 'mirrorState'> {
  const { database, crypto, clock, backend, queues, replicaLag, env } = deps;
  const { primary, writer } = database;
  return {
    deliveries: createDeliveriesService({
      listDeliveries: (filter, window) => listDeliveries(primary, filter, window),
      findDelivery: (id) => findDelivery(primary, id),
      readDeliveryBody: (id, actor) => readDeliveryBody(writer, crypto, id, actor),
      replayDelivery: (id, actor) => replayDelivery(writer, id, actor),
      previewReplay: (range, limit) => previewReplay(primary, range, limit),
      async replayRange(range, limit, actor) {
        const preview = await previewReplay(primary, range, limit);
        const replayed = await replayPreviewed(writer, range, preview, { actor });
        return { preview, replayed: replayed.length };
      },
    }),
    auditLog: createAuditLogService(),
    mirrorState: createMirrorStateService({
      clock,
      isEnabled: hasAdminAccess(env),
      readState: () => readMirrorState(primary),
    }),
    operations: createOperationsService({
      clock,
      countDeliveries: () => countUnsettled(primary),
      queue: {
        kind: backend?.kind ?? 'none',
        readDepths: () => readQueueDepths(queues),
        dashboard: backend ? dashboardPath : null,
      },
      replica: {
        isConfigured: database.hasReplica,
        maxLagMs: env.REPLICA_MAX_LAG_MS,
        readLagMs: replicaLag.milliseconds,
      },
      findLastBackup: () => findLastBackup(primary),
    }),
  };
}

/** Sessions of the pages below /ops, and the cookie that stands for one. */
export function buildOperatorSessions(
  { env, database, clock, log }: Deps,
  clerk: Clerk,
  secure: boolean,
): Pick<ApiDeps, 'operatorSessions' | 'operatorCookies'> {
  const operatorSessions = createOperatorSessionsService({
    writer: database.writer,
    clock,
    log,
    isAdmin: clerk.isAdmin,
  });
  return { operatorSessions, operatorCookies: { secret: env.SESSION_SECRET, secure, find: operatorSessions.find } };
}

/** The page behind it, at /ops/queues. */
export function buildQueueDashboard(
  { backend, queues, database }: Deps,
  sessions: OperatorSessions,
): QueueDashboardRoutesDeps {
  return {
    sessions,
    dashboard: backend && createQueueDashboard([...queues.values()]),
    async noteChange(ownerId, details) {
      const entry = { actor: `user:${ownerId}`, action: 'queue_dashboard.change', subject: 'queue_dashboard', details };
      await database.writer.$transaction((tx) => recordAudit(tx, entry));
    },
  };
}
