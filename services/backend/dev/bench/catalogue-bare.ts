import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import pg from 'pg';
import { toPage } from '../../src/http/lists.ts';
import { readWhole, selectWhole, type WholeRow } from '../../src/modules/catalogue/catalogue-whole.reads.ts';
import { listenForBench } from './listen.ts';

const sort = 'newest';

/**
 * What nobody can do without: a bare Fastify that sends bytes, and one that sends what one prepared statement gives.
 * The statement is the route's own, so that nothing is compared but what is around it.
 */
async function main(): Promise<void> {
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
  const bytes = readFileSync(process.env['PAGE_FILE'] as string);
  const headers = JSON.parse(process.env['PAGE_HEADERS'] as string);
  const app = Fastify();
  app.get('/static', (_request, reply) => reply.type('application/json; charset=utf-8').send(bytes));
  app.get('/same-reply', (_request, reply) => reply.headers(headers).send(bytes));
  app.get('/api/v1/products', async (request) => {
    const { limit, cursor } = request.query as Record<'limit' | 'cursor', string>;
    const { name, text, values } = selectWhole({ sort, cursor, limit: Number(limit) });
    const { rows } = await pool.query<WholeRow>({ name, text, values: [...values] });
    const { rows: products, facets } = readWhole(rows);
    const page = toPage(products, Number(limit), ({ position, id }) => ({ sort, after: position, id }));
    const items = page.rows.map(({ id, card }) => ({ id, ...card, currency: 'EUR' }));
    return { items, nextCursor: page.nextCursor, facets };
  });
  await listenForBench(app, {});
}

if (import.meta.main) await main();
