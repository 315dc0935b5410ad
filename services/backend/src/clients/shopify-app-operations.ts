import { z } from 'zod';
import { gid, pageFields, pageOf } from './shopify-nodes.ts';
import { after, mutation, noVariables, query, userErrors } from './shopify-operation.ts';

const time = z.iso.datetime({ offset: true });

const bulkOperation = z.object({
  id: gid,
  status: z.enum(['CANCELED', 'CANCELING', 'COMPLETED', 'CREATED', 'EXPIRED', 'FAILED', 'RUNNING']),
  errorCode: z.string().nullable(),
  createdAt: time,
  completedAt: time.nullable(),
  objectCount: z.string(),
  fileSize: z.string().nullable(),
  url: z.url().nullable(),
  partialDataUrl: z.url().nullable(),
});
const bulkOperationFields = 'id status errorCode createdAt completedAt objectCount fileSize url partialDataUrl';

const subscription = z.object({
  id: gid,
  topic: z.string(),
  uri: z.string(),
  format: z.string(),
  filter: z.string().nullable(),
  includeFields: z.array(z.string()),
});
const subscriptionFields = 'id topic uri format filter includeFields';
const subscriptionInput = z.strictObject({ uri: z.url(), format: z.enum(['JSON']).optional() });

/** The shop itself, bulk operations, webhook subscriptions. */
export const appOperations = {
  shop: query({
    document: `query shop { shop { id name myshopifyDomain currencyCode ianaTimezone plan { publicDisplayName } } }`,
    variables: noVariables,
    data: z.object({
      shop: z.object({
        id: gid,
        name: z.string(),
        myshopifyDomain: z.string(),
        currencyCode: z.string(),
        ianaTimezone: z.string(),
        plan: z.object({ publicDisplayName: z.string() }),
      }),
    }),
    cost: 2,
  }),
  /** Begins to write a result file; `query` is one of shopify-bulk-queries. */
  bulkOperationRunQuery: mutation({
    document: `mutation bulkOperationRunQuery($query: String!) {
      bulkOperationRunQuery(query: $query, groupObjects: true) {
        bulkOperation { ${bulkOperationFields} } userErrors { field message code }
      }
    }`,
    variables: z.strictObject({ query: z.string() }),
    data: z.object({
      bulkOperationRunQuery: z.object({ bulkOperation: bulkOperation.nullable(), userErrors }),
    }),
    cost: 10,
    repeatable: false,
  }),
  bulkOperation: query({
    document: `query bulkOperation($id: ID!) { bulkOperation(id: $id) { ${bulkOperationFields} } }`,
    variables: z.strictObject({ id: gid }),
    data: z.object({ bulkOperation: bulkOperation.nullable() }),
    cost: 1,
  }),
  /** The newest first: what was begun by a process that did not live to see it. */
  bulkOperations: query({
    document: `query bulkOperations($query: String) {
      bulkOperations(first: 20, query: $query, reverse: true) { nodes { ${bulkOperationFields} query } }
    }`,
    variables: z.strictObject({ query: z.string().max(200).nullable() }),
    data: z.object({
      bulkOperations: z.object({ nodes: z.array(bulkOperation.extend({ query: z.string() })) }),
    }),
    cost: 22,
  }),
  bulkOperationCancel: mutation({
    document: `mutation bulkOperationCancel($id: ID!) {
      bulkOperationCancel(id: $id) { bulkOperation { ${bulkOperationFields} } userErrors { field message } }
    }`,
    variables: z.strictObject({ id: gid }),
    data: z.object({ bulkOperationCancel: z.object({ bulkOperation: bulkOperation.nullable(), userErrors }) }),
    cost: 10,
    repeatable: true,
  }),
  /** Those of the shop. Those of the app, written in shopify.app.toml, are not listed by Shopify. */
  webhookSubscriptions: query({
    document: `query webhookSubscriptions($after: String) {
      webhookSubscriptions(first: 100, after: $after) { nodes { ${subscriptionFields} } ${pageFields} }
    }`,
    variables: z.strictObject({ after }),
    data: z.object({ webhookSubscriptions: pageOf(subscription) }),
    cost: 102,
  }),
  webhookSubscriptionCreate: mutation({
    document: `mutation webhookSubscriptionCreate($topic: WebhookSubscriptionTopic!, $subscription: WebhookSubscriptionInput!) {
      webhookSubscriptionCreate(topic: $topic, webhookSubscription: $subscription) {
        webhookSubscription { ${subscriptionFields} } userErrors { field message }
      }
    }`,
    variables: z.strictObject({ topic: z.string().regex(/^[A-Z_]+$/), subscription: subscriptionInput }),
    data: z.object({
      webhookSubscriptionCreate: z.object({ webhookSubscription: subscription.nullable(), userErrors }),
    }),
    cost: 10,
    repeatable: false,
  }),
  webhookSubscriptionUpdate: mutation({
    document: `mutation webhookSubscriptionUpdate($id: ID!, $subscription: WebhookSubscriptionInput!) {
      webhookSubscriptionUpdate(id: $id, webhookSubscription: $subscription) {
        webhookSubscription { ${subscriptionFields} } userErrors { field message }
      }
    }`,
    variables: z.strictObject({ id: gid, subscription: subscriptionInput }),
    data: z.object({
      webhookSubscriptionUpdate: z.object({ webhookSubscription: subscription.nullable(), userErrors }),
    }),
    cost: 10,
    repeatable: true,
  }),
  webhookSubscriptionDelete: mutation({
    document: `mutation webhookSubscriptionDelete($id: ID!) {
      webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } }
    }`,
    variables: z.strictObject({ id: gid }),
    data: z.object({
      webhookSubscriptionDelete: z.object({ deletedWebhookSubscriptionId: gid.nullable(), userErrors }),
    }),
    cost: 10,
    repeatable: false,
  }),
} as const;

/** orders/create -> ORDERS_CREATE, the name of a topic in GraphQL. */
export function topicEnumOf(topic: string): string {
  return topic.replace('/', '_').toUpperCase();
}
