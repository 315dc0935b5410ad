import { z } from 'zod';
import { mailLocales } from '../../platform/mail-contents.ts';

export const stockAlertParams = z.strictObject({ handle: z.string().min(1).max(255) });

export const newStockAlert = z
  .strictObject({
    email: z.email({ error: 'This must be an e-mail address.' }).max(254),
    variantId: z
      .string()
      .regex(/^\d{1,19}$/, { error: 'This must be the id of a variant.' })
      .nullable()
      .default(null)
      .meta({ description: 'Null: whichever variant comes back first.' }),
    locale: z.enum(mailLocales).default('en'),
  })
  .meta({ examples: [{ email: 'ana@example.com', variantId: '100103', locale: 'ro' }] });
export type NewStockAlert = z.output<typeof newStockAlert>;

export const stockAlertReply = z
  .strictObject({ status: z.literal('confirmation_sent') })
  .meta({ examples: [{ status: 'confirmation_sent' }] });

export const stockAlertConfirmation = z
  .strictObject({ token: z.string().regex(/^[\w-]{43}$/, { error: 'This is not a token from one of our mails.' }) })
  .meta({ examples: [{ token: 'pXhIUZp0yCvB9hV4JkOeW2mJj5fM0h3o8n1lQd6sT7E' }] });

export const confirmedStockAlert = z
  .strictObject({ product: z.strictObject({ handle: z.string(), title: z.string() }) })
  .meta({ examples: [{ product: { handle: 'custom-y-harness', title: 'Custom Y-Harness' } }] });
export type ConfirmedStockAlert = z.output<typeof confirmedStockAlert>;
