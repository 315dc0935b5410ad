import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../platform/app-error.ts';
import { declareAccess } from './access.ts';

/** Who asks. `ownerId` is whom pets and designs belong to. */
export type Identity =
  | { kind: 'guest'; ownerId: string }
  | { kind: 'user'; ownerId: string; clerkId: string; isAdmin: boolean };

/** Undefined for a token that says nothing to us, for whatever reason: the caller learns no more than that. */
export type Authenticate = (token: string) => Promise<Identity | undefined>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Null outside the scopes that ask for one. */
    identity: Identity | null;
  }
}

/** Must be called once on the application, before any scope asks for identities. */
export function carryIdentities(app: FastifyInstance): void {
  app.decorateRequest('identity', null);
}

/**
 * Lets nobody into this scope but whom `access` names: `guest` anybody with a token of a guest or a user, `user` only
 * users, `admin` only users with that role. Asked before the body is read.
 */
export function requireIdentity(
  scope: FastifyInstance,
  access: 'guest' | 'user' | 'admin',
  authenticate: Authenticate,
): void {
  declareAccess(scope, access);
  scope.addHook('onRequest', async (request, reply) => {
    const token = bearerOf(request);
    const identity = token === undefined ? undefined : await authenticate(token);
    if (!identity) {
      reply.header('www-authenticate', 'Bearer');
      throw new AppError('unauthenticated', 'Send a valid session token as Authorization: Bearer.');
    }
    if (access !== 'guest' && identity.kind === 'guest') throw new AppError('forbidden', 'Sign in to do this.');
    if (access === 'admin' && !(identity.kind === 'user' && identity.isAdmin)) {
      throw new AppError('forbidden', 'Only administrators may do this.');
    }
    request.identity = identity;
  });
}

/** The identity of a request inside a scope that requires one. */
export function identityOf(request: FastifyRequest): Identity {
  if (!request.identity) throw new Error(`${request.routeOptions.url} is outside every scope with identities`);
  return request.identity;
}

/** For `access: user` and above. */
export function userOf(request: FastifyRequest): Extract<Identity, { kind: 'user' }> {
  const identity = identityOf(request);
  if (identity.kind !== 'user') throw new Error(`${request.routeOptions.url} is outside the scope of users`);
  return identity;
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
