import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { AppError } from '../platform/app-error.ts';
import { carryIdentities, identityOf } from './identity.ts';
import { dashboardPath, type OperatorSessions, requireOperator } from './operator-session.ts';
import { compressReplies, documentHeaders } from './perimeter.ts';
import type { QueueDashboard } from './queue-dashboard.ts';

export interface QueueDashboardRoutesDeps {
  sessions: OperatorSessions;
  /** Undefined with ENABLE_QUEUE=false. */
  dashboard: QueueDashboard | undefined;
  /** Leaves an audit entry before something is changed. */
  noteChange(ownerId: string, change: { method: string; path: string }): Promise<void>;
}

/** The dashboard styles its elements one by one, and shows a picture that is part of its style. Scripts are files. */
const policy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'self'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/** The page asks Google for its fonts. Nobody there needs to know who looks at our queues. */
const outsideFonts = /<link href="https:\/\/fonts\.googleapis\.com[^>]*>/g;
const passedOn = ['content-type', 'cache-control', 'etag', 'last-modified', 'location'] as const;

/** The queue dashboard, for administrators who exchanged their token for a session (`openOperatorSession`). */
export const queueDashboardRoutes: FastifyPluginAsync<QueueDashboardRoutesDeps> = async (app, deps) => {
  await app.register(cookie);
  await app.register(helmet, { ...documentHeaders, contentSecurityPolicy: policy });
  await compressReplies(app);
  carryIdentities(app);
  requireOperator(app, deps.sessions);
  app.addHook('onClose', async () => deps.dashboard?.close());

  const answer = (request: FastifyRequest, reply: FastifyReply) => pass(deps, request, reply);
  const route = (method: HTTPMethods[], url: string, operationId: string) =>
    app.route({ method, url, schema: { hide: true, operationId } as object, handler: answer });
  route(['GET'], dashboardPath, 'showQueueDashboard');
  route(['GET'], `${dashboardPath}/*`, 'readQueueDashboard');
  route(['POST', 'PUT', 'PATCH'], `${dashboardPath}/*`, 'changeQueues');
};

async function pass(deps: QueueDashboardRoutesDeps, request: FastifyRequest, reply: FastifyReply) {
  if (!deps.dashboard) throw new AppError('not_found', 'There is no queue here (ENABLE_QUEUE=false).');
  const { method, url, body } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    await deps.noteChange(identityOf(request).ownerId, { method, path: (url.split('?')[0] as string).slice(0, 500) });
  }
  const answered = await deps.dashboard.ask({
    method: method as 'GET',
    url,
    ...(body === undefined || body === null
      ? {}
      : { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  for (const name of passedOn) {
    const value = answered.headers[name];
    if (value !== undefined) reply.header(name, value);
  }
  const isPage = String(answered.headers['content-type']).startsWith('text/html');
  const payload = isPage ? answered.body.replaceAll(outsideFonts, '') : answered.rawPayload;
  return reply
    .code(answered.statusCode)
    .serializer((sent: unknown) => sent as string)
    .send(payload);
}
