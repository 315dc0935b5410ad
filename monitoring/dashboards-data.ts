import type { Dashboard } from './panels.ts';
import { quantile, range } from './promql.ts';

/** Above this a statement counts as slow. It must be a bucket of the histogram. */
const slowSeconds = 0.25;

export const database: Dashboard = {
  uid: 'database',
  title: 'Database',
  panels: [
    {
      title: 'Replica lag',
      about: 'Nothing at all: the replica does not answer. docs/runbooks/database.md.',
      unit: 's',
      limit: 30,
      lines: [{ expr: 'max by (job, instance) (database_replica_lag_seconds)', by: '{{job}} {{instance}}' }],
    },
    {
      title: 'Statements of the API, by the database that answered',
      about: 'Only primary: the replica is behind or away.',
      unit: 'ops',
      lines: [{ expr: `sum by (role) (rate(db_queries_total[${range}]))`, by: '{{role}}' }],
    },
    {
      title: 'Callers that wait for a connection',
      unit: 'short',
      limit: 1,
      lines: [{ expr: 'sum by (pool) (database_pool_connections{state="waiting"})', by: '{{pool}}' }],
    },
    {
      title: 'Connections',
      unit: 'short',
      lines: [
        {
          expr: 'sum by (pool, state) (database_pool_connections{state=~"used|idle"})',
          by: '{{pool}} {{state}}',
        },
      ],
    },
    {
      title: `Statements slower than ${slowSeconds * 1_000} ms`,
      about: 'pg_stat_statements says which: docs/runbooks/database.md.',
      unit: 'ops',
      lines: [
        {
          expr:
            `sum by (pool) (rate(database_query_duration_seconds_count[${range}]))` +
            ` - sum by (pool) (rate(database_query_duration_seconds_bucket{le="${slowSeconds}"}[${range}]))`,
          by: '{{pool}}',
        },
      ],
    },
    {
      title: 'Time of statements (p95)',
      unit: 's',
      lines: [{ expr: quantile(0.95, 'database_query_duration_seconds_bucket', 'le, pool'), by: '{{pool}}' }],
    },
    {
      title: 'Statements',
      unit: 'ops',
      lines: [{ expr: `sum by (pool) (rate(database_query_duration_seconds_count[${range}]))`, by: '{{pool}}' }],
    },
    {
      title: 'Age of the last backup',
      about: 'Above 26 hours somebody is woken: docs/runbooks/database.md.',
      unit: 's',
      limit: 26 * 3_600,
      kind: 'stat',
      lines: [{ expr: 'time() - max(backup_last_taken_timestamp_seconds_global)', by: 'age' }],
    },
  ],
};

export const business: Dashboard = {
  uid: 'business',
  title: 'The shop',
  panels: [
    {
      title: 'Orders of the last hour',
      unit: 'short',
      kind: 'stat',
      lines: [{ expr: 'max(orders_last_hour_global)', by: 'orders' }],
    },
    {
      title: 'Designs kept',
      unit: 'short',
      kind: 'stat',
      lines: [{ expr: 'max(designs_global)', by: 'designs' }],
    },
    {
      title: 'Orders per hour',
      unit: 'short',
      lines: [{ expr: 'max(orders_last_hour_global)', by: 'orders' }],
    },
    {
      title: 'Designs',
      unit: 'short',
      lines: [{ expr: 'max(designs_global)', by: 'kept' }],
    },
    {
      title: 'Tickets of the workshop by stage',
      unit: 'short',
      lines: [{ expr: 'max by (stage) (tickets_global)', by: '{{stage}}' }],
    },
    {
      title: 'Designs saved, changed and copied',
      unit: 'ops',
      lines: ['createDesign', 'updateDesign', 'duplicateDesign'].map((operation) => ({
        expr: `sum(rate(http_request_duration_seconds_count{operation="${operation}",status_class="2xx"}[${range}]))`,
        by: operation,
      })),
    },
    {
      title: 'Deliveries about orders',
      unit: 'ops',
      lines: [
        { expr: `sum by (topic) (rate(webhook_deliveries_total{topic=~"orders/.*"}[${range}]))`, by: '{{topic}}' },
      ],
    },
  ],
};
