import { parseArgs } from 'node:util';
import { type ImportProgress, importShop } from '../mirror/import.ts';
import { defaultOrderDays } from '../mirror/import-steps.ts';
import { systemClock } from '../platform/clock.ts';
import { createLog } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { openCrypto, withDatabase } from './command-environment.ts';
import { CommandError, print, printJson, runCommand, UsageError } from './command-line.ts';
import { openCommandShop } from './command-shopify.ts';
import { renderTable } from './inbox-rendering.ts';
import { createProgressLines, renderWarning } from './shopify-sync-progress.ts';

const help = `Brings the shop here: products, size charts, collections, inventory, customers, orders.

  npm run shopify:sync

  --orders-days N   orders of so many days (${defaultOrderDays}; more only for an app that may read_all_orders)
  --dry-run         says what would change, and writes nothing
  --restart         begins anew although an import was cut off
  --json            the result as one object

It reads bulk results line by line and writes in short transactions, beside a service that runs. Ended by Ctrl-C, a
crash or an outage it goes on where it was when it is called again. What is here already stays as it is: a second run
changes nothing. Webhooks and reconciliation keep the mirror right from then on. Size charts and what is in a
collection count as changes of their own.
Size charts are read from the metafield custom.size_chart (JSON); wrong ones are named and left out.
Needs DATABASE_URL and ENCRYPTION_KEY (in development those of the running npm start), SHOPIFY_SHOP_DOMAIN, and
SHOPIFY_ADMIN_ACCESS_TOKEN or SHOPIFY_CLIENT_ID with SHOPIFY_CLIENT_SECRET. Behind a pooler also DATABASE_DIRECT_URL.
On a production machine: node --max-semi-space-size=8 --max-old-space-size=192 dist/start/shopify-sync.js
Exit codes: 0 done, 1 a problem or cut off, 2 wrong usage.`;

if (import.meta.main) process.exitCode = await runCommand(main, 'npm run shopify:sync -- --help');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      'dry-run': { type: 'boolean', default: false },
      restart: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'orders-days': { type: 'string', default: String(defaultOrderDays) },
    },
  });
  if (values.help) {
    print(help);
    return 0;
  }
  if (positionals.length > 0) throw new UsageError(`It takes no ${positionals[0]}.`);
  const orderDays = /^\d{1,5}$/.test(values['orders-days']) ? Number(values['orders-days']) : 0;
  if (orderDays < 1) throw new UsageError('--orders-days takes a whole number of days from 1 on.');
  return withDatabase(
    async (database) => {
      const metrics = createMetrics();
      const { admin, shopDomain } = openCommandShop(metrics);
      const progress = createProgressLines(process.stderr);
      const isTerminal = process.stderr.isTTY;
      const destination = {
        write: (line: string) => progress.interrupt(isTerminal ? renderWarning(line) : line),
      };
      const log = createLog({ level: 'warn', app: 'pet-backend', role: 'operator', destination });
      const deps = { database, crypto: openCrypto(), shopify: admin, shopDomain, metrics, log, clock: systemClock };
      const stopping = endOnSignal(progress.interrupt);
      const options = { orderDays, dryRun: values['dry-run'], restart: values.restart, onProgress: progress.show };
      try {
        const results = await importShop(deps, options, stopping);
        progress.end();
        if (values.json) printJson({ dryRun: values['dry-run'], steps: results });
        else print(renderResults(results, values['dry-run']));
        return 0;
      } catch (error) {
        progress.end();
        if (stopping.aborted)
          throw new CommandError('It was ended. Call npm run shopify:sync again, and it goes on where it was.');
        throw error;
      }
    },
    { keepsStatements: true },
  );
}

/** The first signal ends it after the batch at hand; the second at once. */
function endOnSignal(tell: (text: string) => void): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      tell('Ending after the batch at hand; once more ends at once.\n');
      stopping.abort();
    });
  }
  return stopping.signal;
}

function renderResults(results: readonly ImportProgress[], isDryRun: boolean): string {
  const rows = results.map((one) =>
    [one.step, one.resources, one.changed, one.refused, one.wrongSizeCharts].map(String),
  );
  const changed = isDryRun ? 'would change' : 'changes';
  return renderTable({ header: ['step', 'read', changed, 'refused', 'wrong size charts'], rows, right: [1, 2, 3, 4] });
}
