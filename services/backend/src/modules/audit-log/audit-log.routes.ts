import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { problems } from '../../http/errors.ts';
import { readsFor } from '../../http/read-after-write.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
import { auditEntryList, auditLogQuery } from './audit-log.schemas.ts';
import type { AuditLogService } from './audit-log.service.ts';

export interface AuditLogRoutesDeps {
  auditLog: AuditLogService;
  router: ReadRouter;
}

/** Who did what to whom. */
export const auditLogRoutes: FastifyPluginAsyncZod<AuditLogRoutesDeps> = async (app, { auditLog, router }) => {
  app.get(
    '/admin/audit-log',
    {
      schema: {
        operationId: 'listAuditEntries',
        summary: 'Read the audit log',
        description: 'Newest first. By actor or by subject, where one is given.',
        tags: ['Administration'],
        security: [{ session: [] }],
        querystring: auditLogQuery,
        response: { 200: auditEntryList, ...problems('invalid_input', 'unauthenticated', 'forbidden', 'rate_limited') },
      },
    },
    async (request) => auditLog.listAuditEntries(await readsFor(router, request), request.query),
  );
};
