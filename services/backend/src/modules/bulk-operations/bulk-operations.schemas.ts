import { z } from 'zod';
import { instant, orNull, text } from '../../platform/shopify-schemas.ts';

/** bulk_operations/finish. */
export const bulkOperationPayload = z.object({
  admin_graphql_api_id: z.string().startsWith('gid://shopify/BulkOperation/'),
  type: orNull(text),
  status: text,
  error_code: orNull(text),
  created_at: orNull(instant),
  completed_at: orNull(instant),
});
export type BulkOperationPayload = z.output<typeof bulkOperationPayload>;
