import { z } from 'zod';

export const sessionState = z
  .object({ isOpen: z.boolean().describe('Whether the cookie of the request stands for a session.') })
  .meta({ examples: [{ isOpen: true }] });
