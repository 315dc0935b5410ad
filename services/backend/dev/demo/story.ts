import { randomUUID } from 'node:crypto';
import { fulfillmentBody, orderBody, orderedAt, refundBody } from './order.ts';
import { encodeJson, takeSample } from './samples.ts';
import { customerBody, inventoryBody, prices, privacyBody, productBody, type Shop } from './shop.ts';

export type Outcome = 'applied' | 'stale' | 'parked' | 'dead';

/** One delivery on its way in, and what must become of it. */
export interface Step {
  /** When it happened, by the shop's clock; not when it arrives. */
  time: string;
  topic: string;
  what: string;
  body: Buffer;
  webhookId: string;
  /** What is wrong with it, if it is not to get in. */
  forged?: 'signature' | 'shop';
  answer: { status: 200 | 401; result: 'recorded' | 'duplicate' | 'refused' };
  /** Of a delivery that was not recorded before. */
  outcome: Outcome | null;
}

export type ChapterName = 'catalogue' | 'order' | 'parcel' | 'strangers' | 'delete' | 'data' | 'redact';

export interface Chapter {
  name: ChapterName;
  title: string;
  /** What it teaches. */
  lesson: string;
  steps: Step[];
}

/** The morning, in the order in which deliveries arrive: which is not the order in which things happened. */
export function writeStory(shop: Shop): Chapter[] {
  return [
    catalogue(shop),
    order(shop),
    parcel(shop),
    strangers(shop),
    deletion(shop),
    dataRequest(shop),
    redaction(shop),
  ];
}

const recorded = { status: 200, result: 'recorded' } as const;
const refused = { status: 401, result: 'refused' } as const;

function step(time: string, topic: string, what: string, body: unknown, changes: Partial<Step> = {}): Step {
  const bytes = Buffer.isBuffer(body) ? body : encodeJson(body);
  return { time, topic, what, body: bytes, webhookId: randomUUID(), answer: recorded, outcome: 'applied', ...changes };
}

function catalogue(shop: Shop): Chapter {
  const { harness, leash } = shop;
  const [small, large] = harness.variants;
  const dearer = { ...harness, variants: [small, { ...large, price: prices.newLarge }] } as typeof harness;
  const update = productBody(shop, leash, { created: '08:04', updated: '08:05' });
  return {
    name: 'catalogue',
    title: 'The catalogue is filled',
    lesson:
      'A delivery is answered once it is safely in the inbox; a worker applies it a moment later.\n' +
      'Shopify promises no order: what is older than what was applied is stale, and changes nothing.',
    steps: [
      step(
        '07:40',
        'products/create',
        'a harness made to measure',
        productBody(shop, harness, { created: '07:40', updated: '07:40' }),
      ),
      step(
        '07:52',
        'products/update',
        'its larger size costs more',
        productBody(shop, dearer, { created: '07:40', updated: '07:52' }),
      ),
      step('07:55', 'inventory_levels/connect', '10 small ones in stock', inventoryBody(shop, '07:55')),
      step('08:05', 'products/update', 'a leash: its update comes first', update),
      step(
        '08:04',
        'products/create',
        'and its create afterwards',
        productBody(shop, leash, { created: '08:04', updated: '08:04' }),
        {
          outcome: 'stale',
        },
      ),
    ],
  };
}

function order(shop: Shop): Chapter {
  const paid = step(
    '08:32',
    'orders/paid',
    'the order is paid',
    orderBody(shop, { updated: '08:32', financialStatus: 'paid', fulfillmentStatus: null }),
  );
  return {
    name: 'order',
    title: 'Bob orders a harness for Biscuit',
    lesson:
      'A retry has the webhook id of the first: it is answered 200, counted, and has no second effect.\n' +
      "Names, addresses and the dog's name are personal: they are stored encrypted (AES-256-GCM).",
    steps: [
      step('08:20', 'customers/create', 'Bob becomes a customer', customerBody(shop, '08:20')),
      step(
        orderedAt,
        'orders/create',
        'a harness for Biscuit, a leash',
        orderBody(shop, { updated: orderedAt, financialStatus: 'pending', fulfillmentStatus: null }),
      ),
      paid,
      { ...paid, what: 'Shopify sends the same again', answer: { status: 200, result: 'duplicate' }, outcome: null },
    ],
  };
}

function parcel(shop: Shop): Chapter {
  const fulfillments = [fulfillmentBody(shop, '09:40')];
  const refunds = [refundBody(shop, '10:30')];
  const shipped = { financialStatus: 'paid', fulfillmentStatus: 'partial', fulfillments } as const;
  return {
    name: 'parcel',
    title: 'A parcel leaves, a leash comes back',
    lesson:
      'Fulfilments and refunds may come before the order that tells of them: each has its own version.\n' +
      'The state of an order is a function of its newest delivery, whatever came when.',
    steps: [
      step('09:40', 'fulfillments/create', 'the harness leaves the house', fulfillments[0]),
      step(
        '09:41',
        'orders/updated',
        'the order says: partly shipped',
        orderBody(shop, { updated: '09:41', ...shipped }),
      ),
      step('10:30', 'refunds/create', 'the leash is paid back', refunds[0]),
      step(
        '10:31',
        'orders/updated',
        'the order says: partly refunded',
        orderBody(shop, { ...shipped, updated: '10:31', financialStatus: 'partially_refunded', refunds }),
      ),
      step(
        '08:50',
        'orders/updated',
        'a note from 08:50, hours late',
        orderBody(shop, { updated: '08:50', financialStatus: 'paid', fulfillmentStatus: null, note: 'Ring twice' }),
        { outcome: 'stale' },
      ),
    ],
  };
}

function strangers(shop: Shop): Chapter {
  const cart = { ...takeSample('carts/update', shop.ids), id: String(shop.ids.next()) };
  const parked = { outcome: 'parked' } as const;
  return {
    name: 'strangers',
    title: 'What does not belong here',
    lesson:
      'The signature is checked on the raw bytes before all else: what is not ours leaves no trace.\n' +
      'What is signed but means nothing to us is parked until somebody looks: nothing is thrown away.',
    steps: [
      step(
        '10:45',
        'orders/create',
        'forged: a wrong signature',
        { id: shop.ids.next() },
        { forged: 'signature', answer: refused, outcome: null },
      ),
      step(
        '10:46',
        'orders/create',
        'of some other shop',
        { id: shop.ids.next() },
        { forged: 'shop', answer: refused, outcome: null },
      ),
      step('10:50', 'carts/update', 'a topic that nobody handles', cart, parked),
      step(
        '10:51',
        'products/update',
        'signed, but not JSON',
        Buffer.from(`<product id="${shop.ids.next()}"/>`),
        parked,
      ),
    ],
  };
}

function deletion(shop: Shop): Chapter {
  const late = productBody(shop, shop.leash, { created: '08:04', updated: '11:19' });
  return {
    name: 'delete',
    title: 'The leash is discontinued',
    lesson: 'A deleted resource leaves a tombstone: a late update does not bring it back.',
    steps: [
      step('11:20', 'products/delete', 'the leash is deleted', { id: shop.leash.id }),
      step('11:19', 'products/update', 'an update that was on its way', late, { outcome: 'stale' }),
    ],
  };
}

function dataRequest(shop: Shop): Chapter {
  return {
    name: 'data',
    title: 'Bob asks what we know about him',
    lesson: 'Privacy law: all that is held of a customer goes into an encrypted export, to be handed over.',
    steps: [
      step('11:30', 'customers/data_request', 'Bob asks for his data', privacyBody(shop, 'customers/data_request')),
    ],
  };
}

function redaction(shop: Shop): Chapter {
  return {
    name: 'redact',
    title: 'Bob asks to be forgotten',
    lesson:
      'Erased are the customer, what is personal in his orders, the export, and the bodies of deliveries\n' +
      'about him. What was bought and paid stays for the books, and the audit log says what was done.',
    steps: [step('11:40', 'customers/redact', 'Bob asks to be forgotten', privacyBody(shop, 'customers/redact'))],
  };
}
