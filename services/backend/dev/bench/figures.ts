/** What a bench found out: figures by name, to be read by people and, with --json, by programs. */
export interface Outcome {
  figures: Record<string, unknown> & { ratios: Record<string, number> };
  targets: Target[];
  /** Lines of a small table. */
  table: string[];
}

export interface Target {
  what: string;
  value: number;
  /** The value has to be at least, or below, the limit. */
  rule: 'at least' | 'below';
  limit: number;
}

export type Say = (line: string) => void;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? Number.NaN)) / 2 : upper;
}

export function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}

export function renderTable(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const texts = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  return texts.map((row) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

export function renderTarget({ what, value, rule, limit }: Target): string {
  const isMet = rule === 'at least' ? value >= limit : value < limit;
  return `${isMet ? 'met   ' : 'MISSED'}  ${what}: ${value} (${rule} ${limit})`;
}
