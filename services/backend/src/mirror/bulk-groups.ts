import { readBulkLines } from '../clients/shopify-bulk-results.ts';

type Line = Record<string, unknown> & { id: string; __parentId?: string };

/** A resource with the lines of its connections, in the order of the file. */
export interface BulkGroup {
  root: Line;
  children: Line[];
  /** Where the next group begins, in bytes. */
  end: number;
}

/** Groups as the file has them: with `groupObjects` what belongs to a resource follows it at once. */
export async function* readBulkGroups(url: string, from: number, signal: AbortSignal): AsyncGenerator<BulkGroup> {
  let group: BulkGroup | undefined;
  for await (const { text, end } of readBulkLines(url, from, signal)) {
    const line = JSON.parse(text) as Line;
    if (line.__parentId === undefined) {
      if (group) yield group;
      group = { root: line, children: [], end };
    } else if (group) {
      group.children.push(line);
      group.end = end;
    }
  }
  if (group) yield group;
}

/** A product has up to 2,048 variants: so many resources, if they are of that kind, are too much at a time. */
const mostLinesOfBatch = 2_000;

/** Several at a time, and of large ones fewer: what is held, and what one transaction writes, has a bound. */
export async function* inBatches(groups: AsyncIterable<BulkGroup>, size: number): AsyncGenerator<BulkGroup[]> {
  let batch: BulkGroup[] = [];
  let lines = 0;
  for await (const group of groups) {
    batch.push(group);
    lines += 1 + group.children.length;
    if (batch.length < size && lines < mostLinesOfBatch) continue;
    yield batch;
    batch = [];
    lines = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Asks for the next one while the one before is dealt with: never for more. */
export async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (let one = await next; !one.done; one = await next) {
      next = source.next();
      // If it fails meanwhile, that is told when it is its turn.
      next.catch(() => undefined);
      yield one.value;
    }
  } finally {
    await source.return(undefined);
  }
}

/** Of a group's lines those of one type: gid://shopify/ProductVariant/7 is a ProductVariant. */
export function childrenOf({ children }: BulkGroup, type: string): Line[] {
  return children.filter(({ id }) => id?.startsWith(`gid://shopify/${type}/`));
}
