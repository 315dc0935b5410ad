/** One statement of a migration, in a form that patterns can be held against. */
export interface SqlStatement {
  /**
   * Without comments, one blank between words, lower case outside of quotes; texts are '' and quoted names are bare.
   */
  text: string;
  /** Of its first word; the first line is 1. */
  line: number;
  /** What comments before it and in it say, without their dashes. */
  comments: string[];
}

/** Whatever stands at `at`, as one piece: a comment, a text, a quoted name, a dollar-quoted body, or a character. */
const piece =
  /--(?<line>[^\n]*)|\/\*(?<block>[\s\S]*?)\*\/|(?<text>[eE]?'(?:[^']|'')*')|"(?<name>(?:[^"]|"")*)"|(?<dollar>\$(?<tag>\w*)\$[\s\S]*?\$\k<tag>\$)|(?<other>[\s\S])/y;

/** Cuts a migration into its statements. It need not be valid SQL: PostgreSQL will say so itself. */
export function parseStatements(sql: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let current: SqlStatement = { text: '', line: 0, comments: [] };
  const finish = () => {
    const text = current.text.replaceAll(/\s+/g, ' ').trim();
    if (text !== '') statements.push({ ...current, text });
    current = { text: '', line: 0, comments: [] };
  };
  for (let at = 0; at < sql.length; ) {
    piece.lastIndex = at;
    const groups = piece.exec(sql)?.groups ?? {};
    const written = render(groups);
    if (groups['line'] !== undefined || groups['block'] !== undefined) {
      current.comments.push((groups['line'] ?? groups['block'] ?? '').trim());
    }
    if (written === ';') finish();
    else {
      if (current.line === 0 && written.trim() !== '') current.line = lineAt(sql, at);
      current.text += written;
    }
    at = Math.max(piece.lastIndex, at + 1);
  }
  finish();
  return statements;
}

/** What stays of a piece. */
function render(groups: Record<string, string | undefined>): string {
  if (groups['other'] !== undefined) return groups['other'].toLowerCase();
  if (groups['name'] !== undefined) return groups['name'].replaceAll('""', '"');
  if (groups['dollar'] !== undefined || groups['text'] !== undefined) return "''";
  return ' ';
}

function lineAt(sql: string, at: number): number {
  return sql.slice(0, at).split('\n').length;
}

/** Cuts at commas that stand in no brackets. */
export function splitList(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}
