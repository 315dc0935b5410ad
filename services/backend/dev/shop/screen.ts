import type { DemoTarget } from '../demo/target.ts';
import type { ShopifySimulator } from '../shopify-simulator/simulator.ts';
import type { ShopCommand } from './commands.ts';

/** One screen: where the shop is, how the service gets to ask it, and what can be tried. */
export function renderScreen(
  { url, clientId, clientSecret, shop: { data } }: Pick<ShopifySimulator, 'url' | 'clientId' | 'clientSecret' | 'shop'>,
  target: Pick<DemoTarget, 'url' | 'shopDomain'>,
  commands: Readonly<Record<string, ShopCommand>>,
): string {
  const { products, customers, orders } = data;
  const rows: [string, string][] = [
    ['Shop', `${target.shopDomain}: ${products.size} products, ${customers.size} customers, ${orders.size} orders`],
    ['Admin API', url],
    ['Webhooks', `to ${target.url}/webhooks/shopify`],
    ['Look', `${target.url}/api/v1/products and ${target.url}/api/v1/admin/mirror`],
  ];
  const environment = [
    `SHOPIFY_ADMIN_API_ENDPOINT=${url}`,
    `SHOPIFY_CLIENT_ID=${clientId} SHOPIFY_CLIENT_SECRET=${clientSecret}`,
    `SHOP_CURRENCY=${data.currency} npm start`,
  ];
  return [
    '',
    '  A whole shop runs beside the service, and is mirrored there.',
    '',
    ...rows.map(([label, value]) => `  ${label.padEnd(11)}${value}`),
    '',
    '  Its webhooks arrive as it is. To let the service ask the shop too (reconciliation, checkouts), start it anew with:',
    ...environment.map((line, index) => `    ${line}${index < environment.length - 1 ? ' \\' : ''}`),
    '  What the shop does not have, the sample catalogue say, then goes from the mirror.',
    '',
    '  Try it     (type a word; Ctrl-C ends the shop)',
    ...Object.values(commands).map(({ usage, about }) => `    ${usage.padEnd(9)}${about}`),
    '',
  ].join('\n');
}
