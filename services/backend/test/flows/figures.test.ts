import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countBusiness } from '../../src/jobs/business-figures.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { addProduct, signIn } from '../support/designs.ts';
import { startService, type TestService } from '../support/service.ts';

let database: TestDatabase;
let service: TestService;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startService({ database });
});

afterAll(async () => {
  await service.stop();
  await database.drop();
});

async function addOrder(id: number, age: string, test = false): Promise<void> {
  await service.rows(
    `INSERT INTO orders (id, name, currency, subtotal_price, total_discounts, total_shipping, total_tax, total_price,
                         test, created_at, updated_at)
     VALUES ($1, $2, 'EUR', 10, 0, 0, 0, 10, $3, now() - $4::interval, now())`,
    [id, `#${id}`, test, age],
  );
}

async function addTickets(stages: string[]): Promise<void> {
  await service.rows(`
    INSERT INTO checkouts (id, design_id, revision, product_id, variant_id, currency, quantity, unit_price, price_lines)
    VALUES ('0193f0b2-55aa-7e10-9a01-c0ffee5eed01', gen_random_uuid(), 1, 1, 1, 'EUR', 1, 1, '[]')`);
  for (const [index, stage] of stages.entries()) {
    await service.rows(
      `INSERT INTO tickets (order_id, line_id, checkout_id, order_name, quantity, embroidered, stage, paid_at)
       VALUES ($1, 1, '0193f0b2-55aa-7e10-9a01-c0ffee5eed01', '#1', 1, false, $2, now())`,
      [100 + index, stage],
    );
  }
}

describe('figures of the shop', () => {
  it('are the orders of the last hour, without tests of the shop, and the designs and tickets that there are', async () => {
    await addOrder(1, '59 minutes');
    await addOrder(2, '1 minute');
    await addOrder(3, '61 minutes');
    await addOrder(4, '1 minute', true);
    await addProduct(service);
    const alice = await signIn(service, 'alice');
    await alice.design();
    const { id } = await alice.design();
    await service.rows('UPDATE saved_designs SET deleted_at = now() WHERE id = $1', [id]);

    await addTickets(['cut', 'cut', 'done']);

    expect(await countBusiness(service.server.deps.database.primary)).toEqual({
      ordersLastHour: 2,
      designs: 1,
      tickets: { queued: 0, cut: 2, sew: 0, embroider: 0, check: 0, pack: 0 },
    });
  });

  it('are exported by one process of the installation', async () => {
    const other = await startService({ database });
    try {
      await expect.poll(() => exported('orders_last_hour_global')).toBe(1);
      await expect.poll(() => exported('designs_global')).toBe(1);
    } finally {
      await other.stop();
    }

    async function exported(name: string): Promise<number> {
      const texts = await Promise.all([service, other].map((one) => one.server.deps.metrics.registry.metrics()));
      return texts.filter((text) => new RegExp(`^${name} \\d`, 'm').test(text)).length;
    }
  });
});

describe('the mirror', () => {
  it('says of each kind that was ever reconciled until when it is complete', async () => {
    await service.rows("INSERT INTO mirror_watermarks (kind, complete_to) VALUES ('order', '2026-11-20T12:00:00Z')");
    const at = () => service.metric('mirror_complete_to_timestamp_seconds_global', { kind: 'order' });
    await expect.poll(at, { timeout: 15_000 }).toBe(Date.parse('2026-11-20T12:00:00Z') / 1_000);
    const { body } = await service.opsApp.inject('/metrics');
    expect(body.match(/^mirror_complete_to_timestamp_seconds_global\{.*$/gm)).toHaveLength(1);
  });
});

describe('statements', () => {
  const count = (pool: string) => service.metric('database_query_duration_seconds_count', { pool });
  const slow = async (pool: string) =>
    (await count(pool)) - (await service.metric('database_query_duration_seconds_bucket', { pool, le: '0.25' }));

  it('are timed wherever they come from: a pool, a transaction of the ORM, one that fails', async () => {
    const { primary, writer, replica, inbox } = service.server.deps.database;
    const before = { replica: await count('replica'), inbox: await count('inbox') };
    await replica.query('SELECT 1');
    await inbox.query('SELECT 1');
    expect(await count('replica')).toBeGreaterThan(before.replica);
    expect(await count('inbox')).toBe(before.inbox + 1);

    const slowBefore = await slow('primary');
    await primary.query('SELECT pg_sleep(0.3)');
    expect(await slow('primary')).toBe(slowBefore + 1);
    await writer.$transaction(async (tx) => tx.$queryRaw`SELECT pg_sleep(0.3)::text`);
    expect(await slow('primary')).toBe(slowBefore + 2);
    const failing = `DO $$ BEGIN PERFORM pg_sleep(0.3); RAISE 'no'; END $$`;
    await expect(primary.query(failing)).rejects.toThrow('no');
    expect(await slow('primary')).toBe(slowBefore + 3);
  });
});

describe('the lag of a replica', () => {
  it('that nobody has seen level is absent, not 0', async () => {
    const blind = await startService({ database });
    try {
      Object.assign(blind.server.deps.replicaLag, { milliseconds: () => null });
      const scrape = async () => (await blind.opsApp.inject('/metrics')).body;
      expect(await scrape()).not.toMatch(/^database_replica_lag_seconds \d/m);
      Object.assign(blind.server.deps.replicaLag, { milliseconds: () => 1_500 });
      expect(await scrape()).toMatch(/^database_replica_lag_seconds 1\.5$/m);
    } finally {
      await blind.stop();
    }
  });
});
