import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Where the request came from. Personal data: it is neither logged nor stored as it is. */
    readonly clientAddress: string;
  }
}

export function carryClientAddresses(app: FastifyInstance, onFly: boolean): void {
  app.decorateRequest('clientAddress', {
    getter() {
      return clientAddressOf(this.headers, this.ip, onFly);
    },
  });
}

/**
 * The address of the socket, or on Fly what its proxy says: it sets `Fly-Client-IP` itself and lets no client's own
 * through (fly.io/docs, "Request headers"). X-Forwarded-For is anybody's word, so nobody looks at it.
 */
export function clientAddressOf(headers: IncomingHttpHeaders, ofSocket: string, onFly: boolean): string {
  const told = onFly ? headers['fly-client-ip'] : undefined;
  return typeof told === 'string' && isIP(told) ? told : ofSocket;
}
