import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildSchema, type DocumentNode, execute } from 'graphql';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { type AccessTokenEndpoint, createAccessTokens } from './access-tokens.ts';
import { type Bucket, createBucket } from './bucket.ts';
import { type BulkOperations, createBulkOperations } from './bulk-operations.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGraphqlEndpoint } from './graphql-endpoint.ts';
import { createRoots } from './graphql-roots.ts';
import { type CountedCall, createRequestListener } from './request-listener.ts';
import { createShopChanges, type ShopChanges, type ShopEvent } from './shop-changes.ts';
import { emptyShop, type ShopData } from './shop-model.ts';

export interface SimulatorOptions {
  /** What is in the shop: see generate-shop. Undefined: nothing. */
  data?: ShopData;
  clock?: Clock;
  /** 0: any that is free. */
  port?: number;
  clientId?: string;
  clientSecret?: string;
  /** Of the tokens, as a client is told. */
  tokenLifetimeSeconds?: number;
  /** Standard plans have 2,000 points, and 100 a second. */
  bucket?: { maximumAvailable: number; restoreRate: number };
  readAllOrders?: boolean;
}

export interface ShopifySimulator {
  /** Of Admin GraphQL: what SHOPIFY_ADMIN_API_ENDPOINT is to be. */
  url: string;
  clientId: string;
  clientSecret: string;
  shop: {
    data: ShopData;
    change: ShopChanges;
    /** @returns a function that ends it. */
    onEvent(listener: (event: ShopEvent) => void): () => void;
  };
  tokens: AccessTokenEndpoint;
  bucket: Bucket;
  bulk: BulkOperations;
  faults: Faults;
  /** How long after it was made a search finds a draft order. */
  searchLagMs: number;
  /** Every call that arrived, in order. */
  calls: CountedCall[];
  stop(): Promise<void>;
}

const schemaFile = join(import.meta.dirname, '..', 'shopify', 'admin-2026-10.graphql');

/** A shop in memory, with Shopify's Admin GraphQL, token endpoint and bulk results, over HTTP on 127.0.0.1. */
export async function startShopifySimulator(options: SimulatorOptions = {}): Promise<ShopifySimulator> {
  const clock = options.clock ?? systemClock;
  const now = () => clock.now();
  const data = options.data ?? emptyShop('happy-tails.myshopify.com');
  const schema = buildSchema(readFileSync(schemaFile, 'utf8'));
  const bucket = createBucket(options.bucket ?? { maximumAvailable: 2_000, restoreRate: 100 });
  const faults = createFaults();
  const rules = {
    clientId: options.clientId ?? 'simulated-client-id',
    clientSecret: options.clientSecret ?? 'simulated-client-secret',
    lifetimeSeconds: options.tokenLifetimeSeconds ?? 86_400,
  };
  const tokens = createAccessTokens(rules, () => Date.now());
  const listeners = new Set<(event: ShopEvent) => void>();
  const emit = (topic: string, payload: Record<string, unknown>) => {
    // As it was at that moment, whatever happens to the shop before it is sent.
    const event = { topic, payload: structuredClone(payload), triggeredAt: now() };
    for (const listener of listeners) listener(event);
  };
  let origin = '';
  let roots: Record<string, unknown> = {};
  const bulk = createBulkOperations({
    schema,
    now,
    nextId: () => data.nextId++,
    execute: async (document: DocumentNode, bulkPage: { after: string | null }) => {
      const result = await execute({ schema, document, rootValue: roots, contextValue: { bulk: true, bulkPage } });
      if (result.errors) throw new Error(result.errors[0]?.message);
      return result.data;
    },
    urlOf: (id) => `${origin}/bulk/${id}.jsonl`,
    onFinish: ({ id, status, errorCode, createdAt, completedAt }) =>
      emit('bulk_operations/finish', {
        admin_graphql_api_id: id,
        completed_at: completedAt.toISOString(),
        created_at: createdAt.toISOString(),
        error_code: errorCode,
        status: status.toLowerCase(),
        type: 'query',
      }),
  });
  const simulator: ShopifySimulator = {
    url: '',
    clientId: rules.clientId,
    clientSecret: rules.clientSecret,
    shop: {
      data,
      change: createShopChanges(data, now, emit),
      onEvent(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    tokens,
    bucket,
    bulk,
    faults,
    searchLagMs: 0,
    calls: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  roots = createRoots({
    data,
    now,
    bulk,
    searchLagMs: () => simulator.searchLagMs,
    readAllOrders: options.readAllOrders ?? false,
  });
  const answer = createGraphqlEndpoint(schema, roots, bucket);
  const server = createServer(createRequestListener({ answer, faults, tokens, bulk, calls: simulator.calls }));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  simulator.url = `${origin}/admin/api/2026-10/graphql.json`;
  return simulator;
}
