/** A place in PostgreSQL's write-ahead log, in bytes from its beginning (pg_lsn). Later is larger. */
export type WalPosition = bigint;

/** @param text as PostgreSQL writes it: two hexadecimal numbers, `16/B374D848`. */
export function parseWalPosition(text: string): WalPosition {
  const [high = '0', low = '0'] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}
