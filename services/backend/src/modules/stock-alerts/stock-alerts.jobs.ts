import type { Clock } from '../../platform/clock.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Writer } from '../../platform/db.ts';
import type { Log } from '../../platform/log.ts';
import { queueMail } from '../../platform/mail-outbox.ts';
import { alertContext } from './stock-alerts.service.ts';
import { type DueAlert, forgetUnconfirmed, takeDueAlerts } from './stock-alerts.writes.ts';

interface AnnounceDeps {
  writer: Writer;
  crypto: Crypto;
  clock: Clock;
  storefrontUrl: string;
  log: Log;
}

const batchSize = 100;
const confirmWithinMs = 7 * 24 * 60 * 60 * 1_000;

/**
 * Queues a mail for everybody who waits for what can be bought again, whichever way the mirror learned of it. The alert
 * goes in the transaction that queues its mail: it is told once.
 */
export async function announceStock(deps: AnnounceDeps, signal: AbortSignal): Promise<void> {
  await forgetUnconfirmed(deps.writer, new Date(deps.clock.now().getTime() - confirmWithinMs));
  for (let full = true; full && !signal.aborted; ) {
    full = await deps.writer.$transaction(async (tx) => {
      const due = await takeDueAlerts(tx, batchSize);
      for (const alert of due) {
        const to = openAddress(deps, alert);
        if (!to) continue;
        const link = new URL(`/products/${encodeURIComponent(alert.handle)}`, deps.storefrontUrl).href;
        const content = { kind: 'back_in_stock' as const, product: alert.title, link };
        await queueMail(tx, deps.crypto, { key: `stock-alert:${alert.id}:back`, to, locale: alert.locale, content });
      }
      return due.length === batchSize;
    });
  }
}

/** One that does not open keeps nobody else waiting: its key is gone, and with it the address. */
function openAddress({ crypto, log }: AnnounceDeps, alert: DueAlert): string | undefined {
  try {
    return crypto.open(alertContext(alert.id), alert.email).toString();
  } catch (error) {
    log.error({ err: error, stockAlert: alert.id }, 'the address of a stock alert does not open; it is let go');
    return undefined;
  }
}
