import {
  type DocumentNode,
  type FieldNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * Cost as Shopify publishes it (shopify.dev/docs/api/usage/limits, "Cost calculation"): scalars and enums nothing,
 * an object 1, a connection 2 and what it may hold, a mutation 10. What Shopify charges in truth may be less, since the
 * exact sum for large pages is not published; clients learn it from the answer.
 */

const mutationCost = 10;
const connectionCost = 2;
/** "Input limits" of the same page. */
export const mostInAnArray = 250;

/** What may come back at most. */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
): number {
  const operation = operationOf(document);
  if (operation.operation === 'mutation') return mutationCost * fieldsOf(operation.selectionSet).length;
  const root = schema.getQueryType();
  if (!root) return 0;
  return sum(fieldsOf(operation.selectionSet).map((field) => costOf(schema, root.name, field, variables)));
}

/** What came back. */
export function actualCost(document: DocumentNode, data: unknown): number {
  const operation = operationOf(document);
  if (operation.operation === 'mutation') return mutationCost * fieldsOf(operation.selectionSet).length;
  return data ? Math.max(1, countObjects(data) - 1) : 0;
}

function operationOf(document: DocumentNode): OperationDefinitionNode {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('a document without an operation');
  return operation;
}

function costOf(schema: GraphQLSchema, parent: string, field: FieldNode, variables: Record<string, unknown>): number {
  const parentType = schema.getType(parent);
  const definition = parentType && 'getFields' in parentType ? parentType.getFields()[field.name.value] : undefined;
  const type = definition?.type as GraphQLOutputType | undefined;
  const named = getNamedType(type);
  if (!named || !isCompositeType(named) || !field.selectionSet) return 0;
  const isConnection = named.name.endsWith('Connection');
  const inner = fieldsOf(field.selectionSet).filter(({ name }) => name.value !== 'pageInfo');
  const children = sum(inner.map((child) => costOf(schema, named.name, child, variables)));
  if (isConnection) return connectionCost + children * (numberArgument(field, 'first', variables) ?? 1);
  // The nodes of a connection are counted there, one by one; edges are free.
  if (field.name.value === 'edges') return children;
  return (1 + children) * (numberArgument(field, 'first', variables) ?? idsAskedFor(field, variables));
}

/** `nodes(ids:)` gives back as many as were named; before one knows how many, as many as it takes. */
function idsAskedFor(field: FieldNode, variables: Record<string, unknown>): number {
  const value = field.arguments?.find((argument) => argument.name.value === 'ids')?.value;
  if (value?.kind === Kind.LIST) return value.values.length;
  if (value?.kind !== Kind.VARIABLE) return 1;
  const ids = variables[value.name.value];
  return Array.isArray(ids) ? ids.length : mostInAnArray;
}

function numberArgument(field: FieldNode, name: string, variables: Record<string, unknown>): number | undefined {
  const value = field.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.INT) return Number(value.value);
  return value?.kind === Kind.VARIABLE ? (variables[value.name.value] as number) : undefined;
}

function fieldsOf(selectionSet: SelectionSetNode): FieldNode[] {
  return selectionSet.selections.flatMap((selection): FieldNode[] => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsOf(selection.selectionSet) : [];
  });
}

function countObjects(value: unknown): number {
  if (Array.isArray(value)) return sum(value.map(countObjects));
  if (typeof value !== 'object' || value === null) return 0;
  const parts = Object.entries(value).filter(([name]) => name !== 'pageInfo');
  return 1 + sum(parts.map(([, part]) => countObjects(part)));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
