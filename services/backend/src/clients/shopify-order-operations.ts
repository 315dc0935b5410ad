import { z } from 'zod';
import {
  addressFields,
  addressNode,
  customerFields,
  customerNode,
  fulfillmentFields,
  fulfillmentHead,
  fulfillmentLineNode,
  gid,
  lineFields,
  lineNode,
  orderFields,
  orderHead,
  pageFields,
  pageOf,
  refundFields,
  refundHead,
  refundLineFields,
  refundLineNode,
} from './shopify-nodes.ts';
import { after, mutation, query, userErrors } from './shopify-operation.ts';

const changed = z.object({ id: gid, updatedAt: z.iso.datetime({ offset: true }) });
const search = z.strictObject({ query: z.string().max(200).nullable(), after });
const onePage = z.strictObject({ id: gid, after });
const ref = z.object({ id: gid });
const attribute = z.strictObject({ key: z.string(), value: z.string() });
const money = z.strictObject({ amount: z.string().regex(/^\d+(\.\d+)?$/), currencyCode: z.string().length(3) });

const draftOrder = z.object({
  id: gid,
  invoiceUrl: z.url().nullable(),
  status: z.string(),
  tags: z.array(z.string()),
  customAttributes: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
});
const draftOrderFields = 'id invoiceUrl status tags customAttributes { key value }';

/** Orders and what is part of them, customers, drafts. Without read_all_orders Shopify shows the last 60 days. */
export const orderOperations = {
  /** Which orders changed; `order` tells how. */
  ordersUpdatedSince: query({
    document: `query ordersUpdatedSince($query: String, $after: String) {
      orders(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) { nodes { id updatedAt } ${pageFields} }
    }`,
    variables: search,
    data: z.object({ orders: pageOf(changed) }),
    cost: 102,
  }),
  /** An order with its first 50 lines; its fulfilments and refunds are named only. */
  order: query({
    document: `query order($id: ID!) {
      order(id: $id) {
        ${orderFields}
        lineItems(first: 50) { nodes { ${lineFields} } ${pageFields} }
        fulfillments(first: 100) { id }
        refunds(first: 100) { id }
      }
    }`,
    variables: z.strictObject({ id: gid }),
    data: z.object({
      order: orderHead
        .extend({ lineItems: pageOf(lineNode), fulfillments: z.array(ref), refunds: z.array(ref) })
        .nullable(),
    }),
    cost: 620,
  }),
  orderLines: query({
    document: `query orderLines($id: ID!, $after: String) {
      order(id: $id) { updatedAt lineItems(first: 100, after: $after) { nodes { ${lineFields} } ${pageFields} } }
    }`,
    variables: onePage,
    data: z.object({ order: z.object({ updatedAt: changed.shape.updatedAt, lineItems: pageOf(lineNode) }).nullable() }),
    cost: 803,
  }),
  fulfillment: query({
    document: `query fulfillment($id: ID!, $after: String) {
      fulfillment(id: $id) {
        ${fulfillmentFields}
        fulfillmentLineItems(first: 100, after: $after) { nodes { quantity lineItem { id } } ${pageFields} }
      }
    }`,
    variables: onePage,
    data: z.object({
      fulfillment: fulfillmentHead.extend({ fulfillmentLineItems: pageOf(fulfillmentLineNode) }).nullable(),
    }),
    cost: 206,
  }),
  refund: query({
    document: `query refund($id: ID!, $after: String) {
      refund(id: $id) {
        ${refundFields}
        refundLineItems(first: 100, after: $after) { nodes { ${refundLineFields} } ${pageFields} }
      }
    }`,
    variables: onePage,
    data: z.object({ refund: refundHead.extend({ refundLineItems: pageOf(refundLineNode) }).nullable() }),
    cost: 666,
  }),
  customersUpdatedSince: query({
    document: `query customersUpdatedSince($query: String, $after: String) {
      customers(first: 40, after: $after, query: $query, sortKey: UPDATED_AT) {
        nodes { ${customerFields} addressesV2(first: 10) { nodes { ${addressFields} } ${pageFields} } } ${pageFields}
      }
    }`,
    variables: search,
    data: z.object({ customers: pageOf(customerNode.extend({ addressesV2: pageOf(addressNode) })) }),
    cost: 682,
  }),
  /** The addresses behind the first ten. */
  customerAddresses: query({
    document: `query customerAddresses($id: ID!, $after: String) {
      customer(id: $id) { updatedAt addressesV2(first: 250, after: $after) { nodes { ${addressFields} } ${pageFields} } }
    }`,
    variables: onePage,
    data: z.object({
      customer: z.object({ updatedAt: changed.shape.updatedAt, addressesV2: pageOf(addressNode) }).nullable(),
    }),
    cost: 253,
  }),
  draftOrderCreate: mutation({
    document: `mutation draftOrderCreate($input: DraftOrderInput!) {
      draftOrderCreate(input: $input) { draftOrder { ${draftOrderFields} } userErrors { field message } }
    }`,
    variables: z.strictObject({
      input: z.strictObject({
        presentmentCurrencyCode: z.string().length(3),
        email: z.string().optional(),
        tags: z.array(z.string()),
        customAttributes: z.array(attribute),
        lineItems: z.array(
          z.strictObject({
            variantId: gid,
            quantity: z.int().min(1),
            priceOverride: money,
            customAttributes: z.array(attribute),
          }),
        ),
      }),
    }),
    data: z.object({ draftOrderCreate: z.object({ draftOrder: draftOrder.nullable(), userErrors }) }),
    cost: 10,
    repeatable: false,
  }),
  /**
   * Drafts that a search finds, beside the newest of all: the search index follows the data after a while, so a draft
   * that was made a moment ago may be in the second list only.
   */
  draftOrders: query({
    document: `query draftOrders($query: String!) {
      found: draftOrders(first: 10, query: $query) { nodes { ${draftOrderFields} } }
      newest: draftOrders(first: 50, sortKey: ID, reverse: true) { nodes { ${draftOrderFields} } }
    }`,
    variables: z.strictObject({ query: z.string().max(200) }),
    data: z.object({
      found: z.object({ nodes: z.array(draftOrder) }),
      newest: z.object({ nodes: z.array(draftOrder) }),
    }),
    cost: 124,
  }),
} as const;
