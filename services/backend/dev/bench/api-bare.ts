import Fastify from 'fastify';
import pg from 'pg';
import { listenForBench } from './listen.ts';

/** What nobody can do without: a bare Fastify, a pool, and one prepared statement for the same rows. */
async function main(): Promise<void> {
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
  const { rows } = await pool.query<{ id: string; clerk_id: string }>('SELECT id, clerk_id FROM users');
  const ids = new Map(rows.map(({ id, clerk_id }) => [clerk_id, id]));
  const app = Fastify();
  app.get('/api/v1/designs', async (request) => {
    const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
    const page = await pool.query({
      name: 'list-designs',
      text: `SELECT id, name, product_id, pet_id, revision, schema_version, configuration, created_at, updated_at
             FROM saved_designs WHERE owner_id = $1 AND deleted_at IS NULL
             ORDER BY updated_at DESC, id DESC LIMIT 20`,
      values: [ids.get(token)],
    });
    return { items: page.rows };
  });
  await listenForBench(app, {});
}

if (import.meta.main) await main();
