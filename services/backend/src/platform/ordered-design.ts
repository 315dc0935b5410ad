import type { Bytes, Crypto } from './crypto.ts';
import type { DesignConfiguration } from './design-configuration.ts';
import { fromJson, toJson } from './sealed-json.ts';

/**
 * A design as it was when somebody went to pay for it, and everything that the workshop needs to make it. What is
 * embroidered may be a name or a phone number, so it is kept sealed: once by the checkout, once by the ticket.
 */
export interface OrderedDesign {
  designId: string;
  revision: number;
  name: string;
  productTitle: string;
  variantTitle: string;
  sku: string | null;
  configuration: DesignConfiguration;
}

export const checkoutContext = (checkoutId: string) => `checkout:${checkoutId}`;
export const ticketContext = (ticketId: string) => `ticket:${ticketId}`;

export function sealOrderedDesign(crypto: Crypto, context: string, design: OrderedDesign): Bytes {
  return crypto.seal(context, toJson(design));
}

/** Null once it has been erased. */
export function openOrderedDesign(crypto: Crypto, context: string, sealed: Uint8Array | null): OrderedDesign | null {
  return sealed && (fromJson(crypto.open(context, sealed)) as OrderedDesign);
}
