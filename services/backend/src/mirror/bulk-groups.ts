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

/** Several at a time. */
export async function* inBatches<T>(all: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const one of all) {
    batch.push(one);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Of a group's lines those of one type: gid://shopify/ProductVariant/7 is a ProductVariant. */
export function childrenOf({ children }: BulkGroup, type: string): Line[] {
  return children.filter(({ id }) => id?.startsWith(`gid://shopify/${type}/`));
}
