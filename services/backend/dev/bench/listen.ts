import type { FastifyInstance } from 'fastify';

/** Listens on any port, tells the bench which, and ends with it. */
export async function listenForBench(app: FastifyInstance, told: Record<string, unknown>): Promise<void> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  process.once('disconnect', () => process.exit());
  process.once('SIGTERM', () => process.exit());
  const address = app.server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined, ...told });
}
