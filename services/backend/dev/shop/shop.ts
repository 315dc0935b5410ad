import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type DemoTarget, findTarget } from '../demo/target.ts';
import { DevError, describeError } from '../dev-error.ts';
import { type Deliveries, startDeliveries } from '../shopify-simulator/deliveries.ts';
import { generateShop } from '../shopify-simulator/generate-shop.ts';
import { type ShopifySimulator, startShopifySimulator } from '../shopify-simulator/simulator.ts';
import { isPortFree } from '../start/free-port.ts';
import { createCommands, type ShopCommand } from './commands.ts';
import { renderScreen } from './screen.ts';

const help = `A simulated Shopify shop beside a running npm start: a catalogue, customers and orders, the Admin API, and signed webhooks
of everything that happens. The service mirrors it; nothing in it is real.

  npm run shop                    until Ctrl-C
  npm run shop -- --products 200  so many products (40); --orders N (30)
  npm run shop -- --port N        of the Admin API (3900)
  npm run shop -- --url URL       of the service; else that of the running npm start

Words that are typed make things happen: order, pay, ship, refund, price, stock, delete, lose, away.
SHOPIFY_WEBHOOK_SECRET, ENCRYPTION_KEY, DATABASE_URL and SHOPIFY_SHOP_DOMAIN are taken from the environment, or else
from the running npm start. Exit codes: 0 ended, 1 it could not start, 2 wrong usage.`;

interface Options {
  url: string | undefined;
  products: number;
  orders: number;
  port: number;
}

/** The same shop each time. */
const seed = 7;
/** A retry that Shopify sends after a minute comes after a second. */
const timeScale = 60;
const importFile = join(import.meta.dirname, '../../src/start/shopify-sync.ts');

if (import.meta.main) process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (typeof options === 'number') return options;
  let simulator: ShopifySimulator | undefined;
  let deliveries: Deliveries | undefined;
  try {
    const target = await findTarget(process.env, options.url);
    simulator = await openSimulator(options, target);
    await importShop(simulator, target);
    const appUri = `${target.url}/webhooks/shopify`;
    deliveries = startDeliveries({ simulator, appUri, secrets: [target.webhookSecret], timeScale });
    const commands = createCommands({ simulator, deliveries, seed: Date.now() });
    say(renderScreen(simulator, target, commands));
    await obey(commands);
    return 0;
  } catch (error) {
    process.stderr.write(`\n${describeError(error)}\n`);
    return 1;
  } finally {
    await deliveries?.stop();
    await simulator?.stop();
  }
}

async function openSimulator({ products, orders, port }: Options, target: DemoTarget): Promise<ShopifySimulator> {
  if (!(await isPortFree(port))) {
    throw new DevError(`Port ${port} is taken by another program.`, 'Choose another one with --port.');
  }
  const data = generateShop({ seed, products, orders, now: new Date(), domain: target.shopDomain });
  // Ids of what happens from now on are none that a run before this one has used.
  data.nextId = Date.now();
  return startShopifySimulator({ data, port, bucket: { maximumAvailable: 20_000, restoreRate: 2_000 } });
}

/** As an operator would: by the command that brings a shop here. */
async function importShop({ url, clientId, clientSecret }: ShopifySimulator, target: DemoTarget): Promise<void> {
  say('bringing the shop here (npm run shopify:sync) ...');
  const environment = {
    ...process.env,
    DATABASE_URL: target.databaseUrl,
    ENCRYPTION_KEY: target.encryptionKey,
    SHOPIFY_SHOP_DOMAIN: target.shopDomain,
    SHOPIFY_ADMIN_API_ENDPOINT: url,
    SHOPIFY_CLIENT_ID: clientId,
    SHOPIFY_CLIENT_SECRET: clientSecret,
    // Of another shop, if of any.
    SHOPIFY_ADMIN_ACCESS_TOKEN: undefined,
    ...withoutFiles(),
  };
  const child = spawn(process.execPath, [importFile], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(String(text)));
  const [code] = await once(child, 'close');
  if (code === 0) return;
  throw new DevError('The shop could not be brought here.', said.join('').trim().split('\n').at(-1));
}

/** What is found is given as it is: the same as a file too would be given twice. */
function withoutFiles(): Record<string, undefined> {
  const names = ['DATABASE_URL', 'ENCRYPTION_KEY', 'SHOPIFY_CLIENT_SECRET', 'SHOPIFY_ADMIN_ACCESS_TOKEN'];
  return Object.fromEntries(names.map((name) => [`${name}_FILE`, undefined]));
}

/** Until a signal. Without a terminal it goes on after its input has ended. */
async function obey(commands: Readonly<Record<string, ShopCommand>>): Promise<void> {
  const input = createInterface({ input: process.stdin });
  input.on('line', (line) => {
    const [word = '', argument] = line.trim().split(/\s+/);
    if (word !== '') say(`  ${obeyWord(commands, word, argument)}`);
  });
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
  input.close();
}

function obeyWord(commands: Readonly<Record<string, ShopCommand>>, word: string, argument: string | undefined): string {
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (!command) return `there is no ${word}; there are ${Object.keys(commands).join(', ')}`;
  try {
    return command.run(argument);
  } catch (error) {
    return describeError(error);
  }
}

function readOptions(): Options | number {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean', short: 'h' },
        url: { type: 'string' },
        products: { type: 'string', default: '40' },
        orders: { type: 'string', default: '30' },
        port: { type: 'string', default: '3900' },
      },
    });
    if (values.help) {
      say(help);
      return 0;
    }
    return {
      url: values.url,
      products: readNumber('products', values.products, 5_000),
      orders: readNumber('orders', values.orders, 20_000),
      port: readNumber('port', values.port, 65_535),
    };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\nFor help: npm run shop -- --help\n`);
    return 2;
  }
}

function readNumber(name: string, text: string, most: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most) throw new Error(`--${name} is a whole number, 1 to ${most}.`);
  return number;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
