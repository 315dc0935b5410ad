import type { RouteOptions } from 'fastify';
import type { OpenAPIV3_1 } from 'openapi-types';
import { z } from 'zod';
import type { ErrorCode } from '../platform/app-error.ts';
import { problem, problems } from './errors.ts';
import type { headers, parameters } from './openapi-headers.ts';

/**
 * What an operation asks for and answers because of where its route stands (its scope, the hooks around it, what it
 * declares), rather than by its own schema. Said once here, so that no route can forget to say it.
 */

type Config = NonNullable<RouteOptions['config']>;
type Route = Pick<RouteOptions, 'method' | 'config' | 'schema'>;
type ParameterName = keyof typeof parameters;
type HeaderName = keyof typeof headers;

/** Names of headers on their way through the plugin that makes the document; an operation carries them as `x-headers`. */
export interface OperationHeaders {
  takes: ParameterName[];
  sends: Partial<Record<string, HeaderName[]>>;
}

/** Which token an operation asks for follows from its access. */
export function securityOf(config: Config): Record<string, string[]>[] {
  return hasIdentity(config) ? [{ session: [] }] : [];
}

/** Replies that the route's own schema need not name. */
export function repliesOf(route: Route): Record<number, z.ZodType> {
  const { config = {}, schema } = route;
  const { access, versioned } = config;
  const codes: (ErrorCode | false)[] = [
    ...(config.surrounded ? (['invalid_input', 'rate_limited', 'internal', 'unavailable'] as const) : []),
    ...(config.surrounded && takesBody(route)
      ? (['too_large', 'unsupported_media_type', 'request_timeout'] as const)
      : []),
    hasIdentity(config) && 'unauthenticated',
    (access === 'user' || access === 'admin') && 'forbidden',
    Boolean(schema?.params) && 'not_found',
    ...(config.answersOnce ? (['idempotency_conflict', 'idempotency_mismatch'] as const) : []),
    (versioned === 'write' || versioned === 'write_if_sent') && 'precondition_failed',
    versioned === 'write' && 'precondition_required',
  ];
  const unchanged = { 304: z.null().describe('You have this version, by your If-None-Match.') };
  return { ...problems(...codes.filter((code) => code !== false)), ...(versioned === 'read' ? unchanged : {}) };
}

/** @param replies of the operation, all of them, by status. */
export function headersOf(route: Route, replies: Record<string, unknown>): OperationHeaders {
  const { config = {} } = route;
  const takes: (ParameterName | false)[] = [
    config.answersOnce === true && 'IdempotencyKey',
    config.versioned === 'read' && 'IfNoneMatch',
    config.versioned === 'write' && 'IfMatch',
    config.versioned === 'write_if_sent' && 'IfMatchOptional',
    config.readsOwnWrites === true && !changes(route) && 'ReadAfter',
  ];
  const sends = Object.entries(replies).map(
    ([status, schema]) => [status, namesOf(route, Number(status), schema === problem)] as const,
  );
  return {
    takes: takes.filter((name) => name !== false),
    sends: Object.fromEntries(sends.filter(([, names]) => names.length > 0)),
  };
}

function namesOf(route: Route, status: number, isProblem: boolean): HeaderName[] {
  const { config = {} } = route;
  const isSuccess = status < 300;
  const names: (HeaderName | false)[] = [
    config.versioned !== undefined && [200, 201, 304].includes(status) && 'ETag',
    // Whoever has no identity yet makes a session, which has no address.
    status === 201 && hasIdentity(config) && 'Location',
    isSuccess && config.readsOwnWrites === true && changes(route) && 'X-Read-After',
    isSuccess && config.answersOnce === true && 'Idempotency-Replayed',
    status === 401 && config.surrounded === true && 'WWW-Authenticate',
    isProblem && (status === 429 || status === 503 || (status === 409 && config.answersOnce === true)) && 'Retry-After',
    ...(config.surrounded && (status < 400 || status === 429)
      ? (['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'] as const)
      : []),
  ];
  return names.filter((name) => name !== false);
}

/** For replies whose schema says no more. */
const descriptions: Partial<Record<string, string>> = {
  200: 'As asked.',
  201: 'It has been made.',
  202: 'It will be done.',
  503: 'It cannot serve.',
};

/** Puts the headers where the document has them: by reference, for they are the same everywhere. */
export function placeHeaders(operation: OpenAPIV3_1.OperationObject): OpenAPIV3_1.OperationObject {
  const { 'x-headers': places, ...rest } = operation as OpenAPIV3_1.OperationObject & {
    'x-headers'?: OperationHeaders;
  };
  if (!places) return rest;
  const taken = places.takes.map((name) => ({ $ref: `#/components/parameters/${name}` }));
  const own = rest.parameters ?? [];
  const responses = Object.entries(rest.responses ?? {}).map(([status, found]) => {
    const response = saysNothing(found) ? { ...found, description: descriptions[status] ?? found.description } : found;
    const sent = (places.sends[status] ?? []).map((name) => [name, { $ref: `#/components/headers/${name}` }] as const);
    return [status, sent.length > 0 ? { ...response, headers: Object.fromEntries(sent) } : response] as const;
  });
  return {
    ...rest,
    ...(own.length + taken.length > 0 ? { parameters: [...own, ...taken] } : {}),
    responses: Object.fromEntries(responses) as OpenAPIV3_1.ResponsesObject,
  };
}

/** What the plugin writes where a schema has no description. */
function saysNothing(response: OpenAPIV3_1.ResponsesObject[string]): response is OpenAPIV3_1.ResponseObject {
  return 'description' in response && response.description === 'Default Response';
}

function hasIdentity({ access }: Config): boolean {
  return access === 'guest' || access === 'user' || access === 'admin';
}

function changes({ method }: Route): boolean {
  return ![method].flat().every((name) => ['GET', 'HEAD', 'OPTIONS'].includes(name));
}

/** A POST or PATCH without a schema for its body has it read as well, and thrown away. */
function takesBody({ method, schema }: Route): boolean {
  return Boolean(schema?.body) || [method].flat().some((name) => ['POST', 'PUT', 'PATCH'].includes(name));
}
