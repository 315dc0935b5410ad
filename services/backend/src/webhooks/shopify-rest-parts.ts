import type { AddressNode } from '../clients/shopify-nodes.ts';

/** What REST payloads are made of, made from what GraphQL answers. */

/** Like a number of a parsed webhook: bigint beyond 2^53 (see webhooks/payload). */
export type RestId = number | bigint;
export type Payload = Record<string, unknown>;

const numberOfGid = /^gid:\/\/shopify\/\w+\/(\d+)/;

/** gid://shopify/InventoryLevel/24?inventory_item_id=7 -> 24 */
export function restIdOf(gid: string): RestId {
  const digits = numberOfGid.exec(gid)?.[1];
  if (digits === undefined) throw new Error('not a global id with a number');
  const id = BigInt(digits);
  return id <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(id) : id;
}

export function toCustomerAddress(customerId: string, address: AddressNode, isDefault: boolean): Payload {
  const { latitude, longitude, ...rest } = toAddress(address);
  return {
    id: restIdOf(address.id),
    customer_id: restIdOf(customerId),
    ...rest,
    country_name: address.country,
    default: isDefault,
  };
}

export function toAddress(address: AddressNode): Payload {
  return {
    first_name: address.firstName,
    last_name: address.lastName,
    name: address.name,
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    province: address.province,
    province_code: address.provinceCode,
    country: address.country,
    country_code: address.countryCodeV2,
    zip: address.zip,
    phone: address.phone,
    latitude: address.latitude,
    longitude: address.longitude,
  };
}

interface MoneySet {
  shopMoney: { amount: string; currencyCode: string };
}

export function moneyOf(set: MoneySet | null): string | null {
  return set && toMoney(set.shopMoney.amount);
}

export function toMoneySet(set: MoneySet): Payload {
  return { shop_money: { amount: toMoney(set.shopMoney.amount), currency_code: set.shopMoney.currencyCode } };
}

/** GraphQL writes 20.0 where webhooks have 20.00; the same amount must have the same digest. */
export function toMoney(amount: string): string {
  const [whole, fraction = ''] = amount.split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}
