import { randomUUID } from 'node:crypto';
import { type DocumentNode, execute, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import type { Bucket } from './bucket.ts';
import { actualCost, requestedCost } from './query-cost.ts';

/** A single query may not ask for more (shopify.dev/docs/api/usage/limits). */
const mostPerQuery = 1_000;

export interface ParsedCall {
  document: DocumentNode;
  /** The name of the operation, by which faults are planned and calls counted. */
  operation: string;
  variables: Record<string, unknown>;
}

/** Undefined when it is no GraphQL request at all. */
export function parseCall(body: unknown): ParsedCall | undefined {
  const { query, variables } = (body ?? {}) as { query?: unknown; variables?: unknown };
  if (typeof query !== 'string') return undefined;
  try {
    const document = parse(query);
    const definition = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
    return {
      document,
      operation: definition?.name?.value ?? 'unnamed',
      variables: (variables ?? {}) as Record<string, unknown>,
    };
  } catch {
    return undefined;
  }
}

/** Answers as Shopify does: errors and throttling with status 200, and what it cost in `extensions`. */
export function createGraphqlEndpoint(schema: GraphQLSchema, rootValue: unknown, bucket: Bucket) {
  return async function answer({ document, variables }: ParsedCall): Promise<Record<string, unknown>> {
    const problems = validate(schema, document);
    if (problems.length > 0) return { errors: problems.map(({ message }) => failed(message, 'undefinedField')) };
    const requestedQueryCost = requestedCost(schema, document, variables);
    const costs = (actualQueryCost: number | null) => ({
      extensions: { cost: { requestedQueryCost, actualQueryCost, throttleStatus: bucket.status() } },
    });
    if (requestedQueryCost > mostPerQuery) {
      const message = `Query cost is ${requestedQueryCost}, which exceeds the single query max cost limit (${mostPerQuery}).`;
      return { errors: [failed(message, 'MAX_COST_EXCEEDED')], ...costs(null) };
    }
    if (!bucket.take(requestedQueryCost)) return { errors: [failed('Throttled', 'THROTTLED')], ...costs(null) };
    const result = await execute({
      schema,
      document,
      rootValue,
      variableValues: variables,
      contextValue: { bulk: false },
    });
    const spent = Math.min(requestedQueryCost, actualCost(document, result.data));
    bucket.giveBack(requestedQueryCost - spent);
    const errors = result.errors?.map(({ message, path }) => ({ ...failed(message, 'BAD_REQUEST'), path }));
    return { ...(result.data ? { data: result.data } : {}), ...(errors ? { errors } : {}), ...costs(spent) };
  };
}

function failed(message: string, code: string) {
  return { message, extensions: { code, requestId: randomUUID() } };
}
