import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { problems } from '../../http/errors.ts';
import { userOf } from '../../http/identity.ts';
import { readsFor } from '../../http/read-after-write.ts';
import { isUnchanged, requireVersion, sendVersion } from '../../http/versions.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
import { accountDeletion, accountExport, profile, profileChanges } from './users.schemas.ts';
import type { UsersService } from './users.service.ts';

export interface UsersRoutesDeps {
  users: Pick<UsersService, 'getMe' | 'updateMe' | 'exportMe' | 'deleteMe'>;
  router: ReadRouter;
}

const shared = { tags: ['Account'], security: [{ session: [] }] };
const nothing = z.strictObject({});

/** What people see, change and take away of themselves. For the scope of users. */
export const usersRoutes: FastifyPluginAsyncZod<UsersRoutesDeps> = async (scope, { users, router }) => {
  // Nobody between us and them keeps a copy; they themselves ask again, by ETag.
  scope.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'private, no-cache');
  });

  scope.get(
    '/me',
    {
      config: { versioned: 'read' },
      schema: {
        ...shared,
        operationId: 'getMe',
        summary: 'Read your profile',
        querystring: nothing,
        response: {
          200: profile,
          304: z.null().describe('As in If-None-Match.'),
          ...problems('invalid_input', 'unauthenticated', 'forbidden', 'internal'),
        },
      },
    },
    async (request, reply) => {
      const found = await users.getMe(await readsFor(router, request), userOf(request).ownerId);
      return isUnchanged(request, reply, found.version) ? reply.send(null) : found;
    },
  );

  scope.patch(
    '/me',
    {
      config: { versioned: 'write' },
      schema: {
        ...shared,
        operationId: 'updateMe',
        summary: 'Change your profile',
        description:
          'Send If-Match with the ETag of the profile that you change. What is left out stays. E-mail address and ' +
          'phone number are changed at Clerk.',
        querystring: nothing,
        body: profileChanges,
        response: {
          200: profile,
          ...problems('invalid_input', 'unauthenticated', 'forbidden', 'precondition_failed', 'too_large'),
          ...problems('unsupported_media_type', 'precondition_required', 'internal'),
        },
      },
    },
    async (request, reply) => {
      const changed = await users.updateMe(userOf(request).ownerId, requireVersion(request), request.body);
      sendVersion(reply, changed.version);
      return changed;
    },
  );

  scope.get(
    '/me/export',
    {
      schema: {
        ...shared,
        operationId: 'exportMe',
        summary: 'Take a copy of everything held of you',
        description:
          'Profile, pets, designs with every revision and share, purchases with your verified e-mail address, and ' +
          'what the audit log says of you. Each copy that is taken is noted there.',
        querystring: nothing,
        response: { 200: accountExport, ...problems('invalid_input', 'unauthenticated', 'forbidden', 'internal') },
      },
    },
    async (request, reply) => {
      const copy = await users.exportMe(userOf(request).ownerId);
      reply.header('content-disposition', `attachment; filename="my-data-${copy.exportedAt.slice(0, 10)}.json"`);
      reply.header('cache-control', 'no-store');
      return copy;
    },
  );

  scope.delete(
    '/me',
    {
      schema: {
        ...shared,
        operationId: 'deleteMe',
        summary: 'Delete your account',
        description:
          'Erases your profile, pets, designs and shares at once and for good, and then your account at Clerk. Orders ' +
          'stay with the shop, which keeps them for its books.',
        querystring: nothing,
        body: accountDeletion,
        response: {
          204: z.null().describe('Nothing is left.'),
          ...problems(
            'invalid_input',
            'unauthenticated',
            'forbidden',
            'too_large',
            'unsupported_media_type',
            'internal',
          ),
        },
      },
    },
    async (request, reply) => {
      const { ownerId, clerkId } = userOf(request);
      await users.deleteMe(ownerId, clerkId);
      return reply.code(204).send(null);
    },
  );
};
