import { readFile } from 'node:fs/promises';
import helmet from '@fastify/helmet';
import type { FastifyPluginAsync } from 'fastify';
import { declareAccess } from './access.ts';
import { compressReplies, documentHeaders } from './perimeter.ts';

/** Files that browsers run as they are, so they lie outside the code that is compiled. */
const folder = new URL('../../ops-page/', import.meta.url);

const files = [
  { url: '/ops', name: 'page.html', type: 'text/html; charset=utf-8', operationId: 'showOperationsPage' },
  { url: '/ops/page.css', name: 'page.css', type: 'text/css; charset=utf-8', operationId: 'styleOperationsPage' },
  { url: '/ops/page.js', name: 'page.js', type: 'text/javascript; charset=utf-8', operationId: 'runOperationsPage' },
];

/** Its own files and its own API, and nothing else: no script in the page, no form that goes anywhere, no frame. */
const policy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ['data:'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/** The operations page: an empty shell for everybody, which an administrator's token fills from the admin API. */
export const opsPageRoutes: FastifyPluginAsync = async (app) => {
  declareAccess(app, 'public');
  await app.register(helmet, {
    ...documentHeaders,
    contentSecurityPolicy: policy,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await compressReplies(app);
  for (const { url, name, type, operationId } of files) {
    const text = await readFile(new URL(name, folder), 'utf8');
    app.get(url, { schema: { hide: true, operationId } as object }, async (_request, reply) =>
      reply.header('cache-control', 'no-cache').type(type).serializer(String).send(text),
    );
  }
};
