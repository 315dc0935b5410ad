import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Where the request came from. Personal data: it is neither logged nor stored as it is. */
    readonly clientAddress: string;
  }
}

export function carryClientAddresses(app: FastifyInstance, header: string | undefined): void {
  app.decorateRequest('clientAddress', {
    getter() {
      return clientAddressOf(this.headers, this.ip, header);
    },
  });
}

/**
 * The address of the socket, or what the proxy in front says in a header that it sets itself and of which it lets no
 * client's own through: Fly's `Fly-Client-IP` (fly.io/docs, "Request headers"), nginx's `X-Real-IP`. X-Forwarded-For
 * is anybody's word, so nobody looks at it.
 */
export function clientAddressOf(headers: IncomingHttpHeaders, ofSocket: string, header: string | undefined): string {
  const told = header === undefined ? undefined : headers[header];
  return typeof told === 'string' && isIP(told) ? told : ofSocket;
}
