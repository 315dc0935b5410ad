import type { InboxStats } from '../webhooks/inbox-admin.stats.ts';
import type { DeliveryDetails, DeliverySummary } from '../webhooks/inbox-admin.ts';

/** What the inbox command shows a person. Times are UTC. */

export interface TextTable {
  header: string[];
  rows: string[][];
  /** Columns that hold numbers. */
  right?: number[];
}

/** Aligned columns; lines are cut at `widthColumns`, so what may be long stands last. */
export function renderTable({ header, rows, right = [] }: TextTable, widthColumns = Number.POSITIVE_INFINITY): string {
  const lines = [header, ...rows].map((cells) => cells.map(visible));
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells.map((cell, column) => {
        const width = widths[column] ?? 0;
        return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
      }),
    )
    .map((cells) => cut(cells.join('  ').trimEnd(), widthColumns))
    .join('\n');
}

export function renderList(deliveries: readonly DeliverySummary[], widthColumns: number | undefined): string {
  const rows = deliveries.map((delivery) => [
    delivery.id,
    formatTime(delivery.receivedAt),
    statusOf(delivery),
    String(delivery.attempts),
    delivery.topic,
    // One is enough to recognise it by, and leaves room for the reason.
    resourcesOf(delivery)[0] ?? '-',
    delivery.reason ?? '',
  ]);
  const header = ['id', 'received (UTC)', 'status', 'attempts', 'topic', 'resource', 'reason'];
  return renderTable({ header, rows, right: [0, 3] }, widthColumns);
}

export function renderDetails(delivery: DeliveryDetails, now: Date): string {
  const facts: [string, string][] = [
    ['status', statusOf(delivery)],
    ['reason', delivery.reason ?? '-'],
    ['attempts', `${delivery.attempts}${delivery.replays > 0 ? ` (replayed ${times(delivery.replays)} before)` : ''}`],
    ['next attempt', describeNextAttempt(delivery, now)],
    ['resource', resourcesOf(delivery).join(', ') || '-'],
    ['copies', delivery.duplicates === 0 ? 'none' : `${delivery.duplicates}, without effect`],
    ['body', describeBody(delivery)],
    ['topic', delivery.topic],
    ['shop', delivery.shopDomain],
    ['webhook id', `${delivery.webhookId} (${delivery.source})`],
    ['event id', delivery.eventId ?? '-'],
    ['API version', delivery.apiVersion ?? '-'],
  ];
  return [
    `Delivery ${delivery.id}: ${visible(delivery.topic)}, ${statusOf(delivery)}`,
    '',
    ...facts.map(([name, value]) => `  ${name.padEnd(14)}${visible(value)}`),
    '',
    '  Timeline (UTC)',
    ...timeline(delivery).map(([at, what]) => `  ${formatTime(at, 'milliseconds')}  ${visible(what)}`),
  ].join('\n');
}

export function renderStats(stats: InboxStats, since: Date): string {
  const { unsettled, settled } = stats;
  const oldest = unsettled.oldestPendingSeconds;
  const topics = stats.topics.map((one) => [
    one.topic,
    ...[one.applied, one.stale, one.dead, one.parked, one.waiting].map(String),
  ]);
  return [
    'In the inbox now',
    `  pending ${unsettled.pending}   processing ${unsettled.processing}   dead ${unsettled.dead}   parked ${unsettled.parked}`,
    `  oldest that waits: ${oldest === null ? 'none' : formatSeconds(oldest)}`,
    '',
    `Since ${formatTime(since)} UTC`,
    `  settled    ${settled.applied + settled.stale} (${settled.applied} applied, ${settled.stale} stale)`,
    `  copies     ${stats.duplicates}`,
    `  retries    ${stats.retries}`,
    `  replays    ${stats.replays}`,
    `  receipt to settled: ${describeLatency(settled)}`,
    '',
    topics.length === 0
      ? '  No deliveries.'
      : renderTable({
          header: ['topic', 'applied', 'stale', 'dead', 'parked', 'waiting'],
          rows: topics,
          right: [1, 2, 3, 4, 5],
        }).replaceAll(/^/gm, '  '),
  ].join('\n');
}

export function statusOf({ status, outcome }: Pick<DeliverySummary, 'status' | 'outcome'>): string {
  return outcome ? `${status}, ${outcome}` : status;
}

/** Rounded to what one takes in at a glance: 35 ms, 1.4 s, 12 s, 3 min, 2 h, 4 days. */
export function formatSeconds(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

function timeline(delivery: DeliveryDetails): [Date, string][] {
  const { triggeredAt, receivedAt, settledAt } = delivery;
  const since = (from: Date, to: Date) => formatSeconds(Math.max(0, (to.getTime() - from.getTime()) / 1_000));
  const events: [Date, string][] = [
    [triggeredAt, 'happened at Shopify (as the header says)'],
    [receivedAt, `received, ${since(triggeredAt, receivedAt)} later`],
    ...delivery.audit.map(({ at, actor, action, details }): [Date, string] => [
      at,
      describeAudit(actor, action, details),
    ]),
  ];
  if (settledAt)
    events.push([settledAt, `settled: ${delivery.outcome}, ${since(receivedAt, settledAt)} after receipt`]);
  return events.sort(([a], [b]) => a.getTime() - b.getTime());
}

function describeAudit(actor: string, action: string, details: Record<string, unknown>): string {
  if (action === 'delivery.read_body') return `body read by ${actor}`;
  if (action !== 'delivery.replay') return `${action} by ${actor}`;
  return `replayed by ${actor}: was ${details['from']} after ${times(Number(details['attempts']), 'attempt')}`;
}

function describeNextAttempt({ id, status, nextAttemptAt }: DeliveryDetails, now: Date): string {
  if (!nextAttemptAt) return status === 'done' ? 'none' : `none, unless it is replayed: npm run inbox -- replay ${id}`;
  const inSeconds = (nextAttemptAt.getTime() - now.getTime()) / 1_000;
  const when = inSeconds > 0 ? `in ${formatSeconds(inSeconds)} (${formatTime(nextAttemptAt)} UTC)` : 'now';
  return status === 'processing' ? `a worker has it; if that worker dies, ${when}` : when;
}

function describeBody({ bodyBytes }: DeliveryDetails): string {
  return bodyBytes === null ? 'erased' : `${bodyBytes} bytes, sealed (--body opens it: personal data, audited)`;
}

function describeLatency({ p50Ms, p95Ms }: InboxStats['settled']): string {
  if (p50Ms === null || p95Ms === null) return 'nothing settled';
  return `p50 ${Math.round(p50Ms)} ms, p95 ${Math.round(p95Ms)} ms`;
}

function resourcesOf({ orderId, customerId }: Pick<DeliverySummary, 'orderId' | 'customerId'>): string[] {
  return [...(orderId ? [`order ${orderId}`] : []), ...(customerId ? [`customer ${customerId}`] : [])];
}

function times(count: number, noun = 'time'): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function formatTime(time: Date, precision: 'seconds' | 'milliseconds' = 'seconds'): string {
  return time
    .toISOString()
    .slice(0, precision === 'seconds' ? 19 : 23)
    .replace('T', ' ');
}

/** Topics and ids come from headers that nobody signed: nothing in them may drive the terminal. */
function visible(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '?');
}

function cut(line: string, widthColumns: number): string {
  return line.length <= widthColumns ? line : `${line.slice(0, Math.max(0, widthColumns - 1))}…`;
}
