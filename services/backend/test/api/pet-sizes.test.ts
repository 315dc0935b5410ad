import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedCatalogue } from '../../dev/start/seed.ts';
import { seedProducts } from '../../dev/start/seed-products.ts';
import { asGuest, asUser, type Caller } from '../support/callers.ts';
import { waitForReplica } from '../support/database.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let alice: Caller;
beforeAll(async () => {
  service = await startService();
  alice = await asUser(service);
  await seedCatalogue(service.database.url);
  await waitForReplica(service.database);
});
afterAll(() => service?.stop());

async function recommend(pet: object, product: string, caller = alice) {
  const payload = { name: 'Luna', species: 'dog', ...pet };
  const { id } = (await caller.ask({ method: 'POST', url: '/api/v1/pets', payload })).json();
  return caller.ask({ url: `/api/v1/pets/${id}/size-recommendation?product=${encodeURIComponent(product)}` });
}

const vizsla = { neckMm: 385, chestMm: 640, backMm: 441 };
const monthsAgo = (months: number) => {
  const today = new Date();
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - months, 1)).toISOString().slice(0, 10);
};

describe('the recommended size', () => {
  test('comes whole, from the size chart of the product', async () => {
    const reply = await recommend(vizsla, 'custom-y-harness');
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toEqual({
      product: { id: '1001', handle: 'custom-y-harness', title: 'Custom Y-Harness' },
      outcome: 'fits',
      size: 'M',
      fit: {
        neckMm: { aboveMinMm: 45, belowMaxMm: 65 },
        chestMm: { aboveMinMm: 120, belowMaxMm: 40 },
        backMm: { aboveMinMm: 91, belowMaxMm: 19 },
      },
      neighbours: {
        smaller: {
          size: 'S',
          margins: {
            neckMm: { aboveMinMm: 125, belowMaxMm: -25 },
            chestMm: { aboveMinMm: 240, belowMaxMm: -100 },
            backMm: { aboveMinMm: 181, belowMaxMm: -71 },
          },
        },
        larger: {
          size: 'L',
          margins: {
            neckMm: { aboveMinMm: -45, belowMaxMm: 175 },
            chestMm: { aboveMinMm: -20, belowMaxMm: 200 },
            backMm: { aboveMinMm: 1, belowMaxMm: 119 },
          },
        },
      },
      decidedBy: 'chestMm',
      missing: [],
      why: ['Neck, chest and back length are within M.', 'The chest (640 mm) decides: it is 100 mm more than S takes.'],
      growthNote: null,
    });
  });

  test('is the same by the id of the product', async () => {
    const { id, handle, title } = (await recommend(vizsla, '1001')).json().product;
    expect({ id, handle, title }).toEqual({ id: '1001', handle: 'custom-y-harness', title: 'Custom Y-Harness' });
  });

  test('is given to guests too', async () => {
    expect((await recommend(vizsla, 'custom-mobility-harness', await asGuest(service))).json().size).toBe('M');
  });

  test('of a puppy comes with a note that it grows', async () => {
    const { growthNote } = (await recommend({ ...vizsla, birthDate: monthsAgo(5) }, 'custom-y-harness')).json();
    expect(growthNote).toMatch(/^This puppy is 5 months old; .* of room at the /);
  });

  test('is none for whom no size is made', async () => {
    expect((await recommend({ ...vizsla, chestMm: 1_200 }, 'custom-y-harness')).json()).toMatchObject({
      outcome: 'made_to_measure',
      size: null,
      fit: null,
      decidedBy: 'chestMm',
      why: [
        'The chest (1200 mm) is 140 mm more than the largest size, XL, takes (1060 mm).',
        'A harness made to measure is recommended.',
      ],
    });
  });

  test('is none before the pet is measured', async () => {
    expect((await recommend({ neckMm: 385 }, 'custom-y-harness')).json()).toMatchObject({
      outcome: 'measures_missing',
      size: null,
      missing: ['chestMm', 'backMm'],
    });
  });
});

describe('there is none', () => {
  test.each([
    ['of an unknown product', 'no-such-harness', 'There is no such product.'],
    ['of an unknown id', '999999', 'There is no such product.'],
    ['of an id beyond 64 bits', '9999999999999999999', 'There is no such product.'],
    ['of an id longer than that', '9'.repeat(200), 'There is no such product.'],
    ['of a product without a chart', 'hands-free-leash', 'This product does not come in sizes.'],
    ['of what only looks like SQL', "' OR 1=1 --", 'There is no such product.'],
  ])('%s', async (_name, product, detail) => {
    const reply = await recommend(vizsla, product);
    expect(reply.json()).toMatchObject({ status: 404, code: 'not_found', detail });
  });

  test('of a product that is not for sale', async () => {
    await service.rows(`UPDATE products SET status = 'archived' WHERE handle = 'puppy-harness-grow-along'`);
    await waitForReplica(service.database);
    expect((await recommend(vizsla, 'puppy-harness-grow-along')).statusCode).toBe(404);
  });
});

test('a handle of digits is found where no product has that id', async () => {
  await service.rows(`UPDATE products SET handle = '2026' WHERE handle = 'engraved-collar'`);
  await service.rows(`INSERT INTO size_charts (product_id, sizes) SELECT id, $1 FROM products WHERE handle = '2026'`, [
    JSON.stringify(seedProducts[0]?.sizeChart),
  ]);
  await waitForReplica(service.database);
  expect((await recommend(vizsla, '2026')).json().product.title).toBe('Engraved Collar');
});

test('a size chart that is none is our fault, and told as such', async () => {
  await service.rows(
    `UPDATE size_charts SET sizes = '[]' FROM products WHERE product_id = id AND handle = 'custom-cat-harness'`,
  );
  await waitForReplica(service.database);
  expect((await recommend(vizsla, 'custom-cat-harness')).json()).toMatchObject({ status: 500, code: 'internal' });
});
