import { withClient } from '../postgres/databases.ts';

/** How much there is in a database under test. */
export interface Amount {
  users: number;
  designs: number;
}

/** Users whose lists are asked for; each has a full page and more. */
export const askingUsers = 64;
const designsOfAsking = 25;
const configuration = JSON.stringify({
  fit: { kind: 'size', size: 'M' },
  strap: { color: 'navy', pattern: 'stripes', patternColor: 'white' },
  hardware: 'brass',
  embroidery: { text: 'Biscuit', font: 'script', color: 'white' },
  accessories: ['handle', 'reflective-trim'],
});

export const clerkIdOf = (number: number) => `user_bench_${number}`;

/** Fills the tables: the users who ask have 25 designs each, the others share the rest. */
export async function fillDesigns(databaseUrl: string, { users, designs }: Amount): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(
      `CREATE TEMP TABLE people AS
       SELECT number, gen_random_uuid() AS id FROM generate_series(1, $1::int) AS number`,
      [users],
    );
    await client.query("INSERT INTO owners (id, kind) SELECT id, 'user' FROM people");
    await client.query(
      String.raw`INSERT INTO users (id, clerk_id, personal) SELECT id, 'user_bench_' || number, '\x00' FROM people`,
    );
    await client.query(
      `INSERT INTO saved_designs (id, owner_id, product_id, name, schema_version, configuration, created_at, updated_at)
       SELECT gen_random_uuid(), people.id, 1001, 'Design ' || number, 2, $3::jsonb, at, at
       FROM (
         SELECT row, now() - row * interval '1 second' AS at,
                CASE WHEN row <= $2::int * $4::int THEN 1 + row % $2::int
                     ELSE 1 + $2::int + row % ($5::int - $2::int) END AS number
         FROM generate_series(1, $1::int) AS row
       ) AS made JOIN people USING (number)`,
      [designs, askingUsers, configuration, designsOfAsking, users],
    );
    await client.query('VACUUM ANALYZE saved_designs, users, owners');
  });
}
