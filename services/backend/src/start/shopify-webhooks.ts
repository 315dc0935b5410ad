import { parseArgs } from 'node:util';
import {
  applyPlan,
  listSubscriptions,
  planSubscriptions,
  type SubscriptionPlan,
  wantedTopics,
} from '../mirror/subscriptions.ts';
import { createMetrics } from '../platform/metrics.ts';
import { CommandError, complain, confirm, print, printJson, runCommand, UsageError } from './command-line.ts';
import { openCommandShop } from './command-shopify.ts';

const help = `Compares the webhook subscriptions of the shop with those that should be, and mends them.

  npm run shopify:webhooks -- --address https://api.example.com/webhooks/shopify

  --address URL   where the webhooks of this service are taken
  --none          there should be none, since the app has them: removes those for the address
  --dry-run       prints the plan and changes nothing
  --yes           asks nothing (nothing is asked either where nobody can answer)
  --json          one object

The subscriptions of shopify.app.toml belong to the app: Shopify neither lists nor removes them, and where they are
deployed those of the shop are not needed (with both, everything arrives twice and is taken once). Where they are not,
this makes them for the shop. Shopify removes one of the shop after eight failures in a row: this brings it back, and
reconciliation brings what was missed. Other addresses are left alone. Compliance topics can only be the app's.
Needs SHOPIFY_SHOP_DOMAIN, and SHOPIFY_ADMIN_ACCESS_TOKEN or SHOPIFY_CLIENT_ID with SHOPIFY_CLIENT_SECRET. On a production
machine: node dist/start/shopify-webhooks.js
Exit codes: 0 all is as it should be (or was mended), 1 a problem, 2 wrong usage, 3 --dry-run found something to mend.`;

const needsMending = 3;

if (import.meta.main) process.exitCode = await runCommand(main, 'npm run shopify:webhooks -- --help');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      address: { type: 'string' },
      none: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(help);
    return 0;
  }
  if (positionals.length > 0) throw new UsageError(`It takes no ${positionals[0]}.`);
  const { admin } = openCommandShop(createMetrics());
  const signal = AbortSignal.timeout(5 * 60_000);
  const uri = parseAddress(values.address);
  const plan = planSubscriptions(await listSubscriptions(admin, signal), uri, values.none ? [] : wantedTopics());
  const steps = plan.create.length + plan.update.length + plan.remove.length;
  if (values.json) printJson({ dryRun: values['dry-run'], plan });
  else print(renderPlan(plan));
  if (steps === 0) return 0;
  if (values['dry-run']) return needsMending;
  if (!values.yes && !(await confirm(`Make these ${steps} changes in the shop?`))) return 1;
  const problems = await applyPlan(admin, plan, uri, signal);
  for (const problem of problems) complain(problem);
  if (problems.length > 0) throw new CommandError(`${problems.length} of ${steps} changes were not made.`);
  if (!values.json) print(`${steps} changes made.`);
  return 0;
}

/** Shopify delivers to https only; plain http is for the simulated shop. */
function parseAddress(given: string | undefined): string {
  if (given === undefined || !URL.canParse(given)) throw new UsageError('--address takes the URL of the webhooks.');
  const { protocol, hostname } = new URL(given);
  if (protocol !== 'https:' && !(protocol === 'http:' && hostname === '127.0.0.1')) {
    throw new UsageError('--address must begin with https://, which is where Shopify delivers to.');
  }
  return given;
}

function renderPlan({ create, update, remove, kept }: SubscriptionPlan): string {
  const lines = [
    ...create.map((topic) => `+ ${topic}`),
    ...update.map(({ topic, why }) => `~ ${topic} (${why})`),
    ...remove.map(({ topic, why }) => `- ${topic} (${why})`),
  ];
  const kind = `${kept} ${kept === 1 ? 'subscription is' : 'subscriptions are'} as they should be.`;
  return [...lines, kind].join('\n');
}
