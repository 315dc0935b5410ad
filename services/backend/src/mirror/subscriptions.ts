import type { ShopifyAdmin } from '../clients/shopify.ts';
import { topicEnumOf } from '../clients/shopify-app-operations.ts';
import type { DataOf } from '../clients/shopify-operations.ts';
import { topicHandlers } from '../webhooks/topics.ts';

type Subscription = DataOf<'webhookSubscriptions'>['webhookSubscriptions']['nodes'][number];

export interface SubscriptionPlan {
  /** Topics, as in GraphQL. */
  create: string[];
  update: { id: string; topic: string; why: string }[];
  remove: { id: string; topic: string; why: string }[];
  /** So many are right. */
  kept: number;
}

/** Only the app itself may subscribe to these (shopify.dev, "Privacy law compliance"): they are in shopify.app.toml. */
const ofTheApp = new Set(['customers/data_request', 'customers/redact', 'shop/redact']);

/** The topics that the shop should send: all that have a handler. */
export function wantedTopics(): string[] {
  return Object.keys(topicHandlers)
    .filter((topic) => !ofTheApp.has(topic))
    .map(topicEnumOf);
}

/** Every subscription of the shop; those of the app are not among them. */
export async function listSubscriptions(shopify: ShopifyAdmin, signal: AbortSignal): Promise<Subscription[]> {
  const all: Subscription[] = [];
  for (let after: string | null = null; ; ) {
    const { webhookSubscriptions: page }: DataOf<'webhookSubscriptions'> = await shopify.run(
      'webhookSubscriptions',
      { after },
      signal,
    );
    all.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return all;
    after = page.pageInfo.endCursor;
  }
}

/** What is to be done so that every wanted topic is sent to `uri` once, whole and as JSON. Other addresses are not ours. */
export function planSubscriptions(
  existing: readonly Subscription[],
  uri: string,
  wanted: readonly string[],
): SubscriptionPlan {
  const plan: SubscriptionPlan = { create: [], update: [], remove: [], kept: 0 };
  const ours = existing.filter((one) => one.uri === uri);
  for (const topic of wanted) {
    const [first, ...more] = ours.filter((one) => one.topic === topic);
    if (!first) plan.create.push(topic);
    else {
      const why = whatIsWrong(first);
      // A filter or a choice of fields cannot be taken back by leaving it out of an update: the subscription is made anew.
      if (why === undefined) plan.kept += 1;
      else if (why.anew) {
        plan.remove.push({ id: first.id, topic, why: why.text });
        plan.create.push(topic);
      } else plan.update.push({ id: first.id, topic, why: why.text });
    }
    for (const { id } of more) plan.remove.push({ id, topic, why: 'there is another one' });
  }
  for (const { id, topic } of ours) {
    if (!wanted.includes(topic)) plan.remove.push({ id, topic, why: 'it is not wanted' });
  }
  return plan;
}

function whatIsWrong({ format, filter, includeFields }: Subscription): { text: string; anew: boolean } | undefined {
  if (filter) return { text: 'it has a filter', anew: true };
  if (includeFields.length > 0) return { text: 'it sends only some fields', anew: true };
  return format === 'JSON' ? undefined : { text: `it sends ${format}`, anew: false };
}

/** Does what the plan says, removals first; one that fails does not keep the others from being done. @returns problems. */
export async function applyPlan(
  shopify: ShopifyAdmin,
  plan: SubscriptionPlan,
  uri: string,
  signal: AbortSignal,
): Promise<string[]> {
  const problems: string[] = [];
  const note = (topic: string, errors: { message: string }[]) => {
    for (const { message } of errors) problems.push(`${topic}: ${message}`);
  };
  for (const { id, topic } of plan.remove) {
    const { webhookSubscriptionDelete } = await shopify.run('webhookSubscriptionDelete', { id }, signal);
    note(topic, webhookSubscriptionDelete.userErrors);
  }
  const subscription = { uri, format: 'JSON' as const };
  for (const { id, topic } of plan.update) {
    const { webhookSubscriptionUpdate } = await shopify.run('webhookSubscriptionUpdate', { id, subscription }, signal);
    note(topic, webhookSubscriptionUpdate.userErrors);
  }
  for (const topic of plan.create) {
    const { webhookSubscriptionCreate } = await shopify.run(
      'webhookSubscriptionCreate',
      { topic, subscription },
      signal,
    );
    note(topic, webhookSubscriptionCreate.userErrors);
  }
  return problems;
}
