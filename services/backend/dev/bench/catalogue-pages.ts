import { request } from 'undici';
import { encodeCursor } from '../../src/http/lists.ts';
import { withClient } from '../postgres/databases.ts';

export const pageRows = 20;
export const firstPagePath = `/api/v1/products?limit=${pageRows}`;

interface Page {
  items: unknown[];
  /** Suggestions have none. */
  nextCursor?: string | null;
}

/** Asks once; the time ends with the last byte of the reply, before anybody makes sense of it. */
export async function timePage(port: number, path: string): Promise<{ ms: number; page: Page }> {
  const askedAt = performance.now();
  const { statusCode, body } = await request(`http://127.0.0.1:${port}${path}`);
  const text = await body.text();
  const ms = performance.now() - askedAt;
  if (statusCode !== 200) throw new Error(`${path} was answered ${statusCode}: ${text}`);
  return { ms, page: JSON.parse(text) as Page };
}

/** The path of a page that is reached as a customer would: from the first on, by the cursor of the one before. */
export async function followTo(number: number, port: number): Promise<string> {
  let path = firstPagePath;
  for (let at = 1; at < number; at += 1) {
    const { nextCursor } = (await timePage(port, path)).page;
    if (!nextCursor) throw new Error(`the list ends with page ${at}, and page ${number} was wanted`);
    path = `${firstPagePath}&cursor=${nextCursor}`;
  }
  return path;
}

/** Paths of different full pages: one behind each product of the list, as the route itself would write the cursor. */
export async function readPagePaths(databaseUrl: string): Promise<string[]> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ id: string; after: string }>(
      `SELECT product_id::text AS id, (extract(epoch FROM published_at) * 1000000)::bigint::text AS after
       FROM catalogue_products WHERE visible ORDER BY published_at DESC, product_id DESC`,
    ),
  );
  return rows
    .slice(0, -pageRows)
    .map(({ id, after }) => `${firstPagePath}&cursor=${encodeCursor({ sort: 'newest', after, id })}`);
}
