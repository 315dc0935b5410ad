import { z } from 'zod';

const refreshToken = z.string().regex(/^[\w-]{43}$/, { error: 'is no refresh token' });
const aToken = 'q3bG0rYy1m0v5bD4k7b2Xw8s6cJ9tLzPn1eRfUaHiKM';

export const guestSession = z
  .object({
    accessToken: z.string().describe('Send it as Authorization: Bearer.'),
    accessExpiresInSeconds: z.int(),
    refreshToken: z.string().describe('Gets the next pair of tokens, once.'),
    refreshExpiresAt: z.iso.datetime(),
  })
  .meta({
    id: 'GuestSession',
    examples: [
      {
        accessToken: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI1ZjBjIn0.c2ln',
        accessExpiresInSeconds: 900,
        refreshToken: aToken,
        refreshExpiresAt: '2026-12-21T09:00:00.000Z',
      },
    ],
  });
export type GuestSession = z.output<typeof guestSession>;

export const refreshRequest = z.strictObject({ refreshToken }).meta({ examples: [{ refreshToken: aToken }] });

export const claimReply = z
  .object({ petsClaimed: z.int(), designsClaimed: z.int() })
  .meta({ id: 'Claim', examples: [{ petsClaimed: 1, designsClaimed: 3 }] });
export type Claim = z.output<typeof claimReply>;
