import type { Pool } from 'pg';

export interface BusinessFigures {
  ordersLastHour: number;
  designs: number;
  /** Of the workshop, by stage, also where there are none; those that are done or closed are not counted. */
  tickets: Record<string, number>;
}

/** What the shop does, in figures that say nothing of anybody. Reads whole tables: not for every few seconds. */
export async function countBusiness(pool: Pool): Promise<BusinessFigures> {
  const { rows } = await pool.query<BusinessFigures>(`
    SELECT (SELECT count(*) FROM orders WHERE created_at > now() - interval '1 hour' AND NOT test)::int
             AS "ordersLastHour",
           (SELECT count(*) FROM saved_designs WHERE deleted_at IS NULL)::int AS designs,
           (SELECT jsonb_object_agg(stage, (SELECT count(*) FROM tickets WHERE tickets.stage = open.stage))
            FROM unnest(ARRAY['queued', 'cut', 'sew', 'embroider', 'check', 'pack']) AS open (stage)) AS tickets`);
  return rows[0] as BusinessFigures;
}
