import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../platform/metrics.ts';
import { operationOf } from './errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** It was answered with bytes that this process holds. */
    isFromMemory: boolean;
  }
}

const saneRequestId = /^[\w.-]{8,64}$/;

/** The caller's `x-request-id` when it is sane, so that one id leads through all logs; a new one otherwise. */
export function chooseRequestId(raw: IncomingMessage): string {
  const given = raw.headers['x-request-id'];
  return typeof given === 'string' && saneRequestId.test(given) ? given : randomUUID();
}

/** Counts, times and logs every request by its operation: never by its URL, which may hold anything. */
export function observeRequests(
  app: FastifyInstance,
  metrics: Pick<Metrics, 'requestSeconds' | 'requestsInFlight'>,
): void {
  app.decorateRequest('isFromMemory', false);
  const leave = () => metrics.requestsInFlight.dec();
  app.addHook('onRequest', (request, reply, done) => {
    metrics.requestsInFlight.inc();
    reply.raw.on('close', leave);
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const operation = operationOf(request);
    const milliseconds = reply.elapsedTime;
    const status = reply.statusCode;
    metrics.requestSeconds.observe({ operation, status_class: `${Math.floor(status / 100)}xx` }, milliseconds / 1_000);
    // Probes and scrapes come every few seconds and say nothing new; a line costs more than an answer from memory.
    const isRoutine = request.isFromMemory || request.routeOptions.config.access === 'ops';
    const level = isRoutine ? 'debug' : 'info';
    // Who it was, as an id of ours and nothing else; undefined, and so not written, where nobody was asked for.
    const ownerId = request.identity?.ownerId;
    request.log[level]({ operation, method: request.method, status, milliseconds, ownerId }, 'request answered');
    done();
  });
}
