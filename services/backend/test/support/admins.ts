import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { asUser } from './callers.ts';
import { issuer, type TestService } from './service.ts';

/** An administrator who asks the admin API. */
export interface Admin {
  /** As the audit log names them. */
  actor: string;
  token: string;
  /** @param path below /api/v1/admin */
  ask(
    path: string,
    options?: { method?: InjectOptions['method']; payload?: object; headers?: Record<string, string> },
  ): Promise<LightMyRequestResponse>;
}

export async function asAdmin(service: TestService, clerkId = 'user_operator'): Promise<Admin> {
  const { actor } = await asUser(service, clerkId);
  const token = await issuer.issueSession({ clerkId, isAdmin: true });
  return {
    actor,
    token,
    ask: (path, { method = 'GET', payload, headers } = {}) =>
      service.app.inject({
        method,
        url: `/api/v1/admin${path}`,
        headers: { authorization: `Bearer ${token}`, ...headers },
        ...(payload ? { payload } : {}),
      }),
  };
}
