import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { declareAccess } from '../http/access.ts';
import { takeBody, takeRawBodies } from '../http/raw-body.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { sha256 } from '../platform/crypto.ts';
import { parsePayload } from './payload.ts';
import { deliveryReplies, type TakeDeliveryDeps, takeDelivery } from './take-delivery.ts';
import { type ClerkVerification, toleranceSeconds, verifyClerk } from './verify-clerk.ts';

export interface ClerkWebhookDeps extends TakeDeliveryDeps {
  /** CLERK_WEBHOOK_SECRET; empty where it is not set: then nothing is taken. */
  secrets: readonly string[];
  /** The host of the Clerk instance, which the inbox names as the sender. */
  instanceHost: string;
  clock: Clock;
}

/** A user with every field that Clerk allows is a few kilobytes. */
const maxBodyBytes = 1024 * 1024;
/** Svix gives up after fifteen seconds (docs.svix.com, "Retry schedule"); no sender needs as long for a megabyte. */
const bodyDeadlineMs = 4_000;

/** The topic of a body that names none: parked, like every topic that nobody handles. */
const unnamed = 'unknown';
const lastMomentMs = Date.parse('9999-12-31T23:59:59.999Z');
const envelope = z.object({
  type: z
    .string()
    .regex(/^[\w.-]{1,255}$/)
    .catch(unnamed),
  timestamp: z.int().min(0).max(lastMomentMs).nullable().catch(null),
});

const headers = z.object({
  'svix-id': z.string().optional().describe('One id per message; a retry has the same'),
  'svix-timestamp': z.string().optional().describe('When this attempt was sent: seconds since 1970'),
  'svix-signature': z
    .string()
    .optional()
    .describe('`v1,` and base64(HMAC-SHA256(secret, id.timestamp.body)); several, separated by spaces'),
});

/** Where Clerk delivers, by way of Svix. Verified on the raw bytes, recorded, and only then answered. */
export const clerkWebhookRoutes: FastifyPluginAsyncZod<ClerkWebhookDeps> = async (app, deps) => {
  declareAccess(app, 'signed');
  takeRawBodies(app, { maxBytes: maxBodyBytes, deadlineMs: bodyDeadlineMs });

  app.post(
    '/webhooks/clerk',
    {
      bodyLimit: maxBodyBytes,
      // Described, not validated: what is missing is answered in the order that the signature demands.
      attachValidation: true,
      schema: {
        operationId: 'receiveClerkWebhook',
        summary: 'Receive a Clerk webhook',
        description:
          'The body is taken as bytes, its signature and the time of sending checked, and the delivery committed to ' +
          'the inbox before the answer. A copy is answered 200 as well and has no second effect. Anything but 2xx ' +
          'makes Svix try again.',
        tags: ['Webhooks'],
        headers,
        response: deliveryReplies,
      },
      onRequest: async (request) => {
        // Whoever does not even claim to be Clerk gets no body read.
        if (!request.headers['svix-signature']) throw refuse({ outcome: 'missing_signature' }, deps);
      },
    },
    async (request) => {
      const body = takeBody(request);
      const verification = verifyClerk(body, request.raw.headers, { secrets: deps.secrets, now: deps.clock.now() });
      if (verification.outcome !== 'verified') throw refuse(verification, deps);
      const { webhookId, sentAt } = verification.delivery;
      const event = readEnvelope(body);
      return takeDelivery(deps, {
        source: 'clerk',
        topic: event.type,
        webhookId,
        shopDomain: deps.instanceHost,
        apiVersion: null,
        eventId: null,
        triggeredAt: event.timestamp === null ? sentAt : new Date(event.timestamp),
        body,
        // Each attempt is signed anew; a true second event has another time in its body.
        signature: sha256(body).toString('base64'),
      });
    },
  );
};

/** Which event it is, and when it happened, as far as the body says so. Only of a body that was verified. */
function readEnvelope(body: Buffer): z.output<typeof envelope> {
  const parsed = envelope.safeParse(parsePayload(body));
  return parsed.success ? parsed.data : { type: unnamed, timestamp: null };
}

function refuse(
  verification: Exclude<ClerkVerification, { outcome: 'verified' }>,
  deps: Pick<ClerkWebhookDeps, 'metrics'>,
): AppError {
  deps.metrics.deliveries.inc({ source: 'clerk', topic: 'unknown', outcome: verification.outcome });
  switch (verification.outcome) {
    case 'missing_signature':
      return new AppError('invalid_signature', 'svix-signature is missing.');
    case 'invalid_signature':
      return new AppError('invalid_signature', 'The signature does not match the id, the time and the body.');
    case 'expired_signature':
      return new AppError('invalid_signature', `The delivery was sent more than ${toleranceSeconds} seconds away.`);
    case 'missing_header':
      return new AppError('missing_header', `${verification.header} is missing or malformed.`);
  }
}
