import { afterAll, beforeAll, expect, test } from 'vitest';
import { unverifiedLineList } from '../../src/modules/orders/unverified-lines.schemas.ts';
import { type Admin, asAdmin } from '../support/admins.ts';
import { asUser } from '../support/callers.ts';
import { waitForReplica } from '../support/database.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let admin: Admin;

const checkoutId = '0193f0b2-55aa-7e10-9a01-c0ffee5eed01';
const designId = '0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10';
const said = (values: object) => Object.entries(values).map(([name, value]) => ({ name, value }));
const whole = said({ _design_id: designId, _design_revision: '1', _checkout: checkoutId });

/** A paid order whose lines say these things of a design. */
function order(id: number, lines: { price?: string; properties: object[] }[]) {
  return service.settle({
    topic: 'orders/create',
    body: {
      id,
      name: `#${id}`,
      currency: 'EUR',
      financial_status: 'paid',
      subtotal_price: '10.00',
      total_discounts: '0.00',
      total_tax: '0.00',
      total_price: '10.00',
      created_at: '2026-11-20T09:12:00Z',
      updated_at: '2026-11-20T09:12:00Z',
      line_items: lines.map(({ price = '10.00', properties }, index) => ({
        id: id * 10 + index,
        product_id: 7,
        variant_id: 8,
        title: 'Harness',
        variant_title: 'M',
        sku: null,
        quantity: 1,
        current_quantity: 1,
        price,
        total_discount: '0.00',
        properties,
      })),
    },
  });
}

beforeAll(async () => {
  service = await startService();
  admin = await asAdmin(service);
  await service.rows(
    `INSERT INTO checkouts (id, design_id, revision, product_id, variant_id, currency, quantity, unit_price, price_lines)
     VALUES ($1, $2, 1, 7, 8, 'EUR', 1, 10, '[]')`,
    [checkoutId, designId],
  );
  await order(501, [{ properties: whole }, { properties: [] }]);
  await order(502, [{ price: '0.01', properties: whole }]);
  await order(503, [{ properties: said({ _design_id: 'robert' }) }, { properties: whole }]);
  await waitForReplica(service.database);
});
afterAll(() => service?.stop());

const list = async (query = '') => {
  const reply = await admin.ask(`/unverified-lines${query}`);
  expect(reply.statusCode).toBe(200);
  expect(unverifiedLineList.parse(reply.json())).toEqual(reply.json());
  return reply.json() as { items: { lineId: string; reason: string }[]; nextCursor: string | null };
};
const shown = ({ items }: Awaited<ReturnType<typeof list>>) => items.map(({ lineId, reason }) => [lineId, reason]);

test('lines that do not agree with a checkout are listed with the reason, the newest order first', async () => {
  const all = await list();
  expect(shown(all)).toEqual([
    ['5031', 'taken'],
    ['5030', 'malformed'],
    ['5020', 'other_price'],
  ]);
  expect(all.nextCursor).toBeNull();
  expect(all.items[2]).toEqual({
    orderId: '502',
    orderName: '#502',
    orderedAt: '2026-11-20T09:12:00.000Z',
    financialStatus: 'paid',
    cancelledAt: null,
    lineId: '5020',
    title: 'Harness',
    variantTitle: 'M',
    quantity: 1,
    price: '0.01',
    currency: 'EUR',
    reason: 'other_price',
    checkoutId,
  });
});

test('page by page they are the same, also of one reason', async () => {
  const first = await list('?limit=2');
  expect(first.items).toHaveLength(2);
  const second = await list(`?limit=2&cursor=${first.nextCursor}`);
  expect([...shown(first), ...shown(second)]).toEqual(shown(await list()));
  expect(second.nextCursor).toBeNull();
  expect(shown(await list('?reason=malformed'))).toEqual([['5030', 'malformed']]);
});

test.each(['?reason=ugly', '?cursor=abc', '?limit=0', '?color=red'])('%s is refused', async (query) => {
  const reply = await admin.ask(`/unverified-lines${query}`);
  expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_input']);
});

test('they are for administrators', async () => {
  const alice = await asUser(service, 'user_alice');
  expect((await alice.ask({ url: '/api/v1/admin/unverified-lines' })).statusCode).toBe(403);
  expect((await service.app.inject('/api/v1/admin/unverified-lines')).statusCode).toBe(401);
});
