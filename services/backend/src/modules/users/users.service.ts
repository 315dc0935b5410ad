import type { Crypto } from '../../platform/crypto.ts';
import type { Writer } from '../../platform/db.ts';
import { ensureUser } from './users.writes.ts';

export type UsersService = ReturnType<typeof createUsersService>;

export function createUsersService(deps: { writer: Writer; crypto: Crypto }) {
  return {
    /** Undefined once they have been erased. */
    ensureUser: (clerkId: string) => ensureUser(deps.writer, deps.crypto, clerkId),
  };
}
