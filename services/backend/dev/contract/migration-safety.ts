import { checkStatement, type Finding, type Kind, type KnownTables, kinds } from './migration-rules.ts';
import { parseStatements, type SqlStatement } from './sql-statements.ts';

/** What was released last: which migrations, and which tables and columns its code knows (prisma/released.json). */
export interface Released {
  migrations: string[];
  tables: Record<string, string[]>;
}

export interface MigrationFile {
  name: string;
  sql: string;
}

export interface Problem {
  migration: string;
  line: number;
  /** `exception`: an exception that is not written as it must be, or that excuses nothing. */
  kind: Kind | 'exception';
  what: string;
  sentence: string;
}

/** Somebody has looked at it: `-- safe(index): the table has twenty rows` above or in the statement. */
const exceptionPattern = /^safe\b(?:\((?<kind>[\w-]*)\))?:?\s*(?<reason>.*)$/i;
const shortestReason = 10;

/** What is wrong with the migrations that are not released yet; empty when they can be applied under traffic. */
export function findMigrationProblems(files: readonly MigrationFile[], released: Released): Problem[] {
  const known: KnownTables = {
    hasTable: (table) => table in released.tables,
    hasColumn: (table, column) => released.tables[table]?.includes(column) ?? false,
  };
  return files
    .filter(({ name }) => !released.migrations.includes(name))
    .flatMap(({ name, sql }) => {
      const statements = parseStatements(sql);
      return statements.flatMap((statement) => checkOne(name, statement, statements.length, known));
    });
}

/**
 * Whether the previous release goes on working once these migrations are applied: what a rollback has to know. An
 * exception does not count here: it says that applying is safe, not that going back is.
 */
export function breaksPreviousRelease(files: readonly MigrationFile[], released: Released): Problem[] {
  const withoutExceptions = files.map(({ name, sql }) => ({ name, sql: sql.replaceAll(/--\s*safe\b/gi, '-- ') }));
  return findMigrationProblems(withoutExceptions, released).filter(({ kind }) =>
    ['still-used', 'not-null', 'unreadable'].includes(kind),
  );
}

function checkOne(migration: string, statement: SqlStatement, siblings: number, known: KnownTables): Problem[] {
  const { line } = statement;
  const findings: Finding[] = checkStatement(statement, known);
  if (siblings > 1 && /\bconcurrently\b/.test(statement.text)) findings.push({ kind: 'alone', what: 'CONCURRENTLY' });
  const { excused, problems } = readExceptions(migration, statement, findings);
  return [
    ...findings
      .filter(({ kind }) => !excused.has(kind))
      .map(({ kind, what }) => ({ migration, line, kind, what, sentence: kinds[kind] })),
    ...problems,
  ];
}

function readExceptions(migration: string, { comments, line }: SqlStatement, findings: readonly Finding[]) {
  const excused = new Set<string>();
  const problems: Problem[] = [];
  for (const comment of comments) {
    const groups = exceptionPattern.exec(comment)?.groups;
    if (!groups) continue;
    const { kind = '', reason = '' } = groups;
    const sentence = !(kind in kinds)
      ? `must name what it excuses, like safe(index): one of ${Object.keys(kinds).join(', ')}`
      : reason.length < shortestReason
        ? 'must say why'
        : findings.some((finding) => finding.kind === kind)
          ? undefined
          : 'excuses nothing: take it away';
    if (sentence === undefined) excused.add(kind);
    else problems.push({ migration, line, kind: 'exception', what: comment, sentence });
  }
  return { excused, problems };
}

/** Tables and columns of a Prisma schema, as they are called in the database. */
export function tablesOf(prismaSchema: string): Released['tables'] {
  const models = [...prismaSchema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  const modelNames = new Set(models.map(([, name]) => name));
  return Object.fromEntries(
    models.map(([, model = '', body = '']) => {
      const fields = [...body.matchAll(/^\s+(\w+)\s+(\w+)(?:\[\]|\?)?(.*)$/gm)];
      const columns = fields
        .filter(([, , type = '']) => !modelNames.has(type))
        .map(([, field = '', , rest = '']) => /@map\("([^"]+)"\)/.exec(rest)?.[1] ?? field);
      return [/@@map\("([^"]+)"\)/.exec(body)?.[1] ?? model, columns.sort()];
    }),
  );
}
