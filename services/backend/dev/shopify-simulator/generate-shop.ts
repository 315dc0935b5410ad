import { generateCatalogue } from './generate-catalogue.ts';
import { generateOrders } from './generate-orders.ts';
import { createRandom } from './random.ts';
import { emptyShop, type ShopData } from './shop-model.ts';

export interface GenerateOptions {
  seed: number;
  products: number;
  orders: number;
  /** As of when, or else of this moment: orders are of the 50 days before, products of the two years before. */
  now?: Date;
  domain?: string;
}

/** The same shop for the same options, `now` among them: catalogue, stock, customers, orders in every state. */
export function generateShop(options: GenerateOptions): ShopData {
  const now = options.now ?? new Date();
  const random = createRandom(options.seed);
  const data = emptyShop(options.domain ?? 'happy-tails.myshopify.com');
  generateCatalogue(data, random, options.products, now);
  generateOrders(data, random, options.orders, now);
  return data;
}
