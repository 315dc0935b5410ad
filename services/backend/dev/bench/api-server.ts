import { createAuthenticate } from '../../src/http/authenticate.ts';
import type { Authenticate } from '../../src/http/identity.ts';
import { type ApiParts, buildApi, createApiParts } from '../../src/start/build-api.ts';
import { type Deps, openDeps } from '../../src/start/deps.ts';
import { readEnvOrExit } from '../../src/start/read-env.ts';
import { buildBenchApp } from './bench-app.ts';
import { listenForBench } from './listen.ts';

export type ApiVariant = 'authenticated' | 'unauthenticated' | 'verifiedEachTime';

/** The application as it is, with the way of telling who asks that the variant wants: nothing else differs. */
async function main(): Promise<void> {
  const env = readEnvOrExit();
  const deps = await openDeps(env, 'server');
  const parts = createApiParts(deps);
  const authenticate = await makeAuthenticate(process.argv[2] as ApiVariant, deps, parts);
  const app = await buildBenchApp(deps, { ...buildApi(deps, parts), authenticate });
  await listenForBench(app, {});
}

async function makeAuthenticate(variant: ApiVariant, deps: Deps, parts: ApiParts): Promise<Authenticate> {
  const { users, clerk, guestTokens } = parts;
  const asked = {
    verifySession: clerk.verifySession,
    verifyGuest: guestTokens.verifyAccess,
    ensureUser: users.ensureUser,
    clock: deps.clock,
  };
  switch (variant) {
    case 'authenticated':
      return createAuthenticate(asked);
    case 'verifiedEachTime':
      return createAuthenticate({ ...asked, remembers: false });
    case 'unauthenticated':
      return trustEverybody(deps);
  }
}

/** Takes the token for a name: what the same route costs when nobody is asked who they are. */
async function trustEverybody({ database }: Deps): Promise<Authenticate> {
  const people = await database.writer.user.findMany({ select: { id: true, clerkId: true } });
  const identities = new Map(
    people.map(({ id, clerkId }) => [clerkId, { kind: 'user' as const, ownerId: id, clerkId, isAdmin: false }]),
  );
  return async (token) => identities.get(token);
}

if (import.meta.main) await main();
