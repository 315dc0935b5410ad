import { randomUUID } from 'node:crypto';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import type { Access } from '../../src/http/access.ts';

/** One method of one address of the application. */
export interface Route {
  /** For messages: `GET /api/v1/pets/:id` */
  name: string;
  method: HTTPMethods;
  url: string;
  access: Access;
  operationId: string | undefined;
  takesBody: boolean;
}

/** Every route of a ready application, the hidden ones too. */
export function routesOf(app: FastifyInstance): Route[] {
  return app.declaredRoutes.flatMap(({ method, url, config, schema }) =>
    [method].flat().map((one) => ({
      name: `${one} ${url}`,
      method: one as HTTPMethods,
      url,
      access: config?.access as Access,
      operationId: (schema as { operationId?: string } | undefined)?.operationId,
      takesBody: ['POST', 'PUT', 'PATCH', 'DELETE'].includes(one),
    })),
  );
}

/** What stands in the address of something: its id, and its parts'. */
export type Parts = Record<string, string>;

const ofNothing: Parts = {
  id: randomUUID(),
  shareId: randomUUID(),
  lineId: '9007199254740993',
  revision: '1',
  token: 'q3bG0rYy1m0v5bD4k7b2Xw8s6cJ9tLzPn1eRfUaHiKM',
  handle: 'no-such-thing',
  word: 'nosuchthing',
  '*': 'nothing.css',
};

export const addresses = {
  /** @throws Error for a route whose parameters are not known here: a new one, to be added. */
  of({ name, url }: Route, parts: Parts): string {
    return url.replaceAll(/:(\w+)|\*/g, (match, parameter: string | undefined) => {
      const part = parts[parameter ?? match];
      if (part === undefined) throw new Error(`${name}: test/support/routes.ts does not know ${match}`);
      return part;
    });
  },
  /** An address that is well-formed and leads to nothing. */
  ofNobody: (route: Route): string => addresses.of(route, ofNothing),
  /** The same, but for what is known. */
  ofSomebody: (route: Route, parts: Parts): string => addresses.of(route, { ...ofNothing, ...parts }),
};
