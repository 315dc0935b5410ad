import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DatabaseError } from 'pg';
import { describe, expect, test } from 'vitest';
import { createLog, type Log } from './log.ts';

const secret = 'ada.quillfeather@example.org';
const sensitiveNames = [
  ...['authorization', 'cookie', 'password', 'secret', 'token', 'email', 'phone', 'body', 'rawBody', 'address'],
  ...['billing_address', 'shipping_address', 'first_name', 'last_name'],
  ...['x-shopify-hmac-sha256', 'x-shopify-access-token'],
];

/** The lines that come of what is done with a log. */
function linesOf(use: (log: Log) => void): string[] {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  use(createLog({ level: 'trace', app: 'tests', role: 'server', destination }));
  return lines;
}

/** The one record that comes of it. */
function recordOf(use: (log: Log) => void): Record<string, unknown> {
  const [line = '', ...others] = linesOf(use);
  expect(others).toEqual([]);
  return JSON.parse(line);
}

type Place = (sensitive: object) => object;

describe('what is sensitive', () => {
  test.for<[string, Place]>([
    ['at the record itself', (sensitive) => sensitive],
    ['one level down', (sensitive) => ({ a: sensitive })],
    ['two levels down', (sensitive) => ({ a: { b: sensitive } })],
    ['in an array', (sensitive) => ({ list: [1, sensitive] })],
    ['beside what may stay', (sensitive) => ({ a: { ...sensitive, b: 1 }, c: 2 })],
  ])('is censored %s, in a record and in what a child is bound to', ([, place]) => {
    for (const name of sensitiveNames) {
      const expected = place({ [name]: '[redacted]' });
      for (const value of [secret, { inside: secret }, [secret], Buffer.from(secret), 7, null]) {
        const given = place({ [name]: value });
        expect(recordOf((log) => log.info(given, 'said'))).toMatchObject(expected);
        expect(recordOf((log) => log.child(given).info('said'))).toMatchObject(expected);
        expect(recordOf((log) => log.child({ id: 1 }).child(given, { level: 'info' }).info('said'))).toMatchObject(
          expected,
        );
      }
    }
  });
});

describe('what is not sensitive', () => {
  test('stays as it is, at every level', () => {
    const given = {
      text: 'a "quoted" line\nand another',
      number: 1.5,
      yes: true,
      nothing: null,
      list: [1, 'two', { three: [4] }],
      at: new Date('2026-01-02T03:04:05Z'),
      deep: { deeper: { deepest: { bottom: { emails: 3 } } } },
      emailCount: 7,
      names: ['email', 'token'],
    };
    const expected = JSON.parse(JSON.stringify(given));
    expect(recordOf((log) => log.info(given))).toMatchObject(expected);
    expect(recordOf((log) => log.child(given).info('said'))).toMatchObject(expected);
  });

  test('stands beside level, time, application, role, process and message', () => {
    const record = recordOf((log) => log.child({ requestId: 'r-1' }).warn({ status: 503 }, 'not now'));
    expect(record).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      app: 'tests',
      role: 'server',
      pid: process.pid,
      requestId: 'r-1',
      status: 503,
      msg: 'not now',
    });
  });

  test('is absent where it was undefined, and so is what is sensitive', () => {
    const record = recordOf((log) => log.info({ reason: undefined, email: undefined }, 'said'));
    expect(Object.keys(record)).not.toEqual(expect.arrayContaining(['reason']));
    expect(Object.keys(record)).not.toEqual(expect.arrayContaining(['email']));
  });

  test('is not changed where it came from, and neither is what is sensitive', () => {
    const given = { a: { email: secret, list: [{ token: secret }] } };
    const before = structuredClone(given);
    linesOf((log) => log.child(given).info(given));
    expect(given).toEqual(before);
  });
});

/** As PostgreSQL answers a row that it refuses, with the values of the row. */
function databaseError(message: string): DatabaseError {
  const fields = {
    code: '23505',
    constraint: 'customers_email',
    detail: `Key (email)=(${secret}) already exists.`,
    where: `COPY customers, line 1: "${secret}"`,
    hint: secret,
    internalQuery: `SELECT '${secret}'`,
  };
  return Object.assign(new DatabaseError(message, message.length, 'error'), fields);
}

const refusal = 'duplicate key value violates unique constraint "customers_email"';

describe('an error', () => {
  test('says what, where and why, and no values of rows', () => {
    const record = recordOf((log) => log.error({ err: databaseError(refusal) }, 'not written'));
    expect(record['err']).toEqual({
      type: 'error',
      message: refusal,
      code: '23505',
      constraint: 'customers_email',
      stack: expect.stringMatching(/^error: duplicate key value .*\n\s+at .*log\.test\.ts/),
    });
    expect(JSON.stringify(record)).not.toContain(secret);
  });

  test.for([
    ['as the record', (log: Log, error: Error) => log.error(error)],
    ['as the record, with a message', (log: Log, error: Error) => log.error(error, 'not written')],
    ['without a message', (log: Log, error: Error) => log.error({ err: error })],
    ['under another name', (log: Log, error: Error) => log.error({ error }, 'not written')],
    ['one level down', (log: Log, error: Error) => log.error({ a: { error } }, 'not written')],
    ['two levels down', (log: Log, error: Error) => log.error({ a: { b: { error } } }, 'not written')],
    ['in an array', (log: Log, error: Error) => log.error({ errors: [error] }, 'not written')],
    ['bound to a child', (log: Log, error: Error) => log.child({ err: error }).error('not written')],
    ['bound to a child under another name', (log: Log, error: Error) => log.child({ error }).error('not written')],
    ['as a cause', (log: Log, cause: Error) => log.error({ err: new Error('outer', { cause }) }, 'not written')],
    ['among others', (log: Log, error: Error) => log.error({ err: new AggregateError([error]) }, 'not written')],
  ] as const)('gives no values away %s', ([, say]) => {
    const line = JSON.stringify(recordOf((log) => say(log, databaseError(`invalid input for type date: "${secret}"`))));
    expect(line).not.toContain(secret);
  });

  test.for([
    ['invalid input syntax for type numeric: "VALUE"', 'invalid input syntax for type numeric: "[redacted]"'],
    ['invalid value "VALUE" for "YYYY"', 'invalid value "[redacted]"'],
    ['invalid input syntax for type json: "say "VALUE" twice"', 'invalid input syntax for type json: "[redacted]"'],
    ['invalid input syntax for type bigint: "1\nVALUE"', 'invalid input syntax for type bigint: "[redacted]"'],
    [`Unexpected token 'V', "VALUE" is not valid JSON`, `Unexpected token 'V', "[redacted]" is not valid JSON`],
    [
      `Unexpected token 'd', ..."VALUE"... is not valid JSON`,
      `Unexpected token 'd', "[redacted]"... is not valid JSON`,
    ],
  ] as const)('has quoted values cut out of: %s', ([message, expected]) => {
    const record = recordOf((log) => log.error({ err: new Error(message.replace('VALUE', secret)) }));
    expect(record).toMatchObject({ msg: expected, err: { message: expected } });
    expect(record).toMatchObject({ err: { stack: expect.stringMatching(/^Error: .*\n\s+at .*log\.test\.ts/) } });
    expect(JSON.stringify(record)).not.toContain(secret);
  });

  test.for([
    'relation "webhook_inbox" does not exist',
    'null value in column "id" of relation "orders" violates not-null constraint',
    refusal,
  ])('keeps the names of tables: %s', (message) => {
    expect(recordOf((log) => log.error({ err: new Error(message) }))).toMatchObject({ msg: message, err: { message } });
  });

  test('tells its causes, one inside the other', () => {
    const cause = new TypeError('middle', { cause: databaseError(refusal) });
    expect(recordOf((log) => log.error({ err: new Error('outer', { cause }) }))['err']).toMatchObject({
      type: 'Error',
      message: 'outer',
      cause: { type: 'TypeError', message: 'middle', cause: { message: refusal, code: '23505' } },
    });
  });

  test('that is its own cause is told to an end', () => {
    const error = new Error('round');
    error.cause = new Error('and round', { cause: error });
    const { err } = recordOf((log) => log.error({ err: error }, 'said'));
    expect(err).toMatchObject({ message: 'round', cause: { message: 'and round' } });
  });

  test.for([
    [secret, 'string'],
    [{ message: secret, email: secret }, 'object'],
    [7, 'number'],
    [null, 'object'],
  ] as const)('that is none says of what type it was: %j', ([thrown, message]) => {
    const record = recordOf((log) => log.error({ err: thrown }, 'said'));
    expect(record['err']).toEqual({ message });
    expect(recordOf((log) => log.error({ err: new Error('outer', { cause: thrown }) }))).toMatchObject({
      err: { message: 'outer', cause: { message } },
    });
  });
});

describe('bytes', () => {
  const bytes = Buffer.from(secret);
  const array = new Uint8Array(bytes);

  test.for([
    ['as body', { body: bytes }],
    ['as the body of something', { request: { rawBody: bytes, bytes: bytes.length } }],
    ['under another name', { payload: bytes, array }],
    ['further down', { a: { b: { payload: bytes, array } } }],
    ['in an array', { chunks: [bytes, array] }],
  ] as const)('are not logged: %s', ([, given]) => {
    const lines = linesOf((log) => {
      log.info(given, 'said');
      log.child(given).info('said');
    });
    expect(lines).toHaveLength(2);
    const readings = [secret, ...(['base64', 'hex'] as const).map((encoding) => bytes.toString(encoding))];
    for (const reading of [...readings, [...bytes].join(), `"1":${bytes[1]}`])
      expect(lines.join()).not.toContain(reading);
  });

  test('are not logged as the record itself', () => {
    const lines = linesOf((log) => {
      log.info(bytes);
      log.info(array);
    });
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain(`"1":${bytes[1]}`);
  });

  test('say how many they are', () => {
    expect(recordOf((log) => log.info({ payload: bytes }))).toMatchObject({ payload: `[${bytes.length} bytes]` });
  });
});

test('below its level nothing is said', () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  const log = createLog({ level: 'warn', app: 'tests', role: 'server', destination });
  log.info('not this');
  log.warn('but this');
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['but this']);
});

/** A process of its own that logs so many numbered lines and then does the rest. */
function runLogging(lineCount: number, rest: string) {
  const script = `
    import { createLog } from ${JSON.stringify(new URL('log.ts', import.meta.url).href)};
    const log = createLog({ level: 'info', app: 'tests', role: 'server' });
    for (let line = 0; line < ${lineCount}; line += 1) log.info({ line }, 'one of many');
    ${rest}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines: number[] = [];
  createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line).line));
  return { child, lines };
}

describe('lines that were gathered', () => {
  // 200 lines are fewer than are written together: until the end nothing was.
  test.for([
    ['ends by itself', 200, '', 0],
    ['ends by itself, with more than are written together', 5_000, '', 0],
    ['is ended', 200, 'process.exit(7);', 7],
    ['crashes', 200, 'throw new Error("on purpose");', 1],
  ] as const)('are all written, in order, when the process %s', async ([, lineCount, end, expectedCode]) => {
    const { child, lines } = runLogging(lineCount, end);
    const [code] = await once(child, 'close');
    expect(code).toBe(expectedCode);
    expect(lines).toEqual(Array.from({ length: lineCount }, (_, line) => line));
  });

  test('do not wait for the end', async () => {
    const { child, lines } = runLogging(3, 'setInterval(() => undefined, 1_000);');
    await expect.poll(() => lines, { timeout: 4_000 }).toEqual([0, 1, 2]);
    child.kill('SIGKILL');
    await once(child, 'close');
  });
});
