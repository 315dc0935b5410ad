const firstPauseMs = 150;
const longestPauseMs = 5_000;
/** Answers that may be another in a moment. */
const passing = new Set([429, 502, 503, 504]);

/**
 * Tries safe requests again: those that change nothing, and POSTs that carry an Idempotency-Key. Waits as long as
 * Retry-After says, or twice as long each time, with chance in it so that clients do not come back together.
 */
export function fetchWithRetries(
  send: (request: Request) => Promise<Response>,
  retries: number,
): (request: Request) => Promise<Response> {
  return async (request) => {
    for (let attempt = 0; ; attempt += 1) {
      const isLast = attempt >= retries || !isRepeatable(request);
      // A request whose body was sent cannot be sent again: each attempt has a copy.
      const reply = await send(isLast ? request : request.clone()).catch((error: unknown) => {
        if (isLast || request.signal.aborted) throw error;
        return undefined;
      });
      if (reply && (isLast || !passing.has(reply.status))) return reply;
      await reply?.body?.cancel();
      await pause(pauseMs(attempt, reply), request.signal);
    }
  };
}

function isRepeatable(request: Request): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return true;
  return request.method === 'POST' && request.headers.has('idempotency-key');
}

function pauseMs(attempt: number, reply: Response | undefined): number {
  const seconds = Number(reply?.headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(seconds)) return Math.min(seconds * 1_000, longestPauseMs);
  return Math.min(firstPauseMs * 2 ** attempt * (0.5 + Math.random()), longestPauseMs);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop);
  });
}
