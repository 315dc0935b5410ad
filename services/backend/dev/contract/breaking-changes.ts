/**
 * What a new API document would break for a client that was written against an older one. A request may ask for
 * less than before and a reply may tell more; anything else is named.
 */

type Json = Record<string, unknown>;
/** Which way a schema travels: a client sends requests and reads replies. */
type Direction = 'request' | 'reply';

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];
const depthLimit = 12;

/** Sentences, one per break; empty when every old client goes on working. */
export function findBreakingChanges(before: Json, after: Json): string[] {
  const found: string[] = [];
  const compare = createComparison(before, after, found);
  for (const [path, item] of entriesOf(before['paths'])) {
    const now = objectOf(objectOf(after['paths'])[path]);
    for (const [method, operation] of entriesOf(item).filter(([name]) => methods.includes(name))) {
      const name = `${method.toUpperCase()} ${path}`;
      const [old, is] = [withParameters(before, operation), withParameters(after, now[method])];
      if (now[method]) compareOperation(name, old, is, compare, found);
      else found.push(`${name}: is gone`);
    }
  }
  return found;
}

type Compare = (where: string, direction: Direction, before: unknown, after: unknown) => void;

function compareOperation(name: string, before: Json, after: Json, compare: Compare, found: string[]): void {
  if (before['operationId'] !== after['operationId']) found.push(`${name}: operationId is another`);
  compareParameters(name, before, after, compare, found);
  const [sentBefore, sentNow] = [bodyOf(before['requestBody']), bodyOf(after['requestBody'])];
  if (!sentBefore && objectOf(after['requestBody'])['required']) found.push(`${name}: asks for a body`);
  if (sentBefore && sentNow) compare(`${name} body`, 'request', sentBefore, sentNow);
  for (const [status, reply] of entriesOf(before['responses'])) {
    const now = objectOf(after['responses'])[status];
    if (!now) {
      // An error that can no longer happen breaks nobody.
      if (status.startsWith('2')) found.push(`${name}: no longer answers ${status}`);
      continue;
    }
    compare(`${name} ${status}`, 'reply', bodyOf(reply), bodyOf(now));
  }
}

/** Parameters that several operations have are referred to. */
function withParameters(document: Json, operation: unknown): Json {
  const parameters = listOf(objectOf(operation)['parameters']).map((parameter) => resolve(document, parameter));
  return { ...objectOf(operation), parameters };
}

function compareParameters(name: string, before: Json, after: Json, compare: Compare, found: string[]): void {
  const keyOf = (parameter: Json) => `${parameter['in']} parameter ${parameter['name']}`;
  const [old, now] = [listOf(before['parameters']), listOf(after['parameters'])].map(
    (parameters) => new Map(parameters.map((parameter) => [keyOf(parameter), parameter])),
  ) as [Map<string, Json>, Map<string, Json>];
  for (const [key, parameter] of old) {
    const same = now.get(key);
    if (!same) found.push(`${name}: ${key} is refused`);
    else compare(`${name} ${key}`, 'request', parameter['schema'], same['schema']);
    if (same?.['required'] && !parameter['required']) found.push(`${name}: ${key} is required`);
  }
  for (const [key, parameter] of now) {
    if (!old.has(key) && parameter['required']) found.push(`${name}: ${key} is required`);
  }
}

/** Compares two schemas, each in its own document. */
function createComparison(before: Json, after: Json, found: string[]): Compare {
  const compareAt = (place: Place, old: Json, now: Json): void => {
    if (place.depth > depthLimit) return;
    compareTypes(place, old, now, found);
    if (place.direction === 'request') {
      compareValues(place, old, now, found);
      compareLimits(place, old, now, found);
    }
    const lost = place.direction === 'request' ? findRefused(old, now) : findMissing(old, now);
    found.push(...lost.map(([name, what]) => `${place.where}.${name}: ${what}`));
    const has = objectOf(now['properties']);
    for (const [name, schema] of entriesOf(old['properties'])) {
      if (has[name]) descend(place, `.${name}`, schema, has[name]);
    }
    if (old['items'] && now['items']) descend(place, '[]', old['items'], now['items']);
  };
  const descend = ({ where, direction, depth }: Place, step: string, old: unknown, now: unknown): void =>
    compareAt({ where: where + step, direction, depth: depth + 1 }, resolve(before, old), resolve(after, now));
  return (where, direction, old, now) =>
    compareAt({ where, direction, depth: 0 }, resolve(before, old), resolve(after, now));
}

interface Place {
  where: string;
  direction: Direction;
  depth: number;
}

/** What a client sends and may send no longer, or does not send and must. */
function findRefused(old: Json, now: Json): [name: string, what: string][] {
  const [had, has] = [objectOf(old['properties']), objectOf(now['properties'])];
  const refused = now['additionalProperties'] === false ? Object.keys(had).filter((name) => !has[name]) : [];
  const needed = namesOf(old['required']);
  const needs = namesOf(now['required']).filter((name) => !needed.includes(name));
  return [
    ...refused.map((name): [string, string] => [name, 'is refused']),
    ...needs.map((name): [string, string] => [name, 'is required']),
  ];
}

/** What a client reads and may look for in vain. */
function findMissing(old: Json, now: Json): [name: string, what: string][] {
  const has = objectOf(now['properties']);
  const needs = namesOf(now['required']);
  const optional = namesOf(old['required']).filter((name) => has[name] && !needs.includes(name));
  const gone = Object.keys(objectOf(old['properties'])).filter((name) => !has[name]);
  return [
    ...gone.map((name): [string, string] => [name, 'is gone']),
    ...optional.map((name): [string, string] => [name, 'may be missing']),
  ];
}

function compareTypes({ where, direction }: Place, old: Json, now: Json, found: string[]): void {
  const [had, has] = [typesOf(old), typesOf(now)];
  if (had.length === 0 || has.length === 0) return;
  const [wider, narrower] = direction === 'request' ? [has, had] : [had, has];
  const lost = narrower.filter((type) => !wider.includes(type) && !(type === 'integer' && wider.includes('number')));
  if (lost.length > 0) found.push(`${where}: ${had.join(' or ')} became ${has.join(' or ')}`);
}

function compareValues({ where }: Place, old: Json, now: Json, found: string[]): void {
  const [had, has] = [valuesOf(old), valuesOf(now)];
  if (!has) return;
  const refused = had ? had.filter((value) => !has.includes(value)) : ['any other value'];
  if (refused.length > 0) found.push(`${where}: no longer takes ${refused.join(', ')}`);
}

/** By the name of a limit: whether the second is tighter than the first, which may be missing. */
const limits: Record<string, (was: number | undefined, is: number) => boolean> = {
  maxLength: (was = Number.POSITIVE_INFINITY, is) => is < was,
  maximum: (was = Number.POSITIVE_INFINITY, is) => is < was,
  maxItems: (was = Number.POSITIVE_INFINITY, is) => is < was,
  minLength: (was = 0, is) => is > was,
  minItems: (was = 0, is) => is > was,
  minimum: (was = Number.NEGATIVE_INFINITY, is) => is > was,
};

function compareLimits({ where }: Place, old: Json, now: Json, found: string[]): void {
  for (const [limit, isTighter] of Object.entries(limits)) {
    const [was, is] = [old[limit], now[limit]] as [number | undefined, unknown];
    if (typeof is === 'number' && isTighter(was, is)) found.push(`${where}: ${limit} is ${is}`);
  }
}

function typesOf(schema: Json): string[] {
  const alternatives = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])];
  const own = [schema['type'] ?? []].flat() as string[];
  return [...new Set([...own, ...alternatives.flatMap(typesOf)])].sort();
}

function valuesOf(schema: Json): unknown[] | undefined {
  if ('const' in schema) return [schema['const']];
  return Array.isArray(schema['enum']) ? schema['enum'] : undefined;
}

function bodyOf(holder: unknown): unknown {
  return objectOf(Object.values(objectOf(objectOf(holder)['content']))[0])['schema'];
}

function resolve(document: Json, schema: unknown): Json {
  const { $ref } = objectOf(schema) as { $ref?: string };
  if (!$ref) return objectOf(schema);
  return $ref
    .slice(2)
    .split('/')
    .reduce((at, name) => objectOf(at[name]), document);
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(objectOf(value));
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

function namesOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
