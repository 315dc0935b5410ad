import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { designSchemaVersion } from '../../src/platform/design-configuration.ts';
import { asGuest, asUser, type Caller } from '../support/callers.ts';
import { addVariants } from '../support/checkouts.ts';
import { waitForReplica } from '../support/database.ts';
import { addProduct, configuration, productId } from '../support/designs.ts';
import { addresses, type Parts, type Route, routesOf } from '../support/routes.ts';
import { startService, type TestService } from '../support/service.ts';
import { addCheckout } from '../support/workshop.ts';

let service: TestService;
let routes: Route[];
beforeAll(async () => {
  service = await startService();
  // What belongs to somebody, by its id in the address.
  routes = routesOf(service.app).filter(({ access, url }) => ['guest', 'user'].includes(access) && url.includes(':'));
  await addProduct(service);
  await addVariants(service, productId, { M: '79.00' });
  await service.rows('INSERT INTO size_charts (product_id, sizes) VALUES ($1, $2)', [
    productId,
    JSON.stringify([{ size: 'M', neckMm: [300, 400], chestMm: [500, 600], backMm: [350, 450] }]),
  ]);
});
afterAll(() => service?.stop());

/** What an operation needs, for its answer to depend on whose the thing is. */
const bodies: Record<string, object> = { updatePet: { name: 'Mine' }, updateDesign: { name: 'Mine' } };
const queries: Record<string, string> = { recommendSize: `?product=${productId}` };

let orders = 7_000;

/** A pet, a design with a revision and a link, a checkout and its order, straight into the tables. */
async function furnish(
  ownerId: string,
): Promise<Record<'petId' | 'designId' | 'shareId' | 'checkoutId' | 'orderId' | 'exportId', string>> {
  const [petId, designId, shareId] = [randomUUID(), randomUUID(), randomUUID()];
  await service.rows(`INSERT INTO pets (id, owner_id, name, species) VALUES ($1, $2, 'Biscuit', 'dog')`, [
    petId,
    ownerId,
  ]);
  await service.rows(
    `INSERT INTO saved_designs (id, owner_id, pet_id, product_id, name, schema_version, configuration)
     VALUES ($1, $2, $3, $4, 'Sea', $5, $6)`,
    [designId, ownerId, petId, productId, designSchemaVersion, configuration],
  );
  await service.rows(
    `INSERT INTO design_revisions (design_id, revision, name, product_id, schema_version, configuration)
     VALUES ($1, 1, 'Sea', $2, $3, $4)`,
    [designId, productId, designSchemaVersion, configuration],
  );
  await service.rows(
    `INSERT INTO design_shares (id, design_id, token_hash, expires_at) VALUES ($1, $2, $3, now() + interval '1 day')`,
    [shareId, designId, Buffer.from(shareId)],
  );
  const { crypto } = service.server.deps;
  const checkout = await addCheckout({ rows: service.rows, crypto }, { ownerId });
  orders += 1;
  const orderId = String(orders);
  await service.rows(
    `INSERT INTO orders (id, name, currency, subtotal_price, total_discounts, total_shipping, total_tax, total_price,
       created_at, updated_at) VALUES ($1, $2, 'EUR', 1, 0, 0, 0, 1, now(), now())`,
    [orderId, `#${orderId}`],
  );
  await service.rows('INSERT INTO order_users (order_id, user_id, created_at) VALUES ($1, $2, now())', [
    orderId,
    ownerId,
  ]);
  await service.rows('INSERT INTO order_line_designs (order_id, line_id, checkout_id) VALUES ($1, 1, $2)', [
    orderId,
    checkout.id,
  ]);
  const exportId = randomUUID();
  // Guests have no account to take a copy of; their owner's id then names no user.
  await service.rows('INSERT INTO account_exports (id, user_id) SELECT $1, id FROM users WHERE id = $2', [
    exportId,
    ownerId,
  ]);
  // Nobody's answer may come from a replica that has not heard of it yet.
  await waitForReplica(service.database);
  return { petId, designId, shareId, checkoutId: checkout.id, orderId, exportId };
}

function partsOf({ url }: Route, things: Awaited<ReturnType<typeof furnish>>): Parts {
  const { petId, designId, shareId, checkoutId, orderId, exportId } = things;
  if (url.startsWith('/api/v1/pets/')) return { id: petId };
  if (url.startsWith('/api/v1/designs/')) return { id: designId, shareId, revision: '1' };
  if (url.startsWith('/api/v1/checkouts/')) return { id: checkoutId };
  if (url.startsWith('/api/v1/orders/')) return { id: orderId, lineId: '1' };
  if (url.startsWith('/api/v1/me/exports/')) return { id: exportId };
  throw new Error(`${url} leads to something that this test does not make: add it`);
}

const ask = (caller: Caller, route: Route, address: string) =>
  caller.ask({
    method: route.method,
    url: `${address}${queries[route.operationId ?? ''] ?? ''}`,
    headers: { 'if-match': '*' },
    ...(route.takesBody ? { payload: bodies[route.operationId ?? ''] ?? {} } : {}),
  });

/** All that an answer tells, but for which answer it is. */
function meaningOf({ statusCode, body, headers }: LightMyRequestResponse): unknown {
  const told = headers['content-type']?.toString().includes('json') && body ? JSON.parse(body) : body;
  if (typeof told === 'object') delete told.requestId;
  return { statusCode, etag: headers.etag, told };
}

const everything = () =>
  service.rows<{ row: string }>(
    `SELECT pets::text AS row FROM pets UNION ALL SELECT saved_designs::text FROM saved_designs
     UNION ALL SELECT design_revisions::text FROM design_revisions UNION ALL SELECT design_shares::text FROM design_shares
     UNION ALL SELECT checkouts::text FROM checkouts UNION ALL SELECT order_users::text FROM order_users
     ORDER BY row`,
  );

test('what is somebody else’s is what does not exist, for users and guests alike, and stays as it is', async () => {
  expect(routes.length).toBeGreaterThan(10);
  const owners = [await asUser(service), await asGuest(service)];
  const others = [await asUser(service), await asGuest(service)];
  for (const owner of owners) {
    const things = await furnish(owner.ownerId);
    const before = await everything();
    for (const other of others) {
      for (const route of routes) {
        // Guests have no orders at all, and are told so.
        if (route.access === 'user' && other.actor.startsWith('guest:')) continue;
        const nothing = await ask(other, route, addresses.ofNobody(route));
        const theirs = await ask(other, route, addresses.ofSomebody(route, partsOf(route, things)));
        expect([route.name, nothing.statusCode]).toEqual([route.name, 404]);
        expect([route.name, meaningOf(theirs)]).toEqual([route.name, meaningOf(nothing)]);
      }
    }
    expect(await everything()).toEqual(before);
  }
});

test('to its owner each of them answers something else', async () => {
  const owner = await asUser(service);
  const wrong: string[] = [];
  for (const route of routes) {
    const things = await furnish(owner.ownerId);
    const nothing = await ask(owner, route, addresses.ofNobody(route));
    const own = await ask(owner, route, addresses.ofSomebody(route, partsOf(route, things)));
    if (own.statusCode >= 500 || isDeepStrictEqual(meaningOf(own), meaningOf(nothing))) {
      wrong.push(`${route.name}: ${own.statusCode} ${own.body}`);
    }
  }
  expect(wrong).toEqual([]);
});
