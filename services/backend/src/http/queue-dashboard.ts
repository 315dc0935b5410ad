import type { Queue } from 'bullmq';
import Fastify, { type FastifyInstance, type InjectOptions, type LightMyRequestResponse } from 'fastify';
import { dashboardPath } from './operator-session.ts';

export interface QueueDashboard {
  ask(request: Pick<InjectOptions, 'method' | 'url' | 'headers' | 'payload'>): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

/**
 * bull-board, in an application of its own that listens on nothing. It is loaded when the first administrator opens
 * it: until then it costs neither time at start nor memory.
 */
export function createQueueDashboard(queues: readonly Queue[]): QueueDashboard {
  let building: Promise<FastifyInstance> | undefined;
  const open = () => {
    building ??= buildDashboard(queues).catch((error: unknown) => {
      building = undefined;
      throw error;
    });
    return building;
  };
  return {
    ask: async (request) => (await open()).inject(request),
    async close() {
      await (await building)?.close();
    },
  };
}

async function buildDashboard(queues: readonly Queue[]): Promise<FastifyInstance> {
  const [{ createBullBoard }, { BullMQAdapter }, { FastifyAdapter }] = await Promise.all([
    import('@bull-board/api'),
    import('@bull-board/api/bullMQAdapter'),
    import('@bull-board/fastify'),
  ]);
  const serverAdapter = new FastifyAdapter().setBasePath(dashboardPath);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue)),
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: 'Queues',
        hideDocsLink: true,
        miscLinks: [{ text: 'Operations', url: '/ops' }],
      },
    },
  });
  const app = Fastify({ logger: false });
  await app.register(serverAdapter.registerPlugin(), { prefix: dashboardPath });
  await app.ready();
  return app;
}
