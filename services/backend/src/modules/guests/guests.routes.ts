import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { declareAccess } from '../../http/access.ts';
import { problems } from '../../http/errors.ts';
import { answerOnce } from '../../http/idempotency.ts';
import { userOf } from '../../http/identity.ts';
import type { IdempotencyKeys } from '../../platform/idempotency-keys.ts';
import { claimReply, guestSession, refreshRequest } from './guests.schemas.ts';
import type { GuestsService } from './guests.service.ts';

const tags = ['People'];

/** For visitors who have not signed in: they may design before they do. */
export const guestSessionRoutes: FastifyPluginAsyncZod<{
  guests: GuestsService;
  idempotencyKeys: IdempotencyKeys;
}> = async (app, { guests, idempotencyKeys }) => {
  declareAccess(app, 'public');
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  // RFC 9110, section 15.5.2: whoever is told 401 is told how to do better.
  app.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode === 401) reply.header('www-authenticate', 'Bearer');
  });
  answerOnce(app, idempotencyKeys);

  app.post(
    '/guest-sessions',
    {
      schema: {
        operationId: 'createGuestSession',
        summary: 'Begin as a visitor',
        description:
          'Gives tokens with which a visitor keeps pets and designs before signing in. An Idempotency-Key must be ' +
          'random: sent again from the same address, it gets the same tokens.',
        tags,
        response: {
          201: guestSession,
          ...problems('bad_request', 'idempotency_conflict', 'idempotency_mismatch', 'rate_limited', 'unavailable'),
        },
      },
    },
    async (_request, reply) => reply.code(201).send(await guests.createGuestSession()),
  );

  app.post(
    '/guest-sessions/refresh',
    {
      schema: {
        operationId: 'refreshGuestSession',
        summary: 'Go on as the same visitor',
        description:
          'Gives the next pair of tokens for a refresh token, once. One that comes a second time was copied: every ' +
          'session of that visitor ends. Send an Idempotency-Key, so that a reply that got lost can be asked for again.',
        tags,
        body: refreshRequest,
        response: {
          200: guestSession,
          ...problems(
            'invalid_input',
            'unauthenticated',
            'idempotency_conflict',
            'idempotency_mismatch',
            'rate_limited',
          ),
        },
      },
    },
    (request) => guests.refreshGuestSession(request.body.refreshToken),
  );
};

/** For users, who take over what they did as visitors. */
export const claimRoutes: FastifyPluginAsyncZod<{ guests: GuestsService }> = async (app, { guests }) => {
  app.post(
    '/me/claims',
    {
      schema: {
        operationId: 'claimGuestSession',
        summary: 'Take over what was designed before signing in',
        description: 'Moves the pets and designs of a visitor to the user, once; sent again, it moves nothing more.',
        tags,
        body: refreshRequest,
        response: {
          200: claimReply,
          ...problems('invalid_input', 'unauthenticated', 'forbidden', 'not_found', 'conflict', 'idempotency_mismatch'),
        },
      },
    },
    (request) => guests.claimGuestSession(userOf(request).ownerId, request.body.refreshToken),
  );
};
