import Fastify from 'fastify';
import pg from 'pg';
import { selectPage } from './catalogue-sample.ts';
import { listenForBench } from './listen.ts';

/** What nobody can do without: a bare Fastify that sends bytes, and one that sends what one prepared statement gives. */
async function main(): Promise<void> {
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
  const select = async (after: number, limit: number) => {
    const { rows } = await pool.query({ name: 'products', text: selectPage, values: [after, limit] });
    return { items: rows };
  };
  const bytes = Buffer.from(JSON.stringify(await select(0, 20)));
  const app = Fastify();
  app.get('/static', (_request, reply) => reply.type('application/json; charset=utf-8').send(bytes));
  app.get('/api/v1/products', async (request) => {
    const { after = '0', limit = '20' } = request.query as Record<string, string>;
    return select(Number(after), Number(limit));
  });
  await listenForBench(app, {});
}

if (import.meta.main) await main();
