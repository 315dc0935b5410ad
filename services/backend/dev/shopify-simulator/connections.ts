import { GraphQLError } from 'graphql';

export interface PageArguments {
  first?: number | null;
  after?: string | null;
  reverse?: boolean | null;
}

/** What resolvers know of the request. */
export interface RequestContext {
  /** A bulk operation takes every connection whole, but for the outermost one, which is asked for first. */
  bulk: boolean;
  /** Where the page of the outermost connection begins; taken away when it is answered. */
  bulkPage?: { after: string | null } | undefined;
}

const mostPerPage = 250;
/** Of the outermost connection of a bulk operation. */
const bulkPageSize = 500;

/**
 * One page of a list, as Relay and Shopify have it. A cursor holds the key of a node, so that a page that is asked for
 * after the list has changed begins behind it all the same.
 */
export function connection<Item, Node>(
  items: readonly Item[],
  { first, after: given, reverse }: PageArguments,
  context: RequestContext,
  how: { keyOf: (item: Item) => string; compare: (a: string, b: string) => number; toNode: (item: Item) => Node },
) {
  const { bulkPage } = context;
  context.bulkPage = undefined;
  const after = bulkPage ? bulkPage.after : given;
  const direction = reverse ? -1 : 1;
  const keyed = items.map((item) => ({ item, key: how.keyOf(item) }));
  keyed.sort((a, b) => how.compare(a.key, b.key) * direction);
  const behind = after ? decode(after) : undefined;
  const rest = behind === undefined ? keyed : keyed.filter(({ key }) => how.compare(key, behind) * direction > 0);
  const size = bulkPage ? bulkPageSize : context.bulk ? rest.length : pageSize(first);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  const nodes = page.map(({ item }) => how.toNode(item));
  return {
    nodes,
    edges: nodes.map((node) => ({ node })),
    pageInfo: { hasNextPage: rest.length > page.length, endCursor: last ? encode(last.key) : null },
  };
}

/** A list whose order is that of its items. */
export function ordered<Item, Node>(
  items: readonly Item[],
  page: PageArguments,
  context: RequestContext,
  toNode: (item: Item) => Node,
) {
  const numbered = items.map((item, index) => ({ item, key: String(index).padStart(9, '0') }));
  return connection(numbered, page, context, {
    keyOf: ({ key }) => key,
    compare: compareText,
    toNode: ({ item }) => toNode(item),
  });
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Keys that sort as text: by time, then by id. */
export function timeKey(date: Date, id: number): string {
  return `${date.toISOString()} ${idKey(id)}`;
}

export function idKey(id: number): string {
  return String(id).padStart(20, '0');
}

function pageSize(first: number | null | undefined): number {
  if (first === undefined || first === null) throw new GraphQLError('you must provide one of first or last');
  if (first < 1 || first > mostPerPage) throw new GraphQLError(`first must be between 1 and ${mostPerPage}`);
  return first;
}

const encode = (key: string) => Buffer.from(key).toString('base64url');
const decode = (cursor: string) => Buffer.from(cursor, 'base64url').toString();
