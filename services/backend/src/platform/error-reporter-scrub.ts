import type { ErrorEvent, Event } from '@sentry/node';

type Exception = NonNullable<NonNullable<ErrorEvent['exception']>['values']>[number];
type Transaction = Event & { type: 'transaction' };

/**
 * What leaves is named one by one: where it broke, of which kind it is, and our own ids. An error's message stays here,
 * because it may quote anything (a row, an address, the body it could not read); it is in the log, redacted, under the
 * same request id. Request, cookies, environment, machine, breadcrumbs and modules are not named, so they stay too.
 */
export function scrubError(event: ErrorEvent): ErrorEvent {
  const user = event.user?.id;
  return {
    ...only(event, ['event_id', 'timestamp', 'platform', 'level', 'release', 'environment', 'sdk', 'tags']),
    type: undefined,
    ...(user === undefined ? {} : { user: { id: user } }),
    exception: { values: event.exception?.values?.map(withoutMessage) ?? [] },
  };
}

function withoutMessage({ type, value, stacktrace, mechanism }: Exception): Exception {
  const frames = stacktrace?.frames?.map(({ vars: _vars, ...frame }) => frame);
  return {
    ...(type ? { type } : {}),
    value: codeIn(value) ?? 'its message is in the log',
    ...(frames ? { stacktrace: { frames } } : {}),
    ...(mechanism ? { mechanism: only(mechanism, ['type', 'handled']) } : {}),
  };
}

/** `connect ECONNREFUSED 127.0.0.1:5432` -> ECONNREFUSED: codes of Node and of Prisma hold nothing of anybody. */
function codeIn(message: string | undefined): string | undefined {
  return /\b(?:E(?:CONN|TIME|PIPE|HOST|NET|ADDR|NOENT|ACCES|NOSPC|MFILE)[A-Z]*|P\d{4})\b/.exec(message ?? '')?.[0];
}

const spanData = ['http.request.method', 'http.response.status_code', 'http.route', 'sentry.op', 'sentry.origin'];

/** Times and routes: an address has ids and searches in it, a statement what it looks for. */
export function scrubTransaction(event: Transaction): Transaction {
  const trace = event.contexts?.trace;
  const { 'http.route': route, 'http.request.method': method } = trace?.data ?? {};
  return {
    ...only(event, ['event_id', 'timestamp', 'start_timestamp', 'platform', 'release', 'environment', 'sdk']),
    type: 'transaction',
    transaction: typeof route === 'string' ? `${String(method)} ${route}` : 'unrouted',
    transaction_info: { source: 'route' },
    ...(trace ? { contexts: { trace: { ...traceOf(trace), data: onlySpanData(trace.data) } } } : {}),
    spans: (event.spans ?? []).map((span) => ({
      ...only(span, ['op', 'span_id', 'parent_span_id', 'trace_id', 'start_timestamp', 'timestamp', 'status']),
      ...(span.op ? { description: span.op } : {}),
      data: onlySpanData(span.data),
    })),
  };
}

function traceOf(trace: NonNullable<NonNullable<Event['contexts']>['trace']>) {
  return only(trace, ['op', 'span_id', 'parent_span_id', 'trace_id', 'status']);
}

function onlySpanData(data: Record<string, unknown> | undefined) {
  return Object.fromEntries(Object.entries(data ?? {}).filter(([name]) => spanData.includes(name))) as never;
}

function only<T extends object, Name extends keyof T>(record: T, names: readonly Name[]): Pick<T, Name> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name as Name))) as Pick<T, Name>;
}
