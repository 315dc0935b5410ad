type Node = Record<string, unknown>;

export interface Connection {
  edges: { node: Node }[];
}

/** The result file of a bulk operation (JSONL), written piece by piece. */
export interface BulkResult {
  readonly bytes: number;
  readonly objects: number;
  readonly rootObjects: number;
  /** One line for each node; those of nested connections follow their parent and name it. */
  write(connection: Connection): void;
  /** What is in it from a position on. */
  piecesFrom(position: number): Buffer[];
}

export function createBulkResult(): BulkResult {
  const pieces: Buffer[] = [];
  let [bytes, objects, rootObjects] = [0, 0, 0];

  function linesOf(node: Node, parentId: unknown, lines: string[]): void {
    const own = Object.entries(node).filter(([, value]) => !isConnection(value));
    const line = Object.fromEntries(own);
    lines.push(JSON.stringify(parentId === undefined ? line : { ...line, __parentId: parentId }));
    for (const value of Object.values(node)) {
      if (isConnection(value)) for (const edge of value.edges) linesOf(edge.node, node['id'], lines);
    }
  }

  return {
    get bytes() {
      return bytes;
    },
    get objects() {
      return objects;
    },
    get rootObjects() {
      return rootObjects;
    },
    write({ edges }) {
      const lines: string[] = [];
      for (const { node } of edges) linesOf(node, undefined, lines);
      const piece = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      pieces.push(piece);
      bytes += piece.length;
      objects += lines.length;
      rootObjects += edges.length;
    },
    piecesFrom(position) {
      let begin = 0;
      return pieces.flatMap((piece) => {
        const skipped = Math.max(0, position - begin);
        begin += piece.length;
        return skipped < piece.length ? [piece.subarray(skipped)] : [];
      });
    },
  };
}

function isConnection(value: unknown): value is Connection {
  return typeof value === 'object' && value !== null && Array.isArray((value as { edges?: unknown }).edges);
}
