import type { Pool } from 'pg';

export interface BusinessFigures {
  ordersLastHour: number;
  designs: number;
}

/** What the shop does, in figures that say nothing of anybody. Reads whole tables: not for every few seconds. */
export async function countBusiness(pool: Pool): Promise<BusinessFigures> {
  const { rows } = await pool.query<BusinessFigures>(`
    SELECT (SELECT count(*) FROM orders WHERE created_at > now() - interval '1 hour' AND NOT test)::int
             AS "ordersLastHour",
           (SELECT count(*) FROM saved_designs WHERE deleted_at IS NULL)::int AS designs`);
  return rows[0] as BusinessFigures;
}
