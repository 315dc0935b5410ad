import type { ErrorEvent } from '@sentry/node';

/** Tells Sentry, or nobody, of an unexpected error. Never throws and never waits. */
export type ReportError = (error: unknown, context: { requestId?: string; jobId?: string; operation: string }) => void;

export interface ErrorReporter {
  report: ReportError;
  /** Waits until what was reported has left, at most `timeoutMs`. */
  flush(timeoutMs: number): Promise<void>;
}

interface ReporterOptions {
  dsn: string | undefined;
  environment: string;
  role: string;
  traces: boolean;
}

const traceSampleRate = 0.1;

/** Loads Sentry only where it is configured: it costs a third of a second and tens of megabytes at start. */
export async function openErrorReporter(options: ReporterOptions): Promise<ErrorReporter> {
  if (!options.dsn) return { report: () => undefined, flush: async () => undefined };
  const sentry = await import('@sentry/node');
  sentry.init({
    dsn: options.dsn,
    environment: options.environment,
    tracesSampleRate: options.traces ? traceSampleRate : 0,
    initialScope: { tags: { role: options.role } },
    beforeSend: scrub,
  });
  return {
    report(error, { operation, requestId, jobId }) {
      sentry.captureException(error, { tags: { operation, requestId, jobId } });
    },
    async flush(timeoutMs) {
      await sentry.close(timeoutMs);
    },
  };
}

/** Only what says where it broke: no request, no user, no environment, no breadcrumbs with values. */
function scrub(event: ErrorEvent): ErrorEvent {
  const {
    request: _request,
    user: _user,
    extra: _extra,
    breadcrumbs: _breadcrumbs,
    server_name: _host,
    ...kept
  } = event;
  return kept;
}
