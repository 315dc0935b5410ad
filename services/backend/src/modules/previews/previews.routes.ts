import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { declareAccess } from '../../http/access.ts';
import { problems } from '../../http/errors.ts';
import { identityOf } from '../../http/identity.ts';
import { readsFor } from '../../http/read-after-write.ts';
import { isUnchanged } from '../../http/versions.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
import { previewParams, previewQuery, sharedPreviewParams } from './previews.schemas.ts';
import type { Picture, PreviewsService } from './previews.service.ts';

export interface PreviewsRoutesDeps {
  previews: Pick<
    PreviewsService,
    'getDesignPreviewSvg' | 'getDesignPreviewPng' | 'getSharedDesignPreviewSvg' | 'getSharedDesignPreviewPng'
  >;
  router: ReadRouter;
}

const yearSeconds = 31_536_000;
/** How long a copy in a cache may outlive a link. */
const sharedSeconds = 60;

const unchanged = { 304: z.null().describe('It is as you have it.') };
const svgReplies = { 200: z.string().describe('The picture'), ...unchanged };
const pngReplies = { 200: z.string().meta({ description: 'The picture', format: 'binary' }), ...unchanged };

const tags = ['Designs'];
const about =
  'A drawing of the harness, 800 by 600. With `revision` it may be kept for a year; without it the newest is meant, ' +
  'and `If-None-Match` asks whether it has changed.';

/** In the scope of guests and users. */
export const previewsRoutes: FastifyPluginAsyncZod<PreviewsRoutesDeps> = async (app, { previews, router }) => {
  const schema = {
    description: about,
    tags,
    security: [{ session: [] }],
    params: previewParams,
    querystring: previewQuery,
  };

  app.get(
    '/designs/:id/preview.svg',
    {
      config: { versioned: 'read' },
      schema: {
        ...schema,
        operationId: 'getDesignPreviewSvg',
        summary: 'Picture of a design as SVG',
        produces: ['image/svg+xml'],
        response: {
          ...svgReplies,
          ...problems('invalid_input', 'unauthenticated', 'not_found', 'rate_limited'),
        },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const reads = await readsFor(router, request);
      const { ownerId } = identityOf(request);
      const picture = await previews.getDesignPreviewSvg(reads, ownerId, params.id, query.revision);
      return sendOwn(request, reply, { type: 'image/svg+xml', picture }, query.revision !== undefined);
    },
  );

  app.get(
    '/designs/:id/preview.png',
    {
      config: { versioned: 'read' },
      schema: {
        ...schema,
        operationId: 'getDesignPreviewPng',
        summary: 'Picture of a design as PNG',
        produces: ['image/png'],
        response: {
          ...pngReplies,
          ...problems('invalid_input', 'unauthenticated', 'not_found', 'rate_limited', 'unavailable'),
        },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const reads = await readsFor(router, request);
      const { ownerId } = identityOf(request);
      const picture = await previews.getDesignPreviewPng(reads, ownerId, params.id, query.revision);
      return sendOwn(request, reply, { type: 'image/png', picture }, query.revision !== undefined);
    },
  );
};

/** For whoever has a link. */
export const sharedPreviewsRoutes: FastifyPluginAsyncZod<PreviewsRoutesDeps> = async (app, { previews, router }) => {
  declareAccess(app, 'public');
  const schema = { description: about, tags, security: [], params: sharedPreviewParams, querystring: previewQuery };

  app.get(
    '/shared-designs/:token/preview.svg',
    {
      config: { versioned: 'read' },
      schema: {
        ...schema,
        operationId: 'getSharedDesignPreviewSvg',
        summary: 'Picture of a shared design as SVG',
        produces: ['image/svg+xml'],
        response: { ...svgReplies, ...problems('invalid_input', 'not_found', 'rate_limited') },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const reads = await readsFor(router, request);
      const picture = await previews.getSharedDesignPreviewSvg(reads, params.token, query.revision);
      return sendShared(request, reply, { type: 'image/svg+xml', picture }, query.revision !== undefined);
    },
  );

  app.get(
    '/shared-designs/:token/preview.png',
    {
      config: { versioned: 'read' },
      schema: {
        ...schema,
        operationId: 'getSharedDesignPreviewPng',
        summary: 'Picture of a shared design as PNG',
        produces: ['image/png'],
        response: {
          ...pngReplies,
          ...problems('invalid_input', 'not_found', 'rate_limited', 'unavailable'),
        },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const reads = await readsFor(router, request);
      const picture = await previews.getSharedDesignPreviewPng(reads, params.token, query.revision);
      return sendShared(request, reply, { type: 'image/png', picture }, query.revision !== undefined);
    },
  );
};

type PictureType = 'image/svg+xml' | 'image/png';

interface Sent {
  type: PictureType;
  picture: Picture<string | Uint8Array>;
  cacheControl: string;
}

function sendOwn(request: FastifyRequest, reply: FastifyReply, sent: Omit<Sent, 'cacheControl'>, isFixed: boolean) {
  reply.header('vary', 'authorization');
  const cacheControl = isFixed ? `private, max-age=${yearSeconds}, immutable` : 'private, no-cache';
  return send(request, reply, { ...sent, cacheControl });
}

/** No copy may be shown after the link is over; how long after it was revoked is the choice of whoever names a revision. */
function sendShared(request: FastifyRequest, reply: FastifyReply, sent: Omit<Sent, 'cacheControl'>, isFixed: boolean) {
  const maxAge = Math.min(sent.picture.secondsLeft ?? yearSeconds, isFixed ? yearSeconds : sharedSeconds);
  // Pages of other origins show it in an <img>.
  reply.header('cross-origin-resource-policy', 'cross-origin');
  return send(request, reply, { ...sent, cacheControl: `public, max-age=${maxAge}${isFixed ? ', immutable' : ''}` });
}

async function send(request: FastifyRequest, reply: FastifyReply, { type, picture, cacheControl }: Sent) {
  if (isUnchanged(request, reply, picture.tag)) return reply.header('cache-control', cacheControl).send(null);
  const content = await picture.draw().catch((error: unknown) => {
    // The answer will be no picture, and must not be taken for one.
    reply.removeHeader('etag');
    throw error;
  });
  return reply
    .header('cache-control', cacheControl)
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    .header('x-content-type-options', 'nosniff')
    .type(type)
    .send(typeof content === 'string' ? content : Buffer.from(content.buffer, content.byteOffset, content.length));
}
