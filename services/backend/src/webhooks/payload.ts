/**
 * Reading Shopify's JSON without losing anything: ids are 64-bit, so integers beyond 2^53 become bigint, and a
 * fraction stays the text that was sent, since it may be money.
 * @returns undefined when the bytes are not JSON (or nest deeper than the stack).
 */
export function parsePayload(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'), losslessNumber as (key: string, value: unknown) => unknown);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The reviver's third parameter (TC39 "JSON.parse source text access") is not in TypeScript's library yet. */
function losslessNumber(_key: string, value: unknown, context: { source?: string }): unknown {
  if (typeof value !== 'number' || context.source === undefined) return value;
  if (Number.isSafeInteger(value) && !/[.eE]/.test(context.source)) return value;
  return /^-?\d+$/.test(context.source) ? BigInt(context.source) : context.source;
}
