import type { FastifyInstance, FastifyRequest } from 'fastify';

export interface Regions {
  /** PRIMARY_REGION: where PostgreSQL takes writes. */
  primary: string | undefined;
  /** FLY_REGION: where this machine is. */
  own: string | undefined;
}

/** What Fly's proxy can send a second time (fly.io/docs, "Dynamic Request Routing": 1 MB). */
const replayableBytes = 1_000_000;
const reading = new Set(['GET', 'HEAD', 'OPTIONS']);
/** As long as a write waits for the primary region, before this machine does it from afar after all. */
const replayTimeout = '5s';

/**
 * A write makes several trips to the primary, so a machine in another region has Fly's proxy bring the request to a
 * machine beside it, which is one trip. Registered before anything reads, counts or authenticates the request: all of
 * that happens where it is answered. Nothing is sent on outside of Fly, or where there is one region.
 *
 * What cannot be sent on is done here, over the same connection to the primary that webhooks use. A request is sent on
 * once at most: the proxy marks what it has brought (`fly-replay-src`) and what it could not bring
 * (`fly-replay-failed`), and a client that makes these marks up only has its own write done from afar.
 */
export function sendWritesToPrimary(api: FastifyInstance, regions: Regions): void {
  const { primary, own } = regions;
  if (!primary || !own || primary === own) return;
  api.addHook('onRequest', async (request, reply) => {
    if (!isReplayable(request)) return;
    // The proxy acts on the header and never shows this reply. A status of failure keeps the hooks of a write away.
    return reply
      .code(409)
      .header('fly-replay', `region=${primary};state=write;timeout=${replayTimeout};fallback=prefer_self`)
      .send();
  });
}

function isReplayable({ method, headers }: FastifyRequest): boolean {
  if (reading.has(method)) return false;
  if (headers['fly-replay-src'] !== undefined || headers['fly-replay-failed'] !== undefined) return false;
  // How long a body in pieces is, nobody knows before its end.
  if (headers['transfer-encoding'] !== undefined) return false;
  const length = Number(headers['content-length'] ?? 0);
  return length <= replayableBytes;
}
