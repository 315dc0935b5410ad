// @ts-check
// Load for a running service, by k6 (https://grafana.com/docs/k6): people who look round, people who design, and a storm of
// webhooks. It fails when the service misses its targets. It writes: guests, their designs, and stock of items that no
// shop has. Run it on staging or on a machine of your own, never on the shop.
//
//   k6 run scripts/load-test.js                              24 minutes: up to PEAK, held, a spike, and down again
//   k6 run -e PROFILE=smoke scripts/load-test.js             30 seconds: whether everything answers as it should
//
//   BASE_URL                http://localhost:3001
//   SHOPIFY_WEBHOOK_SECRET  signs the deliveries; without it there is no storm
//   SHOPIFY_SHOP_DOMAIN     whose deliveries they are: pet-shop-dev.myshopify.com, which is that of npm start
//   TOKEN                   design as this user (npm run --silent token -- --user alice) instead of as a guest each
//   PEAK                    people who look round at once: 100. A fifth of it design; deliveries a second are the same number
//
// The limits per address count all of k6 as one: set ENABLE_RATE_LIMITING=false where it is to be more than that.
import { check, fail, sleep } from 'k6';
import { hmac } from 'k6/crypto';
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter } from 'k6/metrics';

const baseUrl = __ENV.BASE_URL || 'http://localhost:3001';
const api = `${baseUrl}/api/v1`;
const secret = __ENV.SHOPIFY_WEBHOOK_SECRET;
const shopDomain = __ENV.SHOPIFY_SHOP_DOMAIN || 'pet-shop-dev.myshopify.com';
const isSmoke = __ENV.PROFILE === 'smoke';
const peak = Number(__ENV.PEAK || 100);

const recorded = new Counter('webhooks_recorded');
const duplicates = new Counter('webhooks_duplicate');

/** Each scenario is held to the targets by itself too: a storm that is fast must not hide a page that is slow. */
const scenarioNames = ['browse', 'design', ...(secret ? ['storm'] : [])];
const latency = ['p(95)<200', 'p(99)<500'];

export const options = {
  scenarios: Object.fromEntries(scenarioNames.map((name) => [name, isSmoke ? smoke(name) : full(name)])),
  thresholds: {
    http_req_duration: latency,
    http_req_failed: ['rate<0.01'],
    checks: ['rate>0.99'],
    ...Object.fromEntries(scenarioNames.map((name) => [`http_req_duration{scenario:${name}}`, latency])),
  },
  summaryTrendStats: ['avg', 'med', 'p(95)', 'p(99)', 'max'],
  userAgent: 'pet-backend-load-test',
};

/** @param {string} name */
function smoke(name) {
  return { executor: 'constant-vus', exec: name, vus: 2, duration: '30s', gracefulStop: '5s' };
}

/** @param {string} name */
function full(name) {
  const target = name === 'design' ? Math.ceil(peak / 5) : peak;
  const stages = [
    { duration: '3m', target: Math.ceil(target / 2) },
    { duration: '3m', target },
    { duration: '10m', target },
    { duration: '30s', target: target * 2 },
    { duration: '2m', target: target * 2 },
    { duration: '30s', target },
    { duration: '3m', target },
    { duration: '2m', target: 0 },
  ];
  if (name !== 'storm') return { executor: 'ramping-vus', exec: name, stages, gracefulRampDown: '10s' };
  // Shopify does not wait for us: deliveries come at their own rate, however slow the last ones were.
  return {
    executor: 'ramping-arrival-rate',
    exec: name,
    stages,
    timeUnit: '1s',
    preAllocatedVUs: target,
    maxVUs: target * 5,
  };
}

/** Once, before all: whether there is a service to load, and what it sells. */
export function setup() {
  const ready = http.get(`${baseUrl}/readyz`);
  if (ready.status !== 200) fail(`${baseUrl}/readyz answers ${ready.status}: is the service running?`);
  const products = http.get(`${api}/products?limit=20`);
  const items = products.status === 200 ? asObject(products).items : [];
  if (items.length === 0) fail('the service sells nothing (npm run db:seed)');
  return { products: items.map((/** @type {any} */ { id, handle }) => ({ id, handle })) };
}

/** @typedef {ReturnType<typeof setup>} Shop */

/** @param {Shop} shop */
export function browse({ products }) {
  const { handle } = oneOf(products);
  expectStatus(http.get(`${api}/products?limit=20`, named('listProducts')), 200);
  think();
  const page = http.get(`${api}/products/${handle}`, named('readProduct'));
  expectStatus(page, 200);
  think();
  const etag = page.headers.Etag;
  const again = { ...named('readProduct'), headers: { 'if-none-match': etag || '' } };
  expectStatus(http.get(`${api}/products/${handle}`, again), etag ? 304 : 200);
  const words = encodeURIComponent(handle.split('-')[0]);
  expectStatus(http.get(`${api}/search?q=${words}`, named('searchProducts')), 200);
  expectStatus(http.get(`${api}/collections`, named('listCollections')), 200);
  think();
}

/** A visitor's session ends after a quarter of an hour: each one is used for a dozen rounds. */
const session = { authorization: '', roundsLeft: 0 };

/** @param {Shop} shop */
export function design({ products }) {
  const authorization = signIn();
  const headers = { authorization, 'content-type': 'application/json' };
  const body = JSON.stringify({
    name: `Load ${exec.vu.idInTest}`,
    productId: oneOf(products).id,
    configuration: {
      fit: { kind: 'size', size: 'M' },
      strap: { color: 'navy', pattern: 'stripes', patternColor: 'white' },
      hardware: 'brass',
      embroidery: { text: 'Biscuit', font: 'script', color: 'white' },
      accessories: ['handle', 'reflective-trim'],
    },
  });
  const key = { ...headers, 'idempotency-key': uniqueId() };
  const made = http.post(`${api}/designs`, body, { ...named('createDesign'), headers: key });
  if (!expectStatus(made, 201)) return think();
  const { id } = asObject(made);
  const again = http.post(`${api}/designs`, body, { ...named('createDesign'), headers: key });
  check(again, { 'one key makes one design': (reply) => asObject(reply).id === id });
  think();

  const change = { ...headers, 'if-match': made.headers.Etag || '' };
  const changed = JSON.stringify({ name: 'Load, changed' });
  const update = http.patch(`${api}/designs/${id}`, changed, { ...named('updateDesign'), headers: change });
  expectStatus(update, 200);
  const list = { ...named('listDesigns'), headers: { ...headers, 'x-read-after': made.headers['X-Read-After'] || '' } };
  expectStatus(http.get(`${api}/designs?limit=20`, list), 200);
  think();
  const removal = { ...named('deleteDesign'), headers: { authorization, 'if-match': update.headers.Etag || '' } };
  expectStatus(http.del(`${api}/designs/${id}`, null, removal), 204);
}

/** One in twenty is sent twice, as Shopify does when it has not seen the answer. */
export function storm() {
  const now = new Date().toISOString();
  const payload = JSON.stringify({
    inventory_item_id: 900_000_000_000 + exec.scenario.iterationInTest,
    location_id: 900_000_001,
    available: exec.scenario.iterationInTest % 100,
    updated_at: now,
  });
  const delivery = {
    ...named('receiveShopifyWebhook'),
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': 'inventory_levels/update',
      'x-shopify-shop-domain': shopDomain,
      'x-shopify-api-version': '2026-07',
      'x-shopify-webhook-id': uniqueId(),
      'x-shopify-event-id': uniqueId(),
      'x-shopify-triggered-at': now,
      // Over the bytes that are sent: https://shopify.dev/docs/apps/build/webhooks/verify-deliveries
      'x-shopify-hmac-sha256': hmac('sha256', secret || '', payload, 'base64'),
    },
  };
  const copies = exec.scenario.iterationInTest % 20 === 0 ? 2 : 1;
  for (let copy = 0; copy < copies; copy += 1) {
    const reply = http.post(`${baseUrl}/webhooks/shopify`, payload, delivery);
    if (!expectStatus(reply, 200)) continue;
    const { status } = asObject(reply);
    check(status, { 'a copy is a duplicate, and nothing else is': () => (status === 'duplicate') === (copy === 1) });
    (status === 'duplicate' ? duplicates : recorded).add(1);
  }
  if (isSmoke) sleep(0.1);
}

function signIn() {
  if (__ENV.TOKEN) return `Bearer ${__ENV.TOKEN}`;
  if (session.roundsLeft === 0) {
    const reply = http.post(`${api}/guest-sessions`, null, named('createGuestSession'));
    if (!expectStatus(reply, 201)) return '';
    session.authorization = `Bearer ${asObject(reply).accessToken}`;
    session.roundsLeft = 12;
  }
  session.roundsLeft -= 1;
  return session.authorization;
}

/** Without a name, every address would be a metric of its own. @param {string} operation */
function named(operation) {
  return { tags: { name: operation } };
}

/** @param {import('k6/http').RefinedResponse<any>} reply @param {number} status */
function expectStatus(reply, status) {
  return check(reply, { [`${reply.request.method} is answered ${status}`]: (got) => got.status === status });
}

/** @param {import('k6/http').RefinedResponse<any>} reply @returns {any} */
function asObject(reply) {
  return reply.json();
}

/** @template T @param {T[]} items @returns {T} */
function oneOf(items) {
  return /** @type {T} */ (items[Math.floor(Math.random() * items.length)]);
}

/** A UUID, version 4. */
function uniqueId() {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () => Math.floor(Math.random() * 16).toString(16));
}

function think() {
  sleep(isSmoke ? 0.2 : 0.5 + Math.random() * 1.5);
}
