import { LRUCache } from 'lru-cache';
import { AppError } from '../../platform/app-error.ts';
import { recordAudit } from '../../platform/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Reader, Tx, Writer } from '../../platform/db.ts';
import type { Reads } from '../../platform/read-router.ts';
import { findProfile, findUserRecords } from './users.reads.ts';
import type { AccountExport, Profile, ProfileChanges, Purchases } from './users.schemas.ts';
import { changeProfile, ensureUser, requestClerkDeletion } from './users.writes.ts';

export type UsersService = ReturnType<typeof createUsersService>;

interface UsersDeps {
  writer: Writer;
  crypto: Crypto;
  clock: Clock;
  /** What the shop holds of customers with this e-mail address. */
  findPurchases(reader: Reader, verifiedEmail: string): Promise<Purchases>;
  /** Erases an account and leaves its tombstone, with the audit entry. */
  eraseAccount(tx: Tx, account: { clerkId: string; actor: string }): Promise<unknown>;
  /** Told that somebody waits to be deleted at Clerk. Must not throw. */
  onClerkDeletion(): void;
}

const rememberedErasures = 10_000;

export function createUsersService(deps: UsersDeps) {
  const { writer, crypto, clock } = deps;
  const erasedHere = new LRUCache<string, true>({ max: rememberedErasures });

  return {
    /** Undefined once they have been erased. */
    ensureUser: (clerkId: string) => ensureUser(writer, crypto, clerkId),

    /** True for whom this process has erased, while a token of theirs may still be remembered. */
    isErased: (userId: string): boolean => erasedHere.has(userId),

    /** @throws AppError `unauthenticated` for whoever has been erased while their token still lives. */
    async getMe(reads: Reads, userId: string): Promise<Profile> {
      // Whoever is seen for the first time has a row that the replica may not have yet.
      const found = (await findProfile(reads.models, crypto, userId)) ?? (await findProfile(writer, crypto, userId));
      return found ?? gone();
    },

    /** @throws AppError `precondition_failed` when `expected` is not the version of the row; `unauthenticated` as above. */
    async updateMe(userId: string, expected: number | 'any', changes: ProfileChanges): Promise<Profile> {
      const outcome = await writer.$transaction((tx) =>
        changeProfile(tx, crypto, userId, { expected, changes, now: clock.now() }),
      );
      if (outcome === 'unknown') return gone();
      if (outcome === 'changed_meanwhile') {
        throw new AppError('precondition_failed', 'Your profile has changed since. Read it again.');
      }
      return outcome;
    },

    /**
     * Everything held of a user. From the primary, in one snapshot and together with its audit entry: a copy that may
     * be asked for by law leaves out nothing that a replica has not seen yet.
     */
    exportMe(userId: string): Promise<AccountExport> {
      return writer.$transaction(
        async (tx) => {
          const found = await findUserRecords(tx, crypto, userId);
          if (!found) return gone();
          const purchases = found.verifiedEmail ? await deps.findPurchases(tx, found.verifiedEmail) : [];
          const who = `user:${userId}`;
          await recordAudit(tx, { actor: who, action: 'user.export', subject: who });
          return { exportedAt: clock.now().toISOString(), ...found.records, purchases };
        },
        { isolationLevel: 'RepeatableRead' },
      );
    },

    /**
     * Erases a user for good, here first and then at Clerk.
     *
     * Here first, because it is one transaction: it happens wholly or not at all, and its tombstone keeps tokens and
     * events that are still on their way from making the user again. The other way round, a failure after Clerk had
     * answered would leave data of somebody who can no longer sign in to ask again. The same transaction notes that
     * Clerk is still to be asked; a job does that at once and again until it has worked, whatever the queue, Clerk or
     * this process suffer in between. Clerk's own user.deleted, which follows, finds nothing left to do.
     */
    async deleteMe(userId: string, clerkId: string): Promise<void> {
      await writer.$transaction(async (tx) => {
        await deps.eraseAccount(tx, { clerkId, actor: `user:${userId}` });
        await requestClerkDeletion(tx, clerkId);
      });
      erasedHere.set(userId, true);
      deps.onClerkDeletion();
    },
  };
}

function gone(): never {
  throw new AppError('unauthenticated', 'This account has been deleted.');
}
