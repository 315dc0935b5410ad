import { randomUUID } from 'node:crypto';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { createGuestTokens } from '../../src/platform/guest-tokens.ts';
import { issuer, type TestService } from './service.ts';

/** Somebody with a token, who asks the service under test. What they changed, they read at once, as a browser would. */
export interface Caller {
  ownerId: string;
  /** As the audit log names them. */
  actor: string;
  ask(options: InjectOptions): Promise<LightMyRequestResponse>;
}

export async function asUser(
  service: TestService,
  clerkId = `user_${randomUUID()}`,
  { isAdmin = false } = {},
): Promise<Caller> {
  const user = await service.server.deps.database.writer.user.findUnique({ where: { clerkId } });
  const ask = asking(service, await issuer.issueSession({ clerkId, isAdmin }));
  if (user) return { ownerId: user.id, actor: `user:${user.id}`, ask };
  const [owner] = await service.rows<{ id: string }>(`INSERT INTO owners (kind) VALUES ('user') RETURNING id`);
  const { id } = owner as { id: string };
  await service.rows(`INSERT INTO users (id, clerk_id, personal) VALUES ($1, $2, '')`, [id, clerkId]);
  return { ownerId: id, actor: `user:${id}`, ask };
}

export async function asGuest(service: TestService): Promise<Caller> {
  const { env } = service.server.deps;
  const tokens = createGuestTokens({
    access: env.JWT_SECRET,
    refresh: env.REFRESH_TOKEN_SECRET,
    issuer: env.APP_NAME,
  });
  const [owner] = await service.rows<{ id: string }>(`INSERT INTO owners (kind) VALUES ('guest') RETURNING id`);
  const { id } = owner as { id: string };
  await service.rows('INSERT INTO guests (id) VALUES ($1)', [id]);
  return { ownerId: id, actor: `guest:${id}`, ask: asking(service, (await tokens.issueAccess(id)).token) };
}

function asking(service: TestService, token: string): Caller['ask'] {
  let readAfter: string | undefined;
  return async (options) => {
    const headers = { authorization: `Bearer ${token}`, ...(readAfter ? { 'x-read-after': readAfter } : {}) };
    const reply = await service.app.inject({ ...options, headers: { ...headers, ...options.headers } });
    readAfter = reply.headers['x-read-after']?.toString() ?? readAfter;
    return reply;
  };
}
