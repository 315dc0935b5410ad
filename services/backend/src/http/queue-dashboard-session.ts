import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';

/**
 * A browser that goes to a page sends no bearer token. An administrator's token is therefore exchanged for a cookie,
 * which is good for the queue dashboard, and nothing else, for a short time.
 */
export interface DashboardSessions {
  /** SESSION_SECRET. */
  secret: string;
  /** Cookies only over TLS. */
  secure: boolean;
  clock: Clock;
}

export const dashboardPath = '/ops/queues';
const cookieName = 'queue_dashboard';
const lifetimeSeconds = 15 * 60;
const sealed = /^(\d{10})\.([0-9a-f-]{36})\.([\w-]{43})$/;

/** Sets the cookie. The scope must have @fastify/cookie. */
export function rememberDashboardSession(reply: FastifyReply, sessions: DashboardSessions, ownerId: string): void {
  const endsAt = Math.floor(sessions.clock.now().getTime() / 1_000) + lifetimeSeconds;
  const text = `${endsAt}.${ownerId}`;
  reply.setCookie(cookieName, `${text}.${sign(text, sessions.secret).toString('base64url')}`, {
    path: dashboardPath,
    httpOnly: true,
    secure: sessions.secure,
    sameSite: 'strict',
    maxAge: lifetimeSeconds,
  });
}

/** Whose session it is; undefined without one that this service gave and that has not ended. */
export function dashboardUserOf(request: FastifyRequest, sessions: DashboardSessions): string | undefined {
  const [, endsAt, ownerId, signature] = sealed.exec(request.cookies[cookieName] ?? '') ?? [];
  if (!endsAt || !ownerId || !signature) return undefined;
  const expected = sign(`${endsAt}.${ownerId}`, sessions.secret);
  if (!timingSafeEqual(expected, Buffer.from(signature, 'base64url'))) return undefined;
  return Number(endsAt) * 1_000 > sessions.clock.now().getTime() ? ownerId : undefined;
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
  throw new AppError('forbidden', 'Only the dashboard itself may ask for this.');
}

/** For browsers that do not send Sec-Fetch-Site. */
function isOwnOrigin({ headers }: FastifyRequest): boolean {
  const { origin, host } = headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

function sign(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`queue-dashboard ${text}`).digest();
}
