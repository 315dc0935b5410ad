import type { Random } from './random.ts';

/** Shares between 0 and 1 of the deliveries that go out twice, late, or never. */
export interface DeliveryPlan {
  duplicates: number;
  reordered: number;
  withheld: number;
}

export function planDelivery(
  plan: DeliveryPlan,
  random: Pick<Random, 'chance'>,
): 'once' | 'duplicate' | 'reordered' | 'withheld' {
  if (random.chance(plan.withheld)) return 'withheld';
  if (random.chance(plan.reordered)) return 'reordered';
  return random.chance(plan.duplicates) ? 'duplicate' : 'once';
}
