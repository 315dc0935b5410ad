import type { FastifySchemaCompiler } from 'fastify';
import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';

export interface FieldProblem {
  /** JSON pointer (RFC 6901) whose first part is body, query, path or header. */
  path: string;
  message: string;
}

const parts: Record<string, string> = { body: 'body', querystring: 'query', params: 'path', headers: 'header' };
/** Names in a path may come from the caller, who need not get them back whole. */
const longestName = 64;
const mostFields = 20;

/**
 * Checks what comes in against the route's zod schema, and says what is wrong as a path and a sentence for each field.
 * Query parameters that the schema does not name are refused even where it forgets to be strict.
 */
export const compileValidator: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart = 'body' }) => {
  const checked = httpPart === 'querystring' ? refuseUnknown(schema) : schema;
  return (data: unknown) => {
    const result = z.safeDecode(checked, data as never, { error: describeIssue });
    if (result.success) return { value: result.data };
    const part = parts[httpPart] ?? httpPart;
    return { error: invalidInput(result.error.issues.flatMap((issue) => toFields(part, issue))) };
  };
};

export function invalidInput(fields: readonly FieldProblem[]): AppError {
  return new AppError('invalid_input', 'The request does not fit what this operation takes.', {
    details: { fields: fields.slice(0, mostFields) },
  });
}

/** A JSON pointer; what the caller named is cut short. */
export function pointTo(part: string, path: readonly PropertyKey[]): string {
  const names = path.map((name) => String(name).toWellFormed().slice(0, longestName));
  return ['', part, ...names.map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

function refuseUnknown(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject && !schema.def.catchall ? schema.strict() : schema;
}

function toFields(part: string, issue: z.core.$ZodIssue): FieldProblem[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ path: pointTo(part, issue.path), message: toSentence(issue.message) }];
  }
  return issue.keys.map((key) => ({ path: pointTo(part, [...issue.path, key]), message: issue.message }));
}

/** A schema's own words go on from the name of the field (`must be exact`), as the environment's do. */
function toSentence(message: string): string {
  return /^[a-z]/.test(message) ? `This ${message.replace(/\.$/, '')}.` : message;
}

/** Undefined leaves it to zod, which keeps the sentences that a schema has of its own. */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'This is required.';
      return `This must be ${named(issue.expected)}.`;
    case 'too_small':
      return `This must ${bound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}.`;
    case 'too_big':
      return `This must ${bound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}.`;
    case 'invalid_value':
      return `This must be ${issue.values.length > 1 ? 'one of: ' : ''}${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
      return `This is not ${formats[issue.format] ?? 'of the form that is taken here'}.`;
    case 'not_multiple_of':
      return `This must be a multiple of ${issue.divisor}.`;
    case 'unrecognized_keys':
      return 'There is no such thing here.';
    case 'invalid_union':
      return 'This fits none of the forms that are taken here.';
    case 'invalid_key':
      return 'This name is not possible here.';
    default:
      return undefined;
  }
}

const formats: Partial<Record<string, string>> = {
  uuid: 'a UUID',
  date: 'a date like 2026-11-21',
  datetime: 'a time like 2026-11-21T09:00:00Z',
  email: 'an email address',
  url: 'a URL',
};

function named(type: string): string {
  const names: Partial<Record<string, string>> = {
    string: 'a text',
    int: 'a whole number',
    boolean: 'true or false',
    record: 'an object',
  };
  return names[type] ?? `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

function bound(origin: string, relation: string, limit: number | bigint): string {
  if (origin === 'string') return `have ${relation} ${limit} characters`;
  if (['array', 'set', 'map', 'object'].includes(origin)) return `have ${relation} ${limit} entries`;
  return `be ${relation} ${limit}`;
}
