import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { longestSessionSeconds, type Operator } from '../../http/operator-session.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Writer } from '../../platform/db.ts';
import type { Log } from '../../platform/log.ts';
import { endSession, findOpenSession, openSession, revokeSessions, touchSession } from './operator-sessions.writes.ts';

export type OperatorSessionsService = ReturnType<typeof createOperatorSessionsService>;

interface OperatorSessionsDeps {
  writer: Writer;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  /** Whether Clerk says so now. Rejects while it cannot be asked. */
  isAdmin(clerkId: string): Promise<boolean>;
}

const idleSeconds = 30 * 60;
/** A request that follows the last one by less is not written down. */
const noticeSeconds = 60;
/** Somebody who loses the role keeps a session this long at most while Clerk answers ... */
const confirmEverySeconds = 5 * 60;
/** ... and this long while it does not: an outage of Clerk's must not lock out whoever repairs ours. */
const believedSeconds = 30 * 60;
/** Requests come in pairs, and one that waits for a Clerk that hangs is enough. */
const askEveryMs = 30_000;
const rememberedAnswers = 1_000;

/** Sessions of administrators below /ops: half an hour without anybody there, eight hours at most. */
export function createOperatorSessionsService({ writer, clock, log, isAdmin }: OperatorSessionsDeps) {
  const ago = (seconds: number) => new Date(clock.now().getTime() - seconds * 1_000);
  const limits = () => ({ startedAfter: ago(longestSessionSeconds), seenAfter: ago(idleSeconds) });
  const answers = new LRUCache<string, Promise<boolean | undefined>>({ max: rememberedAnswers, ttl: askEveryMs });

  /** Undefined: Clerk cannot be asked. */
  function askClerk(clerkId: string): Promise<boolean | undefined> {
    const asked = answers.get(clerkId);
    if (asked) return asked;
    const answer = isAdmin(clerkId).catch((error: unknown) => {
      log.warn({ err: error }, 'whether an operator is still an administrator could not be asked');
      return undefined;
    });
    answers.set(clerkId, answer);
    return answer;
  }

  async function isStillAdmin(id: string, session: { userId: string; clerkId: string; confirmedAt: Date }) {
    if (session.confirmedAt > ago(confirmEverySeconds)) return true;
    const answer = await askClerk(session.clerkId);
    if (answer === undefined) return session.confirmedAt > ago(believedSeconds);
    if (answer) await touchSession(writer, id, { confirmedAt: clock.now() });
    else await revokeSessions(writer, session.userId);
    return answer;
  }

  return {
    /**
     * For whoever has just shown a token of an administrator.
     * @throws AppError `unauthenticated` for whoever is erased meanwhile
     */
    async openOperatorSession({ ownerId }: { ownerId: string }): Promise<string> {
      const id = await openSession(writer, { id: randomUUID(), userId: ownerId, now: clock.now() }, limits());
      if (id === undefined) throw new AppError('unauthenticated', 'This account has been deleted.');
      return id;
    },

    /** Undefined for a session that is over. Only what a person does keeps it open. */
    async find(id: string, by: 'person' | 'page'): Promise<Operator | undefined> {
      const session = await findOpenSession(writer, id, limits());
      if (!session || !(await isStillAdmin(id, session))) return undefined;
      if (by === 'person' && session.seenAt <= ago(noticeSeconds)) {
        await touchSession(writer, id, { seenAt: clock.now() });
      }
      return { kind: 'user', ownerId: session.userId, clerkId: session.clerkId, isAdmin: true };
    },

    /** Whoever kept a copy of the cookie has nothing with it any more. */
    endOperatorSession: (id: string): Promise<void> => endSession(writer, id),
  };
}
