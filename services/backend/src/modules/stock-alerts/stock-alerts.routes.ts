import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { declareAccess } from '../../http/access.ts';
import { problems } from '../../http/errors.ts';
import { answerOnce } from '../../http/idempotency.ts';
import type { IdempotencyKeys } from '../../platform/idempotency-keys.ts';
import {
  confirmedStockAlert,
  newStockAlert,
  stockAlertConfirmation,
  stockAlertParams,
  stockAlertReply,
} from './stock-alerts.schemas.ts';
import type { StockAlertsService } from './stock-alerts.service.ts';

export interface StockAlertsRoutesDeps {
  stockAlerts: StockAlertsService;
  idempotencyKeys: IdempotencyKeys;
}

/** For anybody who finds something sold out. */
export const stockAlertsRoutes: FastifyPluginAsyncZod<StockAlertsRoutesDeps> = async (
  app,
  { stockAlerts, idempotencyKeys },
) => {
  declareAccess(app, 'public');
  answerOnce(app, idempotencyKeys);

  app.post(
    '/products/:handle/notify-me',
    {
      schema: {
        operationId: 'requestStockAlert',
        summary: 'Ask to be told when a product is back',
        description:
          'Sends a mail that asks to confirm the address; once that is done and the product can be bought again, ' +
          'one mail says so and the address is forgotten. The answer is the same for an address that waits already.',
        tags: ['Catalogue'],
        params: stockAlertParams,
        body: newStockAlert,
        response: {
          202: stockAlertReply,
          ...problems('invalid_input', 'not_found', 'conflict', 'idempotency_mismatch', 'rate_limited', 'unavailable'),
        },
      },
    },
    async (request, reply) => {
      await stockAlerts.requestStockAlert(request.params.handle, request.body);
      return reply.code(202).send({ status: 'confirmation_sent' });
    },
  );

  app.post(
    '/stock-alerts/confirmations',
    {
      schema: {
        operationId: 'confirmStockAlert',
        summary: 'Confirm the address of a stock alert',
        description: 'What the link in the mail leads the storefront to send. Sent again, it answers the same.',
        tags: ['Catalogue'],
        body: stockAlertConfirmation,
        response: {
          200: confirmedStockAlert,
          ...problems('invalid_input', 'not_found', 'idempotency_mismatch', 'rate_limited', 'unavailable'),
        },
      },
    },
    (request) => stockAlerts.confirmStockAlert(request.body.token),
  );
};
