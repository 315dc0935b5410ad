import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { declareAccess } from '../http/access.ts';
import { takeBody, takeRawBodies } from '../http/raw-body.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { deliveryReplies, type TakeDeliveryDeps, takeDelivery } from './take-delivery.ts';
import { type Verification, verifyShopify } from './verify-shopify.ts';

export interface ShopifyWebhookDeps extends TakeDeliveryDeps {
  secrets: readonly string[];
  shopDomain: string;
  clock: Clock;
}

/** Shopify publishes no limit; orders with hundreds of lines and products with 100 variants stay well below. */
const maxBodyBytes = 8 * 1024 * 1024;
/** Shopify gives up after five seconds in all (shopify.dev, "Verify deliveries"). */
const bodyDeadlineMs = 4_000;

const headers = z.object({
  'x-shopify-hmac-sha256': z.string().optional().describe('base64(HMAC-SHA256(secret, raw body))'),
  'x-shopify-topic': z.string().optional().describe('For example orders/create'),
  'x-shopify-shop-domain': z.string().optional().describe('The permanent myshopify.com domain'),
  'x-shopify-webhook-id': z.string().optional().describe('One id per delivery; a retry has the same'),
  'x-shopify-triggered-at': z.string().optional().describe('When the event happened'),
});

/** Where Shopify delivers. Verified on the raw bytes, recorded, and only then answered. */
export const shopifyWebhookRoutes: FastifyPluginAsyncZod<ShopifyWebhookDeps> = async (app, deps) => {
  declareAccess(app, 'signed');
  takeRawBodies(app, { maxBytes: maxBodyBytes, deadlineMs: bodyDeadlineMs });

  app.post(
    '/webhooks/shopify',
    {
      bodyLimit: maxBodyBytes,
      // Described, not validated: what is missing is answered in the order that the signature demands.
      attachValidation: true,
      schema: {
        operationId: 'receiveShopifyWebhook',
        summary: 'Receive a Shopify webhook',
        description:
          'The body is taken as bytes, its signature checked, and the delivery committed to the inbox before the ' +
          'answer. A copy is answered 200 as well and has no second effect. Anything but 2xx makes Shopify try again.',
        tags: ['Webhooks'],
        headers,
        response: deliveryReplies,
      },
      onRequest: async (request) => {
        // Whoever does not even claim to be Shopify gets no body read.
        if (!request.headers['x-shopify-hmac-sha256']) throw refuse({ outcome: 'missing_signature' }, deps);
      },
    },
    async (request) => {
      const body = takeBody(request);
      const verification = verifyShopify(body, request.raw.headers, deps);
      if (verification.outcome !== 'verified') throw refuse(verification, deps);
      return takeDelivery(deps, {
        source: 'shopify',
        ...verification.delivery,
        triggeredAt: verification.delivery.triggeredAt ?? deps.clock.now(),
        body,
      });
    },
  );
};

function refuse(
  verification: Exclude<Verification, { outcome: 'verified' }>,
  deps: Pick<ShopifyWebhookDeps, 'metrics'>,
): AppError {
  // The topic of what is not verified is anybody's word.
  deps.metrics.deliveries.inc({ source: 'shopify', topic: 'unknown', outcome: verification.outcome });
  switch (verification.outcome) {
    case 'missing_signature':
      return new AppError('invalid_signature', 'X-Shopify-Hmac-Sha256 is missing.');
    case 'invalid_signature':
      return new AppError('invalid_signature', 'The signature does not match the body.');
    case 'foreign_shop':
      return new AppError('foreign_shop', 'This service does not take webhooks of that shop.');
    case 'missing_header':
      return new AppError('missing_header', `${verification.header} is missing.`);
  }
}
