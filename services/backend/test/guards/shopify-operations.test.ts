import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  Kind,
  NoDeprecatedCustomRule,
  type OperationDefinitionNode,
  parse,
  typeFromAST,
  validate,
} from 'graphql';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scopeRulesOf, touchedBy } from '../../dev/shopify/cut-schema.ts';
import { listDocuments } from '../../dev/shopify/documents.ts';
import { requestedCost } from '../../dev/shopify-simulator/query-cost.ts';
import { topicEnumOf } from '../../src/clients/shopify-app-operations.ts';
import { type OperationName, shopifyOperations } from '../../src/clients/shopify-operations.ts';
import { topicHandlers } from '../../src/webhooks/topics.ts';
import { backendRoot, repositoryRoot } from './source-files.ts';

const folder = join(backendRoot, 'dev', 'shopify');
const schema = buildSchema(readFileSync(join(folder, 'admin-2026-10.graphql'), 'utf8'));
const names = Object.keys(shopifyOperations) as OperationName[];
const documents = listDocuments();

/** Pictures go by these ids in webhooks, and by others in `media`. */
const deprecatedOnPurpose = ['Product.images', 'ProductVariant.image'];

describe("documents, held against Shopify's Admin schema 2026-10", () => {
  it.each(documents)('$name is valid', ({ text }) => {
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
  });

  it.each(documents)('$name uses nothing that will go away, but on purpose', ({ text }) => {
    const found = validate(schema, parse(text), [NoDeprecatedCustomRule]).map(({ message }) => message);
    expect(found.filter((message) => !deprecatedOnPurpose.some((field) => message.includes(` ${field} `)))).toEqual([]);
  });

  it('sees what is wrong', () => {
    expect(validate(schema, parse('{ shop { nmae } }'))).toHaveLength(1);
    expect(validate(schema, parse('query ($id: String) { order(id: $id) { id } }'))).toHaveLength(1);
  });
});

describe.each(names)('%s', (name) => {
  const operation = shopifyOperations[name];
  const definition = parse(operation.document).definitions[0] as OperationDefinitionNode;

  it('is one operation of that name', () => {
    expect(parse(operation.document).definitions).toHaveLength(1);
    expect(definition).toMatchObject({ kind: Kind.OPERATION_DEFINITION, name: { value: name } });
  });

  it('takes the variables that its schema has, of types that fit', () => {
    const declared = definition.variableDefinitions ?? [];
    const properties = z.toJSONSchema(operation.variables).properties ?? {};
    expect(declared.map((one) => one.variable.name.value).sort()).toEqual(Object.keys(properties).sort());
    for (const one of declared) {
      const type = typeFromAST(schema, one.type as never) as GraphQLInputType;
      expect(misfits(properties[one.variable.name.value] as JsonSchema, type, one.variable.name.value)).toEqual([]);
    }
  });

  it('costs what the table says, by the published rules, and less than one call may', () => {
    const cost = requestedCost(schema, parse(operation.document), {});
    expect(operation.cost).toBe(cost);
    expect(cost).toBeLessThanOrEqual(1_000);
  });
});

describe('shopify.app.toml', () => {
  const app = parseToml(readFileSync(join(repositoryRoot, 'shopify.app.toml'), 'utf8')) as unknown as AppToml;

  it('asks for a scope that lets each document be answered, and for no other', () => {
    const granted = app.access_scopes.scopes.split(',');
    const { rules } = JSON.parse(readFileSync(join(folder, 'admin-2026-10.scopes.json'), 'utf8'));
    const touched = touchedBy(
      schema,
      documents.map(({ text }) => text),
    );
    const needed = scopeRulesOf(rules, touched);
    expect(needed.length).toBeGreaterThan(10);
    const refused = needed.filter(({ offlineScopes }) => !offlineScopes.some((scope) => granted.includes(scope)));
    expect(refused).toEqual([]);
    const spare = granted.filter((scope) => !needed.some(({ offlineScopes }) => offlineScopes.includes(scope)));
    expect(spare).toEqual([]);
  });

  it('subscribes to every topic that is handled, in this version, and to no other', () => {
    const subscribed = app.webhooks.subscriptions.flatMap(({ topics = [], compliance_topics = [] }) => [
      ...topics,
      ...compliance_topics,
    ]);
    expect(subscribed.toSorted()).toEqual(Object.keys(topicHandlers).toSorted());
    expect(app.webhooks.api_version).toBe('2026-10');
    const compliance = app.webhooks.subscriptions.flatMap(({ compliance_topics = [] }) => compliance_topics);
    expect(compliance.toSorted()).toEqual(['customers/data_request', 'customers/redact', 'shop/redact']);
    expect(new Set(app.webhooks.subscriptions.map(({ uri }) => uri))).toEqual(new Set(['/webhooks/shopify']));
  });

  it('names topics that GraphQL knows', () => {
    const type = schema.getType('WebhookSubscriptionTopic') as unknown as { getValue(name: string): unknown };
    const topics = app.webhooks.subscriptions.flatMap(({ topics = [] }) => topics);
    expect(topics.filter((topic) => !type.getValue(topicEnumOf(topic)))).toEqual([]);
  });
});

interface AppToml {
  access_scopes: { scopes: string };
  webhooks: {
    api_version: string;
    subscriptions: { uri: string; topics?: string[]; compliance_topics?: string[] }[];
  };
}

interface JsonSchema {
  type?: string | string[];
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
}

function isNullable({ type, anyOf }: JsonSchema): boolean {
  return [type].flat().includes('null') || (anyOf?.some(isNullable) ?? false);
}

/** Where a zod schema lets through what the GraphQL type does not take: names, nullness, lists, kinds of value. */
function misfits(given: JsonSchema, type: GraphQLInputType, path: string): string[] {
  if (type instanceof GraphQLNonNull) {
    return isNullable(given) ? [`${path} may be null`] : misfits(given, type.ofType, path);
  }
  const value = given.anyOf?.find((one) => one.type !== 'null') ?? given;
  if (type instanceof GraphQLList) {
    return value.items ? misfits(value.items, type.ofType, `${path}[]`) : [`${path} is no list`];
  }
  if (!(type instanceof GraphQLInputObjectType)) {
    const kind = { Int: 'integer', Boolean: 'boolean' }[type.name] ?? 'string';
    const types = [value.type].flat().filter((one) => one !== 'null');
    return types.length === 1 && types[0] === kind ? [] : [`${path} is ${value.type}, not ${kind}`];
  }
  const fields = type.getFields();
  const missing = Object.values(fields)
    .filter((field) => field.type instanceof GraphQLNonNull && field.defaultValue === undefined)
    .filter((field) => !value.required?.includes(field.name))
    .map((field) => `${path}.${field.name} may be missing`);
  const wrong = Object.entries(value.properties ?? {}).flatMap(([name, property]) => {
    const field = fields[name];
    return field ? misfits(property, field.type, `${path}.${name}`) : [`${path}.${name} does not exist`];
  });
  return [...missing, ...wrong];
}
