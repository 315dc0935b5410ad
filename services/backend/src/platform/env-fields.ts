import { z } from 'zod';

/** What variables are made of: every environment value arrives as text. */

export const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'])
    .default(fallback ? 'true' : 'false')
    .transform((text) => text === 'true');
export const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
export const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)), {
    error: `must be a URL that begins with ${protocols.map((name) => `${name}://`).join(' or ')}`,
  });
export const signingSecret = z.string().min(32, { error: 'must be at least 32 characters' });
/** One line in most shells and stores: \\n stands for the line breaks of a PEM. */
export const publicKeyPem = z
  .string()
  .transform((text) => text.replaceAll('\\n', '\n'))
  .refine((text) => text.includes('-----BEGIN PUBLIC KEY-----'), { error: 'must be a public key in PEM form' });
export const origins = list.refine((all) => all.every((one) => URL.canParse(one) && new URL(one).origin === one), {
  error: 'must be exact origins, like https://shop.example.com',
});
export const encryptionKey = z
  .string()
  .regex(/^[\x21-\x7e]{32}$/, { error: 'must be exactly 32 characters (printable ASCII without spaces)' });
export const shopDomain = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, { error: 'must be the permanent domain, like my-shop.myshopify.com' });
export const region = z.string().regex(/^[a-z]{3}$/, { error: 'must be the three letters of a region, like fra' });
