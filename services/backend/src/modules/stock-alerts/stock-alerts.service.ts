import { randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '../../platform/app-error.ts';
import { recordAudit } from '../../platform/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Crypto, sha256 } from '../../platform/crypto.ts';
import type { Writer } from '../../platform/db.ts';
import { queueMail, recipientHash } from '../../platform/mail-outbox.ts';
import type { ConfirmedStockAlert, NewStockAlert } from './stock-alerts.schemas.ts';
import { confirmAlert, findAlertProduct, insertAlert } from './stock-alerts.writes.ts';

export type StockAlertsService = ReturnType<typeof createStockAlertsService>;

interface StockAlertsDeps {
  writer: Writer;
  crypto: Crypto;
  clock: Clock;
  storefrontUrl: string;
}

/** For one address, confirmed or not: nobody can have us fill somebody's letter box. */
const alertsPerAddress = 20;

/** What the `email` column is sealed for. */
export function alertContext(id: string): string {
  return `stock-alert:${id}`;
}

export function createStockAlertsService({ writer, crypto, clock, storefrontUrl }: StockAlertsDeps) {
  return {
    /**
     * Asks by mail whether the address is theirs. Says nothing about whether it was known.
     * @throws AppError `not_found`, or `conflict` when the product can be bought right now.
     */
    async requestStockAlert(handle: string, { email, variantId, locale }: NewStockAlert): Promise<void> {
      const variant = variantId === null ? null : BigInt.asIntN(64, BigInt(variantId));
      const product = await findAlertProduct(writer, handle, variant);
      if (!product) throw new AppError('not_found', 'There is no such product, or no such variant of it.');
      if (product.available) throw new AppError('conflict', 'This can be bought now.');
      const id = randomUUID();
      const token = randomBytes(32).toString('base64url');
      await writer.$transaction(async (tx) => {
        const alert = {
          id,
          productId: product.id,
          variantId: variant,
          locale,
          email: crypto.seal(alertContext(id), Buffer.from(email)),
          emailHash: recipientHash(crypto, email),
          tokenHash: sha256(token),
        };
        if (!(await insertAlert(tx, alert, alertsPerAddress))) return;
        // Whose the address is nobody knows yet.
        await recordAudit(tx, { actor: 'visitor', action: 'stock_alert.request', subject: `stock_alert:${id}` });
        const link = new URL(`/stock-alerts/${token}`, storefrontUrl).href;
        const content = { kind: 'confirm_stock_alert' as const, product: product.title, link };
        await queueMail(tx, crypto, { key: `stock-alert:${id}:confirm`, to: email, locale, content });
      });
    },

    /** @throws AppError `not_found` for a token that confirms nothing, or that has done its work. */
    async confirmStockAlert(token: string): Promise<ConfirmedStockAlert> {
      const product = await confirmAlert(writer, sha256(token), clock.now());
      if (!product) throw new AppError('not_found', 'There is nothing that this token could confirm.');
      return { product: { handle: product.handle, title: product.title } };
    },
  };
}
