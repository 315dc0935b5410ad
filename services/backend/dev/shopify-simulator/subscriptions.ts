import { gid } from './graphql-catalogue.ts';
import type { ShopData, SimulatedSubscription } from './shop-model.ts';

interface SubscriptionInput {
  uri?: string;
  format?: string;
  filter?: string;
  includeFields?: string[];
}

export function subscriptionNode(subscription: SimulatedSubscription) {
  return { ...subscription, id: gid('WebhookSubscription', subscription.id) };
}

export function subscriptionMutations(data: ShopData) {
  const find = (id: string) => data.subscriptions.get(Number(id.split('/').at(-1)));
  const missing = { userErrors: [{ field: ['id'], message: 'Webhook subscription does not exist' }] };
  return {
    webhookSubscriptionCreate({
      topic,
      webhookSubscription: input,
    }: {
      topic: string;
      webhookSubscription: SubscriptionInput;
    }) {
      const taken = [...data.subscriptions.values()].some((one) => one.topic === topic && one.uri === input.uri);
      if (taken || !input.uri) {
        const message = 'Address for this topic has already been taken';
        return { webhookSubscription: null, userErrors: [{ field: ['webhookSubscription', 'uri'], message }] };
      }
      const subscription: SimulatedSubscription = {
        id: data.nextId++,
        topic,
        uri: input.uri,
        format: input.format ?? 'JSON',
        filter: input.filter ?? null,
        includeFields: input.includeFields ?? [],
      };
      data.subscriptions.set(subscription.id, subscription);
      return { webhookSubscription: subscriptionNode(subscription), userErrors: [] };
    },
    webhookSubscriptionUpdate({
      id,
      webhookSubscription: input,
    }: {
      id: string;
      webhookSubscription: SubscriptionInput;
    }) {
      const subscription = find(id);
      if (!subscription) return { webhookSubscription: null, ...missing };
      Object.assign(subscription, input);
      return { webhookSubscription: subscriptionNode(subscription), userErrors: [] };
    },
    webhookSubscriptionDelete({ id }: { id: string }) {
      const subscription = find(id);
      if (!subscription) return { deletedWebhookSubscriptionId: null, ...missing };
      data.subscriptions.delete(subscription.id);
      return { deletedWebhookSubscriptionId: id, userErrors: [] };
    },
  };
}
