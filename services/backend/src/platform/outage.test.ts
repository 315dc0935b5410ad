import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { isAbsence } from './outage.ts';

const withCode = <E extends Error>(error: E, code: string) => Object.assign(error, { code });
const fromDatabase = (code: string) => withCode(new DatabaseError('told by PostgreSQL', 0, 'error'), code);

test.each([
  withCode(new Error('connect ECONNREFUSED 127.0.0.1:5432'), 'ECONNREFUSED'),
  withCode(new Error("Can't reach database server"), 'P1001'),
  fromDatabase('57P01'),
  fromDatabase('53300'),
  fromDatabase('08006'),
  new Error('Connection terminated unexpectedly'),
  new Error('timeout exceeded when trying to connect'),
])('%s: something is away', (error) => expect(isAbsence(error)).toBe(true));

test.each([
  new TypeError('x is not a function'),
  new Error('told: Connection terminated'),
  fromDatabase('23505'),
  withCode(new Error('Unique constraint failed'), 'P2002'),
  withCode(new Error('no such file'), 'ENOENT'),
  'ECONNREFUSED',
  undefined,
])('%s: a fault', (error) => expect(isAbsence(error)).toBe(false));
