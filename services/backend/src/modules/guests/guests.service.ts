import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Writer } from '../../platform/db.ts';
import type { GuestTokens } from '../../platform/guest-tokens.ts';
import type { Claim, GuestSession } from './guests.schemas.ts';
import { type ClaimCheckouts, claimGuest, insertGuest, rotateToken } from './guests.writes.ts';

export type GuestsService = ReturnType<typeof createGuestsService>;

interface GuestsDeps {
  writer: Writer;
  tokens: GuestTokens;
  clock: Clock;
  claimCheckouts: ClaimCheckouts;
}

/** From the last time it was used: who comes back within a month is still known. */
const refreshDays = 30;
const dayMs = 24 * 60 * 60 * 1_000;

export function createGuestsService({ writer, tokens, clock, claimCheckouts }: GuestsDeps) {
  const makeToken = () => ({
    ...tokens.issueRefresh(),
    expiresAt: new Date(clock.now().getTime() + refreshDays * dayMs),
  });

  async function makeSession(guestId: string, refresh: ReturnType<typeof makeToken>): Promise<GuestSession> {
    const access = await tokens.issueAccess(guestId);
    return {
      accessToken: access.token,
      accessExpiresInSeconds: access.expiresInSeconds,
      refreshToken: refresh.token,
      refreshExpiresAt: refresh.expiresAt.toISOString(),
    };
  }

  return {
    async createGuestSession(): Promise<GuestSession> {
      const refresh = makeToken();
      const { guestId } = await insertGuest(writer, refresh);
      return makeSession(guestId, refresh);
    },
    /** @throws AppError `unauthenticated` for a token that cannot be used, for whatever reason. */
    async refreshGuestSession(refreshToken: string): Promise<GuestSession> {
      const refresh = makeToken();
      const rotated = await rotateToken(writer, tokens.hashRefresh(refreshToken), refresh, clock.now());
      if (!rotated) throw new AppError('unauthenticated', 'This refresh token cannot be used. Start a new session.');
      return makeSession(rotated.guestId, refresh);
    },
    /**
     * @throws AppError `not_found` for a token that cannot be used, `conflict` when somebody else has claimed the
     * visitor, `unauthenticated` once the user is erased.
     */
    async claimGuestSession(userId: string, refreshToken: string): Promise<Claim> {
      const hash = tokens.hashRefresh(refreshToken);
      const claimed = await claimGuest(writer, hash, userId, { now: clock.now(), claimCheckouts });
      if (claimed === 'user_gone') throw new AppError('unauthenticated', 'This account has been deleted.');
      if (claimed === 'unknown')
        throw new AppError('not_found', 'There is no guest session that this token could still refresh.');
      if (claimed === 'claimed') throw new AppError('conflict', 'Somebody else has claimed this guest session.');
      return claimed;
    },
  };
}
