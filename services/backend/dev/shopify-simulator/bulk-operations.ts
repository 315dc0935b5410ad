import { setImmediate as immediate } from 'node:timers/promises';
import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type BulkResult, type Connection, createBulkResult } from './bulk-result.ts';
import { gid } from './graphql-catalogue.ts';
import { utc } from './moments.ts';

interface Page {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface BulkOperation {
  id: number;
  query: string;
  status: 'CREATED' | 'RUNNING' | 'COMPLETED' | 'CANCELING' | 'CANCELED' | 'FAILED' | 'EXPIRED';
  errorCode: string | null;
  createdAt: Date;
  completedAt: Date | null;
  result: BulkResult;
  groupObjects: boolean;
}

export interface BulkOperations {
  run(query: string, groupObjects: boolean): BulkOperation | GraphQLError;
  find(id: string): BulkOperation | undefined;
  list(): BulkOperation[];
  cancel(operation: BulkOperation): void;
  toNode(operation: BulkOperation): Record<string, unknown>;
  /** Results are written only while this is false: for tests of what is underway. */
  hold: boolean;
  /** Writes what was held back. */
  release(): Promise<void>;
}

/** Since 2026-01 (shopify.dev/changelog, "Faster bulk operations"). */
const mostAtOnce = 5;
const mostConnections = 5;
const deepest = 2;

export function createBulkOperations(options: {
  schema: GraphQLSchema;
  now: () => Date;
  nextId: () => number;
  /** Executes with every connection whole, but for a page of the outermost one. */
  execute: (document: DocumentNode, page: { after: string | null }) => Promise<unknown>;
  urlOf: (id: number) => string;
  onFinish: (operation: {
    id: string;
    status: string;
    errorCode: string | null;
    createdAt: Date;
    completedAt: Date;
  }) => void;
}): BulkOperations {
  const operations: BulkOperation[] = [];
  const waiting: BulkOperation[] = [];
  const bulk: BulkOperations = {
    hold: false,
    run(query, groupObjects) {
      const problem = problemOf(options.schema, query);
      if (problem) return new GraphQLError(problem);
      if (operations.filter(({ status }) => isUnderway(status)).length >= mostAtOnce) {
        return new GraphQLError('A bulk query operation for this app and shop is already in progress', {
          extensions: { code: 'LIMIT_REACHED' },
        });
      }
      const operation: BulkOperation = {
        id: options.nextId(),
        query,
        status: 'CREATED',
        errorCode: null,
        createdAt: options.now(),
        completedAt: null,
        result: createBulkResult(),
        groupObjects,
      };
      operations.push(operation);
      waiting.push(operation);
      if (!bulk.hold) setImmediate(() => void bulk.release());
      return operation;
    },
    find: (id) => operations.find((one) => gid('BulkOperation', one.id) === id),
    list: () => [...operations],
    cancel(operation) {
      if (isUnderway(operation.status)) finish(operation, 'CANCELED');
    },
    async release() {
      for (const operation of waiting.splice(0)) {
        if (operation.status !== 'CREATED') continue;
        operation.status = 'RUNNING';
        try {
          await write(operation);
          if (isUnderway(operation.status)) finish(operation, 'COMPLETED');
        } catch {
          operation.errorCode = 'INTERNAL_SERVER_ERROR';
          finish(operation, 'FAILED');
        }
      }
    },
    toNode: (operation) => ({
      id: gid('BulkOperation', operation.id),
      query: operation.query,
      status: operation.status,
      type: 'QUERY',
      errorCode: operation.errorCode,
      createdAt: utc(operation.createdAt),
      completedAt: operation.completedAt && utc(operation.completedAt),
      objectCount: String(operation.result.objects),
      rootObjectCount: String(operation.result.rootObjects),
      fileSize: operation.status === 'COMPLETED' ? String(operation.result.bytes) : null,
      url: operation.status === 'COMPLETED' && operation.result.objects > 0 ? options.urlOf(operation.id) : null,
      partialDataUrl: null,
    }),
  };

  /** Page by page, and lets others in between: what is asked meanwhile is answered, as by the shop itself. */
  async function write(operation: BulkOperation): Promise<void> {
    for (const document of oneByOne(parse(operation.query))) {
      for (let after: string | null = null, isLast = false; !isLast && isUnderway(operation.status); ) {
        const data = (await options.execute(document, { after })) as Record<string, Connection & Page>;
        const [connection] = Object.values(data);
        if (!connection) throw new Error('nothing was asked for');
        operation.result.write(connection);
        after = connection.pageInfo.endCursor;
        isLast = !connection.pageInfo.hasNextPage;
        await immediate();
      }
    }
  }

  function finish(operation: BulkOperation, status: 'COMPLETED' | 'CANCELED' | 'FAILED'): void {
    operation.status = status;
    operation.completedAt = options.now();
    const { id, errorCode, createdAt, completedAt } = operation;
    options.onFinish({ id: gid('BulkOperation', id), status, errorCode, createdAt, completedAt });
  }
  return bulk;
}

export type { BulkOperation };

const isUnderway = (status: string) => ['CREATED', 'RUNNING', 'CANCELING'].includes(status);

export function bulkQueriesOf(bulk: BulkOperations) {
  return {
    bulkOperation: ({ id }: { id: string }) => {
      const operation = bulk.find(id);
      return operation ? bulk.toNode(operation) : null;
    },
    bulkOperations: ({ reverse, first }: { reverse?: boolean; first?: number }) => {
      const all = reverse ? bulk.list().toReversed() : bulk.list();
      return { nodes: all.slice(0, first).map(bulk.toNode), pageInfo: { hasNextPage: false, endCursor: null } };
    },
  };
}

export function bulkMutations(bulk: BulkOperations) {
  return {
    bulkOperationRunQuery({ query, groupObjects }: { query: string; groupObjects: boolean }) {
      const result = bulk.run(query, groupObjects);
      if (!(result instanceof GraphQLError)) return { bulkOperation: bulk.toNode(result), userErrors: [] };
      const code = result.extensions['code'] ?? 'INVALID';
      return { bulkOperation: null, userErrors: [{ field: ['query'], message: result.message, code }] };
    },
    bulkOperationCancel({ id }: { id: string }) {
      const operation = bulk.find(id);
      if (!operation)
        return { bulkOperation: null, userErrors: [{ field: ['id'], message: 'Bulk operation does not exist' }] };
      bulk.cancel(operation);
      return { bulkOperation: bulk.toNode(operation), userErrors: [] };
    },
  };
}

/** A document for each root, which asks for its page too. */
function oneByOne(document: DocumentNode): DocumentNode[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    return definition.selectionSet.selections.map((root): DocumentNode => {
      const paged = root.kind === Kind.FIELD ? withPage(root) : root;
      const selectionSet = { ...definition.selectionSet, selections: [paged] };
      return { ...document, definitions: [{ ...definition, selectionSet }] };
    });
  });
}

function withPage(root: FieldNode): FieldNode {
  if (!root.selectionSet) return root;
  const pageInfo = fieldOf('pageInfo', [fieldOf('hasNextPage'), fieldOf('endCursor')]);
  return { ...root, selectionSet: { ...root.selectionSet, selections: [...root.selectionSet.selections, pageInfo] } };
}

function fieldOf(name: string, selections?: FieldNode[]): FieldNode {
  const field: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } };
  return selections ? { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } } : field;
}

/** The limits of shopify.dev/docs/api/usage/bulk-operations/queries. */
function problemOf(schema: GraphQLSchema, query: string): string | undefined {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch {
    return 'Invalid bulk query: it does not parse';
  }
  const [invalid] = validate(schema, document);
  if (invalid) return `Invalid bulk query: ${invalid.message}`;
  const info = new TypeInfo(schema);
  const within: ('connection' | 'list' | 'other')[] = [];
  const problems: string[] = [];
  let connections = 0;
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter(node: FieldNode) {
          const kind = kindOf(info, node);
          if (kind === 'connection') {
            connections += 1;
            if (within.includes('list'))
              problems.push('Queries that contain a connection field within a list field are not supported.');
            if (within.filter((one) => one === 'connection').length >= deepest)
              problems.push('Bulk queries cannot contain connections with a nesting depth greater than 2.');
          }
          within.push(kind);
        },
        leave() {
          within.pop();
        },
      },
    }),
  );
  if (connections === 0) problems.push('Bulk queries must contain at least one connection.');
  if (connections > mostConnections) problems.push('Bulk queries cannot contain more than 5 connections.');
  return problems[0];
}

function kindOf(info: TypeInfo, node: FieldNode): 'connection' | 'list' | 'other' {
  if (getNamedType(info.getType())?.name.endsWith('Connection')) return 'connection';
  if (node.name.value === 'edges' || node.selectionSet === undefined) return 'other';
  const type = info.getFieldDef()?.astNode?.type;
  const inner = type?.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return inner?.kind === Kind.LIST_TYPE ? 'list' : 'other';
}
