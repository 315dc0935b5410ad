/** JSON for sealing. bigint becomes text, as everywhere outside PostgreSQL. */
export function toJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? part.toString() : part)));
}

export function fromJson(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString('utf8'));
}
