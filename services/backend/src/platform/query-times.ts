import type { Pool } from 'pg';

/**
 * Times every statement of a pool, also those that an ORM or a transaction sends. Waiting for a connection is not in it.
 *
 * @param observe is told the seconds from sending a statement to the end of its answer, or of its failure.
 */
export function timeQueries(pool: Pool, observe: (seconds: number) => void): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const timed = (...args: unknown[]): unknown => {
      const startedAt = performance.now();
      const done = () => observe((performance.now() - startedAt) / 1_000);
      const callback = args.at(-1);
      // The pool's own `query` asks with a callback; whoever holds a connection waits for a promise.
      if (typeof callback === 'function') {
        return query(...args.slice(0, -1), (...results: unknown[]) => {
          done();
          callback(...results);
        });
      }
      const result = query(...args);
      if (result instanceof Promise) result.then(done, done);
      return result;
    };
    client.query = timed as typeof client.query;
  });
}
