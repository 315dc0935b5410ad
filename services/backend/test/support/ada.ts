import { sampleWith } from './samples.ts';
import { type Sent, shopDomain } from './shopify.ts';

/** A customer whose traces are easy to find: nothing of this occurs anywhere else. */
export const ada = {
  id: '7364519820011',
  orderId: '5521889970013',
  email: 'ada.quillfeather@example.org',
  phone: '+491515550142',
  texts: [
    ...['ada.quillfeather', 'example.org', '+491515550142', 'Quillfeather', 'Augustine'],
    ...['Kastanienallee', 'Wolkenkuckucksheim', 'X-10435', 'Bruno', 'gate code 8841', 'loves marzipan'],
  ],
};

const address = {
  first_name: 'Augustine',
  last_name: 'Quillfeather',
  name: 'Augustine Quillfeather',
  address1: 'Kastanienallee 77',
  city: 'Wolkenkuckucksheim',
  zip: 'X-10435',
  phone: ada.phone,
};
const customerFields = {
  id: ada.id,
  admin_graphql_api_id: `gid://shopify/Customer/${ada.id}`,
  email: ada.email,
  phone: ada.phone,
  first_name: 'Augustine',
  last_name: 'Quillfeather',
  default_address: address,
};

export const adaCustomer = (changes: object = {}) =>
  sampleWith('customers/update', { ...customerFields, note: 'loves marzipan', addresses: [address], ...changes });

export const adaOrder = (changes: object = {}) => {
  const [first, ...others] = sampleWith('orders/create', {})['line_items'] as Record<string, unknown>[];
  const embroidery = [{ name: 'Embroidery', value: 'Bruno' }];
  return sampleWith('orders/create', {
    id: ada.orderId,
    admin_graphql_api_id: `gid://shopify/Order/${ada.orderId}`,
    email: ada.email,
    contact_email: ada.email,
    phone: ada.phone,
    note: 'gate code 8841',
    note_attributes: [{ name: 'Dog', value: 'Bruno' }],
    billing_address: address,
    shipping_address: address,
    customer: customerFields,
    line_items: [{ ...first, properties: embroidery }, ...others],
    ...changes,
  });
};

export const adaFulfillment = (changes: object = {}) =>
  sampleWith('fulfillments/create', { order_id: ada.orderId, email: ada.email, destination: address, ...changes });

export const adaRefund = (changes: object = {}) =>
  sampleWith('refunds/create', { order_id: ada.orderId, note: `called ${ada.phone}`, ...changes });

const subject = { id: ada.id, email: ada.email, phone: ada.phone };

export const adaRequest = (requestId: number) => ({
  shop_id: 954889,
  shop_domain: shopDomain,
  customer: subject,
  orders_requested: [ada.orderId],
  data_request: { id: requestId },
});

export const adaRedaction = (orders: string[] = [ada.orderId]) => ({
  shop_id: 954889,
  shop_domain: shopDomain,
  customer: subject,
  orders_to_redact: orders,
});

/** One of everything that may hold something of hers, also what nobody can apply. */
export const adaDeliveries = (): Sent[] => [
  { topic: 'customers/create', body: adaCustomer() },
  { topic: 'orders/create', body: adaOrder() },
  { topic: 'fulfillments/create', body: adaFulfillment() },
  { topic: 'refunds/create', body: adaRefund() },
  { topic: 'customers/data_request', body: adaRequest(4101) },
  { topic: 'orders/updated', body: adaOrder({ total_price: 'not a price', updated_at: '2026-05-01T00:00:00Z' }) },
  { topic: 'customers/update', body: adaCustomer({ verified_email: 'Quillfeather' }) },
  { topic: 'customers/redact', body: { ...adaRedaction(), customer: { ...subject, id: 'Quillfeather' } } },
  { topic: 'draft_orders/create', body: { id: 1, email: ada.email, note: 'Bruno', shipping_address: address } },
  { topic: 'checkouts/create', body: { id: 2, order_id: 3, phone: ada.phone, billing_address: address } },
  { topic: 'customer_tags/added', body: { customer_id: ada.id, tags: ['Quillfeather'] } },
  { topic: 'orders/create', body: `{"email": "${ada.email.toUpperCase()}", "name": "Quillfeather"` },
];
