import Fastify from 'fastify';

/** What a Fastify process costs by itself: one route, bodies as buffers, no log, no metrics, no database. */
async function main(): Promise<void> {
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/webhooks/shopify', async () => ({ status: 'recorded' }));
  app.get('/healthz', async () => ({ status: 'ok' }));
  process.once('disconnect', () => process.exit());
  await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
}

if (import.meta.main) await main();
