import { wholeSecond } from './moments.ts';
import { orderChanges } from './order-changes.ts';
import { customerPayload } from './rest-orders.ts';
import { collectionPayload, inventoryLevelPayload, productPayload } from './rest-payloads.ts';
import {
  levelKey,
  type ShopData,
  type SimulatedCollection,
  type SimulatedCustomer,
  type SimulatedProduct,
} from './shop-model.ts';

/** What Shopify would send a webhook about. One change may be several events with one cause. */
export interface ShopEvent {
  topic: string;
  payload: Record<string, unknown>;
  triggeredAt: Date;
}

export type Emit = (topic: string, payload: Record<string, unknown>) => void;
export type ShopChanges = ReturnType<typeof createShopChanges>;

/**
 * Everything that can happen in the shop. Each change moves `updatedAt`, and tells of itself as Shopify does.
 * @param now the time, which may be held still.
 */
export function createShopChanges(data: ShopData, now: () => Date, emit: Emit) {
  const moment = () => wholeSecond(now());

  function updateProduct(id: number, change: (product: SimulatedProduct) => void): SimulatedProduct {
    const product = must(data.products.get(id));
    change(product);
    product.updatedAt = moment();
    emit('products/update', productPayload(product));
    return product;
  }

  return {
    updateProduct,
    createProduct(product: Omit<SimulatedProduct, 'id' | 'createdAt' | 'updatedAt'>): SimulatedProduct {
      const created = { ...product, id: data.nextId++, createdAt: moment(), updatedAt: moment() };
      data.products.set(created.id, created);
      emit('products/create', productPayload(created));
      return created;
    },
    /** Its inventory items go with it, and nobody is told of that. */
    deleteProduct(id: number): void {
      const { variants } = must(data.products.get(id));
      data.products.delete(id);
      for (const { inventoryItemId } of variants) {
        for (const location of data.locations) data.inventory.delete(levelKey(inventoryItemId, location.id));
      }
      for (const collection of data.collections.values()) {
        collection.productIds = collection.productIds.filter((one) => one !== id);
      }
      emit('products/delete', { id });
    },
    updateCollection(id: number, change: (collection: SimulatedCollection) => void): SimulatedCollection {
      const collection = must(data.collections.get(id));
      change(collection);
      collection.updatedAt = moment();
      emit('collections/update', collectionPayload(collection));
      return collection;
    },
    createCollection(collection: Omit<SimulatedCollection, 'id' | 'updatedAt'>): SimulatedCollection {
      const created = { ...collection, id: data.nextId++, updatedAt: moment() };
      data.collections.set(created.id, created);
      emit('collections/create', collectionPayload(created));
      return created;
    },
    deleteCollection(id: number): void {
      must(data.collections.get(id));
      data.collections.delete(id);
      emit('collections/delete', { id });
    },
    setInventory(inventoryItemId: number, locationId: number, available: number): void {
      const key = levelKey(inventoryItemId, locationId);
      const known = data.inventory.get(key);
      const level = { inventoryItemId, locationId, available, isActive: true, updatedAt: moment() };
      data.inventory.set(key, level);
      emit(known?.isActive ? 'inventory_levels/update' : 'inventory_levels/connect', inventoryLevelPayload(level));
    },
    disconnectInventory(inventoryItemId: number, locationId: number): void {
      const level = must(data.inventory.get(levelKey(inventoryItemId, locationId)));
      level.isActive = false;
      level.updatedAt = moment();
      emit('inventory_levels/disconnect', { inventory_item_id: inventoryItemId, location_id: locationId });
    },
    createCustomer(customer: Omit<SimulatedCustomer, 'id' | 'createdAt' | 'updatedAt'>): SimulatedCustomer {
      const created = { ...customer, id: data.nextId++, createdAt: moment(), updatedAt: moment() };
      data.customers.set(created.id, created);
      emit('customers/create', customerPayload(data, created));
      return created;
    },
    updateCustomer(id: number, change: (customer: SimulatedCustomer) => void): SimulatedCustomer {
      const customer = must(data.customers.get(id));
      change(customer);
      customer.updatedAt = moment();
      emit('customers/update', customerPayload(data, customer));
      return customer;
    },
    deleteCustomer(id: number): void {
      must(data.customers.get(id));
      data.customers.delete(id);
      emit('customers/delete', { id });
    },
    ...orderChanges(data, moment, emit, updateProduct),
  };
}

export function must<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('the shop has none of this id');
  return found;
}
