import type { z } from 'zod';
import { appOperations } from './shopify-app-operations.ts';
import { catalogueOperations } from './shopify-catalogue-operations.ts';
import type { Operation } from './shopify-operation.ts';
import { orderOperations } from './shopify-order-operations.ts';
import { presenceOperations } from './shopify-presence-operations.ts';

/** Everything that is ever asked of the Admin API. A test holds each document against Shopify's own schema. */
export const shopifyOperations = {
  ...appOperations,
  ...catalogueOperations,
  ...orderOperations,
  ...presenceOperations,
} as const satisfies Record<string, Operation>;

type Operations = typeof shopifyOperations;
export type OperationName = keyof Operations;
export type VariablesOf<Name extends OperationName> = z.input<Operations[Name]['variables']>;
export type DataOf<Name extends OperationName> = z.output<Operations[Name]['data']>;
