import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5];
const shopifySeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60];
const querySeconds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 1, 5];
const jobSeconds = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60];

/**
 * Every metric of the service, in one registry of its own. Labels come from closed sets only, and none is called `job`
 * or `instance`: these are Prometheus's own.
 * Names that end in `_global` are the same for the whole installation; one process at a time exports them
 * (see jobs/global-gauges), so a sum over machines is right.
 */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  return {
    registry,
    requestSeconds: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its reply.',
      labelNames: ['operation', 'status_class'],
      buckets: requestSeconds,
      registers,
    }),
    requestsInFlight: new Gauge({ name: 'http_requests_in_flight', help: 'Requests being answered.', registers }),
    rateLimited: new Counter({
      name: 'rate_limited_requests_total',
      help: 'Requests that were refused because there were too many, by the budget that was spent.',
      labelNames: ['budget'],
      registers,
    }),
    deliveries: new Counter({
      name: 'webhook_deliveries_total',
      help: 'Deliveries received, by topic and by what was answered.',
      labelNames: ['source', 'topic', 'outcome'],
      registers,
    }),
    settled: new Counter({
      name: 'webhook_settled_total',
      help: 'Attempts at processing a delivery, by topic and by how they ended.',
      labelNames: ['topic', 'outcome'],
      registers,
    }),
    groupCommitSize: new Histogram({
      name: 'webhook_group_commit_deliveries',
      help: 'Deliveries that shared one INSERT.',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128],
      registers,
    }),
    mirrorDrift: new Counter({
      name: 'mirror_drift_total',
      help: 'What reconciliation found in the shop and not in the mirror, by kind of resource and by what was wrong.',
      labelNames: ['kind', 'drift'],
      registers,
    }),
    mirrorCompleteTo: new Gauge({
      name: 'mirror_complete_to_timestamp_seconds_global',
      help: 'Until when everything that the shop changed is in the mirror; absent for what was never reconciled.',
      labelNames: ['kind'],
      registers,
    }),
    mails: new Counter({
      name: 'mails_total',
      help: 'Attempts at sending a mail, by how they ended.',
      labelNames: ['outcome'],
      registers,
    }),
    dbQueries: new Counter({
      name: 'db_queries_total',
      help: 'Queries of the API, by the database that answered.',
      labelNames: ['role'],
      registers,
    }),
    cacheLookups: new Counter({
      name: 'cache_lookups_total',
      help:
        'Replies looked for in the cache, by where they came from: process, redis, stale (served while one is made ' +
        'anew), joined (waited for the fill of another request), miss (filled), off (not kept).',
      labelNames: ['result'],
      registers,
    }),
    cacheFills: new Counter({
      name: 'cache_fills_total',
      help: 'Replies that were made from the database, by how that ended.',
      labelNames: ['outcome'],
      registers,
    }),
    cacheStampedes: new Counter({
      name: 'cache_stampedes_avoided_total',
      help: 'Fills that another request of this process, or by Redis another process, made unnecessary.',
      labelNames: ['by'],
      registers,
    }),
    cacheBytes: new Gauge({ name: 'cache_bytes', help: 'What the cache of this process holds.', registers }),
    cacheRedisFailures: new Counter({
      name: 'cache_redis_failures_total',
      help: 'Commands to the Redis of the cache that brought nothing: away, refused, or foreign (a value not of ours).',
      labelNames: ['reason'],
      registers,
    }),
    backupTakenAt: new Gauge({
      name: 'backup_last_taken_timestamp_seconds_global',
      help: 'When the last backup was begun; absent when there is none.',
      registers,
    }),
    backupVerifiedAt: new Gauge({
      name: 'backup_last_verified_timestamp_seconds_global',
      help: 'When the last backup was restored elsewhere and found equal; absent when it was not.',
      registers,
    }),
    inboxDepth: new Gauge({
      name: 'webhook_inbox_deliveries_global',
      help: 'Deliveries not settled yet, by status.',
      labelNames: ['status'],
      registers,
    }),
    inboxOldestSeconds: new Gauge({
      name: 'webhook_inbox_oldest_pending_seconds_global',
      help: 'Age of the oldest delivery that waits to be processed.',
      registers,
    }),
    queueJobs: new Gauge({
      name: 'queue_jobs_global',
      help: 'Jobs in the queue, by queue and state.',
      labelNames: ['queue', 'state'],
      registers,
    }),
    jobWaitSeconds: new Histogram({
      name: 'job_wait_seconds',
      help: 'Time from enqueueing a job to its start.',
      labelNames: ['queue', 'job_name'],
      buckets: jobSeconds,
      registers,
    }),
    jobRunSeconds: new Histogram({
      name: 'job_run_seconds',
      help: 'Time that a job ran, by how it ended.',
      labelNames: ['queue', 'job_name', 'outcome'],
      buckets: jobSeconds,
      registers,
    }),
    enqueueFailures: new Counter({
      name: 'queue_enqueue_failures_total',
      help: 'Wake-ups that could not be enqueued; the relay delivers them later.',
      registers,
    }),
    poolConnections: new Gauge({
      name: 'database_pool_connections',
      help: 'Connections by pool and state; waiting counts callers without one.',
      labelNames: ['pool', 'state'],
      registers,
    }),
    databaseQuerySeconds: new Histogram({
      name: 'database_query_duration_seconds',
      help: 'Time from sending a statement to the end of its answer, by pool. Waiting for a connection is not in it.',
      labelNames: ['pool'],
      buckets: querySeconds,
      registers,
    }),
    replicaLagSeconds: new Gauge({
      name: 'database_replica_lag_seconds',
      help: 'How long the replica has been behind the primary, as seen by this process.',
      registers,
    }),
    ordersLastHour: new Gauge({
      name: 'orders_last_hour_global',
      help: 'Orders placed in the last hour, without those that test the shop.',
      registers,
    }),
    designs: new Gauge({ name: 'designs_global', help: 'Designs that are kept.', registers }),
    tickets: new Gauge({
      name: 'tickets_global',
      help: 'Tickets of the workshop that are not done, by stage.',
      labelNames: ['stage'],
      registers,
    }),
    shopifyRequests: new Counter({
      name: 'shopify_requests_total',
      help: "Calls of Shopify's Admin API, attempt by attempt, by operation and by how they ended.",
      labelNames: ['operation', 'outcome'],
      registers,
    }),
    shopifySeconds: new Histogram({
      name: 'shopify_request_duration_seconds',
      help: 'Time from sending a call to the end of its answer.',
      labelNames: ['operation'],
      buckets: shopifySeconds,
      registers,
    }),
    shopifyWaitSeconds: new Histogram({
      name: 'shopify_throttle_wait_seconds',
      help: 'Time that a call waited for the points it costs.',
      labelNames: ['operation'],
      buckets: shopifySeconds,
      registers,
    }),
    shopifyCostPoints: new Counter({
      name: 'shopify_cost_points_total',
      help: 'Points that calls cost in truth.',
      labelNames: ['operation'],
      registers,
    }),
    shopifyCircuit: new Gauge({
      name: 'shopify_circuit_state',
      help: 'Whether calls go out: 0 yes, 1 one tries whether they may again, 2 none.',
      registers,
    }),
  };
}
