import type { ErrorEvent } from '@sentry/node';
import { scrubError, scrubTransaction } from './error-reporter-scrub.ts';

/** What is told of an error, besides where it broke: ids of ours and names of operations or jobs. */
export interface ErrorContext {
  requestId?: string | undefined;
  jobId?: string | undefined;
  /** Our own id of whoever asked, which says nothing to anybody else. */
  userId?: string | undefined;
  operation: string;
}

/** Tells Sentry, or nobody, of an unexpected error. Never throws and never waits. */
export type ReportError = (error: unknown, context: ErrorContext) => void;

export interface ErrorReporter {
  report: ReportError;
  /** Tells the trace of the request at hand its route, which only the framework's router would; undefined without traces. */
  nameTrace: ((route: string) => void) | undefined;
  /** Waits until what was reported has left, at most `timeoutMs`. */
  flush(timeoutMs: number): Promise<void>;
}

interface ReporterOptions {
  dsn: string | undefined;
  environment: string;
  release: string | undefined;
  role: string;
  traces: boolean;
}

const traceSampleRate = 0.1;

/** Loads Sentry only where it is configured: it costs a third of a second and tens of megabytes at start. */
export async function openErrorReporter(options: ReporterOptions): Promise<ErrorReporter> {
  if (!options.dsn) return { report: () => undefined, nameTrace: undefined, flush: async () => undefined };
  const sentry = await import('@sentry/node');
  const client = sentry.init({
    dsn: options.dsn,
    environment: options.environment,
    release: options.release,
    // Otherwise spans leave one by one, past what scrubs them.
    traceLifecycle: 'static',
    ...(options.traces ? { tracesSampleRate: traceSampleRate } : {}),
    // The defaults gather what must not leave, and report by themselves a crash that the shutdown reports already.
    defaultIntegrations: false,
    integrations: [
      sentry.dedupeIntegration(),
      sentry.linkedErrorsIntegration(),
      sentry.contextLinesIntegration(),
      ...(options.traces ? [sentry.httpIntegration(), sentry.fastifyIntegration()] : []),
    ],
    // Nobody whom we ask is told of our release and environment.
    tracePropagationTargets: [],
    sendClientReports: false,
    beforeSend: (event: ErrorEvent) => scrubError(event),
    beforeSendTransaction: scrubTransaction,
  });
  return {
    report(error, { operation, requestId, jobId, userId }) {
      const scope = new sentry.Scope();
      scope.setTags({ role: options.role, operation, requestId, jobId });
      if (userId) scope.setUser({ id: userId });
      scope.setClient(client);
      scope.captureException(error);
    },
    nameTrace: options.traces ? (route) => sentry.getActiveSpan()?.setAttribute('http.route', route) : undefined,
    async flush(timeoutMs) {
      await client?.close(timeoutMs);
    },
  };
}
