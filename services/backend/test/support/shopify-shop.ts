import { onTestFinished } from 'vitest';
import {
  type ShopifySimulator,
  type SimulatorOptions,
  startShopifySimulator,
} from '../../dev/shopify-simulator/simulator.ts';
import { createShopifyAdmin, type ShopifyAdmin, type ShopifyAdminOptions } from '../../src/clients/shopify.ts';
import { createMetrics, type Metrics } from '../../src/platform/metrics.ts';

export interface SimulatedShop {
  simulator: ShopifySimulator;
  admin: ShopifyAdmin;
  metrics: Metrics;
  /** How many calls of an operation arrived. */
  arrived(operation: string): number;
}

/** A simulated shop, and a client of it, until the test ends. */
export async function openShop(
  simulatorOptions: SimulatorOptions = {},
  adminOptions: Partial<ShopifyAdminOptions> = {},
): Promise<SimulatedShop> {
  const simulator = await startShopifySimulator(simulatorOptions);
  onTestFinished(() => simulator.stop());
  const metrics = createMetrics();
  const admin = createShopifyAdmin({
    shopDomain: simulator.shop.data.domain,
    endpoint: simulator.url,
    clientId: simulator.clientId,
    clientSecret: simulator.clientSecret,
    metrics,
    firstWaitMs: 5,
    ...adminOptions,
  });
  return {
    simulator,
    admin,
    metrics,
    arrived: (operation) => simulator.calls.filter((call) => call.operation === operation).length,
  };
}

export const patience = () => AbortSignal.timeout(20_000);
