import { DevError } from '../dev-error.ts';
import { readTokens, type TokenReader } from './tokens.ts';

/** Of the language of fly-autoscaler's machine counts (expr-lang.org) as much as ours use: numbers only. */
export type Expr = (values: Readonly<Record<string, number>>) => number;

const pattern = /\d+(?:\.\d+)?|\w+|[<>]=?|[-+*/(),?:]/g;
const functions: Record<string, (...values: number[]) => number> = {
  min: Math.min,
  max: Math.max,
  ceil: Math.ceil,
  floor: Math.floor,
};
const comparisons: Record<string, (a: number, b: number) => boolean> = {
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
};

/** @throws DevError for whatever it does not know, and when it is run for a name without a value. */
export function parseExpr(text: string): Expr {
  const tokens = readTokens(text, pattern);
  const expr = readChoice(tokens);
  tokens.end();
  return expr;
}

/** What fly-autoscaler makes of a result: rounded, never negative. */
export function countOf(expr: Expr, values: Readonly<Record<string, number>>): number {
  const count = Math.round(expr(values));
  if (!Number.isFinite(count)) throw new DevError('A machine count is not a number.');
  return Math.max(0, count);
}

function readChoice(tokens: TokenReader): Expr {
  const left = readSum(tokens);
  const compare = comparisons[tokens.peek() ?? ''];
  if (!compare) return left;
  tokens.take();
  const right = readSum(tokens);
  tokens.take('?');
  const whenTrue = readChoice(tokens);
  tokens.take(':');
  const whenFalse = readChoice(tokens);
  return (values) => (compare(left(values), right(values)) ? whenTrue : whenFalse)(values);
}

function readSum(tokens: TokenReader): Expr {
  let sum = readProduct(tokens);
  for (;;) {
    const left = sum;
    if (tokens.skip('+')) {
      const right = readProduct(tokens);
      sum = (values) => left(values) + right(values);
    } else if (tokens.skip('-')) {
      const right = readProduct(tokens);
      sum = (values) => left(values) - right(values);
    } else return sum;
  }
}

function readProduct(tokens: TokenReader): Expr {
  let product = readValue(tokens);
  for (;;) {
    const left = product;
    if (tokens.skip('*')) {
      const right = readValue(tokens);
      product = (values) => left(values) * right(values);
    } else if (tokens.skip('/')) {
      const right = readValue(tokens);
      product = (values) => left(values) / right(values);
    } else return product;
  }
}

function readValue(tokens: TokenReader): Expr {
  if (tokens.skip('(')) {
    const inner = readChoice(tokens);
    tokens.take(')');
    return inner;
  }
  const token = tokens.take();
  if (/^\d/.test(token)) return () => Number(token);
  if (!/^[a-z_]\w*$/i.test(token)) throw new DevError(`A value was expected and not "${token}".`);
  if (tokens.skip('(')) return readCall(token, tokens);
  return (values) => {
    const value = values[token];
    if (value === undefined) throw new DevError(`There is no metric called ${token}.`);
    return value;
  };
}

function readCall(name: string, tokens: TokenReader): Expr {
  const call = functions[name];
  if (!call) throw new DevError(`There is no function called ${name}.`);
  const values = [readChoice(tokens)];
  while (tokens.skip(',')) values.push(readChoice(tokens));
  tokens.take(')');
  return (given) => call(...values.map((value) => value(given)));
}
