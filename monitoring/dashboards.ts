import { business, database } from './dashboards-data.ts';
import type { Dashboard } from './panels.ts';
import { quantile, range } from './promql.ts';

/** Probes and scrapes are requests of nobody. */
const asked = 'operation!~"checkAlive|checkReady|checkParts|readMetrics"';
const requests = `http_request_duration_seconds_count{${asked}`;
const service: Dashboard = {
  uid: 'service',
  title: 'Service: rate, errors, duration, saturation',
  panels: [
    {
      title: 'Requests',
      unit: 'reqps',
      lines: [{ expr: `sum by (status_class) (rate(${requests}}[${range}]))`, by: '{{status_class}}' }],
    },
    {
      title: 'Errors of ours, as a share',
      about: 'Above 5 % somebody is woken: docs/runbooks/service.md.',
      unit: 'percentunit',
      limit: 0.05,
      lines: [
        {
          expr: `sum(rate(${requests},status_class="5xx"}[${range}])) / sum(rate(${requests}}[${range}]))`,
          by: '5xx',
        },
      ],
    },
    {
      title: 'Duration',
      about: 'The targets are 200 ms for 95 of 100 requests and 500 ms for 99.',
      unit: 's',
      limit: 0.2,
      lines: [0.5, 0.95, 0.99].map((share) => ({
        expr: quantile(share, `http_request_duration_seconds_bucket{${asked}}`),
        by: `p${share * 100}`,
      })),
    },
    {
      title: 'Slowest operations (p95)',
      unit: 's',
      limit: 0.2,
      lines: [
        {
          expr: `topk(8, ${quantile(0.95, `http_request_duration_seconds_bucket{${asked}}`, 'le, operation')})`,
          by: '{{operation}}',
        },
      ],
    },
    {
      title: 'Operations that fail',
      unit: 'reqps',
      lines: [
        {
          expr: `topk(8, sum by (operation) (rate(${requests},status_class="5xx"}[${range}])) > 0)`,
          by: '{{operation}}',
        },
      ],
    },
    {
      title: 'Refused as too many, by budget',
      unit: 'reqps',
      lines: [{ expr: `sum by (budget) (rate(rate_limited_requests_total[${range}]))`, by: '{{budget}}' }],
    },
    {
      title: 'Requests being answered',
      unit: 'short',
      lines: [{ expr: 'sum by (job, instance) (http_requests_in_flight)', by: '{{job}} {{instance}}' }],
    },
    {
      title: 'Event loop, p99 of how late it comes',
      about: 'Above 0.1 s a process is out of processor time.',
      unit: 's',
      limit: 0.1,
      lines: [{ expr: 'max by (job, instance) (nodejs_eventloop_lag_p99_seconds)', by: '{{job}} {{instance}}' }],
    },
    {
      title: 'Processor, in cores',
      unit: 'short',
      lines: [
        {
          expr: `sum by (job, instance) (rate(process_cpu_seconds_total[${range}]))`,
          by: '{{job}} {{instance}}',
        },
      ],
    },
    {
      title: 'Memory',
      unit: 'bytes',
      lines: [{ expr: 'sum by (job, instance) (process_resident_memory_bytes)', by: '{{job}} {{instance}}' }],
    },
    {
      title: 'Replies from the cache, by where they came from',
      unit: 'ops',
      lines: [{ expr: `sum by (result) (rate(cache_lookups_total[${range}]))`, by: '{{result}}' }],
    },
    {
      title: 'Calls of Shopify, by how they ended',
      unit: 'ops',
      lines: [{ expr: `sum by (outcome) (rate(shopify_requests_total[${range}]))`, by: '{{outcome}}' }],
    },
  ],
};

const webhooks: Dashboard = {
  uid: 'webhooks',
  title: 'Webhooks',
  panels: [
    {
      title: 'Oldest delivery that waits',
      about: 'Above five minutes somebody is woken: docs/runbooks/deliveries.md.',
      kind: 'stat',
      unit: 's',
      limit: 300,
      lines: [{ expr: 'max(webhook_inbox_oldest_pending_seconds_global)', by: 'oldest' }],
    },
    {
      title: 'Dead',
      about: 'What they told of is not in our data: docs/runbooks/deliveries.md.',
      kind: 'stat',
      unit: 'short',
      limit: 1,
      lines: [{ expr: 'max(webhook_inbox_deliveries_global{status="dead"})', by: 'dead' }],
    },
    {
      title: 'Received, by topic',
      unit: 'reqps',
      lines: [
        { expr: `sum by (source, topic) (rate(webhook_deliveries_total[${range}]))`, by: '{{source}} {{topic}}' },
      ],
    },
    {
      title: 'Received, by what was answered',
      about: 'duplicate: Shopify sends again what it has not seen acknowledged.',
      unit: 'reqps',
      lines: [{ expr: `sum by (outcome) (rate(webhook_deliveries_total[${range}]))`, by: '{{outcome}}' }],
    },
    {
      title: 'Duplicates, as a share of what was acknowledged',
      unit: 'percentunit',
      lines: [
        {
          expr:
            `sum(rate(webhook_deliveries_total{outcome="duplicate"}[${range}]))` +
            ` / sum(rate(webhook_deliveries_total{outcome=~"recorded|duplicate"}[${range}]))`,
          by: 'duplicates',
        },
      ],
    },
    {
      title: 'Not settled',
      unit: 'short',
      lines: [{ expr: 'max by (status) (webhook_inbox_deliveries_global)', by: '{{status}}' }],
    },
    {
      title: 'Lag: age of the oldest delivery that waits',
      unit: 's',
      limit: 300,
      lines: [{ expr: 'max(webhook_inbox_oldest_pending_seconds_global)', by: 'oldest' }],
    },
    {
      title: 'Settled, by how they ended',
      unit: 'ops',
      lines: [{ expr: `sum by (outcome) (rate(webhook_settled_total[${range}]))`, by: '{{outcome}}' }],
    },
    {
      title: 'Time to acknowledge',
      about: 'Shopify waits five seconds.',
      unit: 's',
      lines: [0.5, 0.95, 0.99].map((share) => ({
        expr: quantile(share, 'http_request_duration_seconds_bucket{operation=~"receive.*Webhook"}'),
        by: `p${share * 100}`,
      })),
    },
    {
      title: 'Deliveries that shared one INSERT',
      unit: 'short',
      lines: [
        {
          expr:
            `sum(rate(webhook_group_commit_deliveries_sum[${range}]))` +
            ` / sum(rate(webhook_group_commit_deliveries_count[${range}]))`,
          by: 'mean',
        },
      ],
    },
    {
      title: 'Mirror: how long ago it was complete',
      about: 'By asking, beside webhooks. Above half an hour somebody has to look: docs/runbooks/mirror.md.',
      unit: 's',
      limit: 1_800,
      lines: [{ expr: 'time() - max by (kind) (mirror_complete_to_timestamp_seconds_global)', by: '{{kind}}' }],
    },
    {
      title: 'Found by asking, that no webhook had told',
      about: 'Changes an hour. A few come late; many are lost: docs/runbooks/mirror.md.',
      unit: 'short',
      lines: [{ expr: 'sum by (kind, drift) (increase(mirror_drift_total[1h]))', by: '{{kind}} {{drift}}' }],
    },
  ],
};

const queue: Dashboard = {
  uid: 'queue',
  title: 'Queue',
  panels: [
    {
      title: 'Waiting jobs',
      unit: 'short',
      lines: [
        {
          expr: 'sum by (queue) (max by (queue, state) (queue_jobs_global{state=~"waiting|prioritized"}))',
          by: '{{queue}}',
        },
      ],
    },
    {
      title: 'Failed jobs that are kept',
      unit: 'short',
      lines: [{ expr: 'max by (queue) (queue_jobs_global{state="failed"})', by: '{{queue}}' }],
    },
    {
      title: 'Running and delayed jobs',
      unit: 'short',
      lines: [
        { expr: 'max by (queue, state) (queue_jobs_global{state=~"active|delayed"})', by: '{{queue}} {{state}}' },
      ],
    },
    {
      title: 'Jobs ended, by how',
      about: 'Nothing for minutes: no worker consumes. docs/runbooks/deliveries.md.',
      unit: 'ops',
      lines: [
        { expr: `sum by (job_name, outcome) (rate(job_run_seconds_count[${range}]))`, by: '{{job_name}} {{outcome}}' },
      ],
    },
    {
      title: 'From enqueueing to the start (p95)',
      unit: 's',
      lines: [{ expr: quantile(0.95, 'job_wait_seconds_bucket', 'le, queue'), by: '{{queue}}' }],
    },
    {
      title: 'Time that jobs run (p95)',
      unit: 's',
      lines: [{ expr: quantile(0.95, 'job_run_seconds_bucket', 'le, queue'), by: '{{queue}}' }],
    },
    {
      title: 'Wake-ups that could not be enqueued',
      about: 'The relay makes up for them: an outage of Redis costs time and no delivery.',
      unit: 'ops',
      lines: [{ expr: `sum(rate(queue_enqueue_failures_total[${range}]))`, by: 'not enqueued' }],
    },
    {
      title: 'Mails, by how they ended',
      unit: 'ops',
      lines: [{ expr: `sum by (outcome) (rate(mails_total[${range}]))`, by: '{{outcome}}' }],
    },
  ],
};

export const dashboards: Dashboard[] = [service, webhooks, queue, database, business];
