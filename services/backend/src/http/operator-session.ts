import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../platform/app-error.ts';
import { declareAccess } from './access.ts';
import { operationOf } from './errors.ts';
import type { Identity } from './identity.ts';

/**
 * A browser that goes to a page sends no bearer token, and a session token of Clerk's lives for a minute. An
 * administrator's token is therefore exchanged for a cookie, which is good for what lies below /ops and nothing else.
 */
export interface OperatorSessions {
  /** SESSION_SECRET. */
  secret: string;
  /** Cookies only over TLS. */
  secure: boolean;
  /** Whose session it is; undefined once it has ended, or they are no administrator any more. */
  find(id: string, by: 'person' | 'page'): Promise<Operator | undefined>;
}

export type Operator = Extract<Identity, { kind: 'user' }>;

export const operatorPath = '/ops';
/** What the pages ask. */
export const operatorApiPath = `${operatorPath}/api`;
export const dashboardPath = `${operatorPath}/queues`;
/** Set by the page on what it asks for by itself: somebody who has gone home does not keep a session open. */
export const automaticHeader = 'x-automatic';
const cookieName = 'operator_session';
/** The database knows how long a session lives; a browser need not keep the cookie longer than the longest. */
export const longestSessionSeconds = 8 * 3_600;
const signed = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/;

/** Sets the cookie. The scope must have @fastify/cookie. */
export function rememberOperator(reply: FastifyReply, sessions: OperatorSessions, id: string): void {
  const value = `${id}.${sign(id, sessions.secret).toString('base64url')}`;
  reply.setCookie(cookieName, value, { ...attributesOf(sessions), maxAge: longestSessionSeconds });
}

export function forgetOperator(reply: FastifyReply, sessions: OperatorSessions): void {
  reply.clearCookie(cookieName, attributesOf(sessions));
}

function attributesOf({ secure }: OperatorSessions) {
  return { path: operatorPath, httpOnly: true, secure, sameSite: 'strict' } as const;
}

/** The id that this service once signed; whether that session is still open is another question. */
export function sessionIdOf(request: FastifyRequest, { secret }: OperatorSessions): string | undefined {
  const [, id, signature] = signed.exec(request.cookies[cookieName] ?? '') ?? [];
  if (!id || !signature) return undefined;
  return timingSafeEqual(sign(id, secret), Buffer.from(signature, 'base64url')) ? id : undefined;
}

/** Who has the session of this request; undefined without one that is open. */
export async function operatorOf(request: FastifyRequest, sessions: OperatorSessions): Promise<Operator | undefined> {
  const id = sessionIdOf(request, sessions);
  if (!id) return undefined;
  return sessions.find(id, request.headers[automaticHeader] === undefined ? 'person' : 'page');
}

/**
 * Lets nobody into this scope but administrators with an open session, and changes only from this very origin. The
 * scope must have @fastify/cookie and carry identities.
 */
export function requireOperator(scope: FastifyInstance, sessions: OperatorSessions): void {
  declareAccess(scope, 'session');
  scope.addHook('onRequest', async (request, reply) => {
    const operator = await operatorOf(request, sessions);
    if (operator) {
      refuseOtherOrigins(request);
      request.identity = operator;
      return;
    }
    const isVisit = request.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate';
    if (isVisit) return reply.redirect(operatorPath, 303);
    reply.header('www-authenticate', 'Bearer');
    throw new AppError('unauthenticated', `The session has ended, or there was none: sign in at ${operatorPath}.`);
  });
}

/**
 * Of the operations that are registered in this scope, these can be asked for; the others need a token. None is in the
 * document a second time.
 */
export function allowOnly(scope: FastifyInstance, operationIds: readonly string[]): void {
  scope.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true };
  });
  scope.addHook('preParsing', async (request) => {
    if (operationIds.includes(operationOf(request))) return;
    throw new AppError('forbidden', 'The session of a page is not good for this: send a token to the API.');
  });
}

/**
 * SameSite keeps the cookie from other sites, but not from a neighbouring subdomain; what changes something must come
 * from this very origin.
 * @throws AppError `forbidden`
 */
export function refuseOtherOrigins(request: FastifyRequest): void {
  if (['GET', 'HEAD'].includes(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined ? site === 'same-origin' : isOwnOrigin(request)) return;
  throw new AppError('forbidden', 'Only the pages below /ops themselves may ask for this.');
}

/** For browsers that do not send Sec-Fetch-Site. */
function isOwnOrigin({ headers }: FastifyRequest): boolean {
  const { origin, host } = headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

function sign(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`operator-session ${text}`).digest();
}
