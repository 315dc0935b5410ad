import { LRUCache } from 'lru-cache';
import type { Encoding } from '../platform/cached-bytes.ts';

/** Which of the encodings that are kept a client takes, and whether it has one of them already (RFC 9110). */

/** Where a client likes several equally: the shortest. */
const encodings: readonly Encoding[] = ['br', 'gzip', 'identity'];
/** There are few ways to write the header, whatever browsers and proxies there are. */
const known = new LRUCache<string, readonly Encoding[]>({ max: 500 });
const longestKnown = 200;

/**
 * What a client takes, best first; never empty, since it is allowed to answer in a way that nobody asked for and
 * better than not to answer (section 12.5.3).
 */
export function acceptedEncodings(header: string | undefined): readonly Encoding[] {
  if (header === undefined) return onlyIdentity;
  const found = known.get(header);
  if (found) return found;
  const accepted = readAccepted(header);
  if (header.length <= longestKnown) known.set(header, accepted);
  return accepted;
}

const onlyIdentity: readonly Encoding[] = ['identity'];

function readAccepted(header: string): readonly Encoding[] {
  const weights = new Map<string, number>();
  for (const part of header.split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    if (name) weights.set(name === 'x-gzip' ? 'gzip' : name, readWeight(parameters));
  }
  const rest = weights.get('*');
  const weightOf = (encoding: Encoding): number => {
    const weight = weights.get(encoding) ?? rest;
    // Whoever does not name it takes it, but likes anything better that is named.
    return encoding === 'identity' ? (weight ?? leastWeight) : (weight ?? 0);
  };
  const accepted = encodings.filter((encoding) => weightOf(encoding) > 0);
  return accepted.length > 0 ? accepted.toSorted((a, b) => weightOf(b) - weightOf(a)) : onlyIdentity;
}

/** Below what anybody can name: weights have three digits. */
const leastWeight = 0.000_1;

/** What cannot be read counts as not wanted. */
function readWeight(parameters: readonly string[]): number {
  const text = parameters.find((parameter) => /^q\s*=/.test(parameter));
  if (text === undefined) return 1;
  const [, digits] = /^q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.exec(text) ?? [];
  return digits === undefined ? 0 : Number(digits);
}

/** Each encoding of the same content has a tag of its own (section 8.8.3.3). */
export function tagOf(digest: string, encoding: Encoding): string {
  return encoding === 'identity' ? `"${digest}"` : `"${digest}-${encoding}"`;
}

/**
 * The encoding of this content that the client has, among those that it takes: 304 may be answered with its tag.
 * Compared weakly, as If-None-Match is (section 13.1.2).
 */
export function findOwned(header: string, digest: string, accepted: readonly Encoding[]): Encoding | undefined {
  if (header.trim() === '*') return accepted[0];
  // Nearly always there is one, and it is ours.
  const only = accepted.find((encoding) => header === tagOf(digest, encoding));
  if (only || !/[,W ]/.test(header)) return only;
  // Our tags hold neither commas nor quotes, so what is between two commas is one of them or none.
  const tags = new Set(header.split(',').map((tag) => tag.trim().replace(/^W\//, '')));
  return accepted.find((encoding) => tags.has(tagOf(digest, encoding)));
}
