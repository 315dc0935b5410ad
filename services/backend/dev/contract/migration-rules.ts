import { type SqlStatement, splitList } from './sql-statements.ts';

/** What can go wrong when a migration is applied to a database that is in use. */
export const kinds = {
  index: 'builds or drops an index while nobody can write: say CONCURRENTLY, in a migration of its own',
  alone: 'CONCURRENTLY works only where it is the one statement of its migration',
  rewrite: 'rewrites the whole table while nobody can read it: add a new column, fill it in batches, switch over',
  'not-null': 'refuses the rows that are there, or those the previous release inserts: give a default, or add it later',
  validate: 'reads the whole table under a lock: say NOT VALID here, and VALIDATE CONSTRAINT in a later migration',
  'still-used': 'takes away what the previous release still uses: first release code that does without',
  rows: 'changes rows in one transaction, which holds them until the end: do it in batches, by a job or a command',
  lock: 'locks the whole table against readers',
  unreadable: 'hides its statements: they cannot be checked here',
} as const;

export type Kind = keyof typeof kinds;

export interface Finding {
  kind: Kind;
  /** What of it: a table, a column, an index. */
  what: string;
}

/** What the code that is running while the migration is applied knows of the database. */
export interface KnownTables {
  hasTable(table: string): boolean;
  hasColumn(table: string, column: string): boolean;
}

const name = String.raw`(?:public\.)?([^\s(,;]+)`;
const ifExists = '(?:if (?:not )?exists )?';
/** Their value is another for each row, so each row is written. now() is not: it is one for all. */
const volatileDefault =
  /\bdefault\b.*\b(random|gen_random_uuid|uuid_generate_v\w+|uuidv[47]|clock_timestamp|timeofday|nextval|setseed)\s*\(/;
const rewritingColumn =
  /^\S+ (?:small|big)?serial\b|generated always as \(.*\) stored|generated (?:always|by default) as identity/;

/** What is wrong with a statement, for a database that already has the known tables. Tables made since are empty. */
export function checkStatement(statement: SqlStatement, known: KnownTables): Finding[] {
  const { text } = statement;
  const match = (pattern: string) => new RegExp(`^${pattern}`).exec(text);
  const on = (table: string | undefined, kind: Kind, what = table ?? ''): Finding[] =>
    table !== undefined && known.hasTable(table) ? [{ kind, what }] : [];

  const index = match(String.raw`create (?:unique )?index (concurrently )?${ifExists}(?:\S+ )?on (?:only )?${name}`);
  if (index) return index[1] ? [] : on(index[2], 'index');
  const alter = match(String.raw`alter table ${ifExists}(?:only )?${name}(?: \*)? (.*)$`);
  if (alter) return checkAlterTable(alter[1] as string, alter[2] as string, known);
  const dropTable = match(`drop table ${ifExists}(.*?)(?: cascade| restrict)?$`);
  if (dropTable) return splitList(bare(dropTable[1] as string)).flatMap((table) => on(table, 'still-used'));
  const change = match(`(?:update (?:only )?|delete from (?:only )?)${name}`);
  if (change) return on(change[1], 'rows');
  const emptied = match(`truncate (?:table )?(?:only )?${name}`);
  if (emptied) return on(emptied[1], 'still-used', `the rows of ${emptied[1]}`);
  return checkRest(text, on);
}

function checkRest(text: string, on: (table: string | undefined, kind: Kind) => Finding[]): Finding[] {
  const match = (pattern: string) => new RegExp(`^${pattern}`).exec(text);
  if (/^drop index (?!concurrently)/.test(text)) return [{ kind: 'index', what: text.split(' ').at(-1) ?? '' }];
  if (/^reindex (?!.*concurrently)/.test(text)) return [{ kind: 'index', what: text }];
  if (/^(do|call|execute) /.test(text)) return [{ kind: 'unreadable', what: text.split(' ')[0] ?? '' }];
  if (/^drop (schema|type|domain|view|materialized view|function|owned)\b/.test(text)) {
    return [{ kind: 'still-used', what: text.replace(/^drop /, '') }];
  }
  if (/^alter type .* rename /.test(text)) return [{ kind: 'still-used', what: text.split(' ')[2] ?? '' }];
  const lock = match(`(?:lock (?:table )?|cluster |vacuum full )(?:only )?${name}`);
  if (lock) return on(lock[1], 'lock');
  const refresh = match(`refresh materialized view (?!concurrently)${name}`);
  return refresh ? [{ kind: 'lock', what: refresh[1] ?? '' }] : [];
}

function checkAlterTable(table: string, actions: string, known: KnownTables): Finding[] {
  if (!known.hasTable(table)) return [];
  return splitList(actions).flatMap((action) => checkAction(table, action, known));
}

function checkAction(table: string, action: string, known: KnownTables): Finding[] {
  const match = (pattern: string) => new RegExp(`^${pattern}`).exec(action);
  const column = (of: string | undefined) => `${table}.${of}`;

  const constraint = match(String.raw`add (?:constraint \S+ )?(foreign key|check|primary key|unique|exclude)\b(.*)$`);
  if (constraint) return checkConstraint(table, constraint[1] as string, constraint[2] as string);
  const added = match(String.raw`add (?:column )?${ifExists}(\S+) (.*)$`);
  if (added) return checkColumn(column(added[1]), added[1] as string, added[2] as string);
  const dropped = match(String.raw`drop (?!constraint\b)(?:column )?${ifExists}(\S+)`);
  if (dropped) return stillUsed(table, dropped[1], known);
  const renamed = match(String.raw`rename (?!constraint\b|to\b)(?:column )?(\S+) to`);
  if (renamed) return stillUsed(table, renamed[1], known);
  if (match('rename to') || match('set schema')) return [{ kind: 'still-used', what: table }];
  const altered = match(
    String.raw`alter (?:column )?(\S+) (set data type|type|set not null|drop default|add generated)`,
  );
  if (altered) return checkAltered(column(altered[1]), altered[2] as string);
  if (match('set (?:logged|unlogged|tablespace|access method)')) return [{ kind: 'rewrite', what: table }];
  return match('attach partition') ? [{ kind: 'validate', what: action.split(' ')[2] ?? '' }] : [];
}

function checkConstraint(table: string, kind: string, rest: string): Finding[] {
  if (kind === 'foreign key' || kind === 'check') {
    return /\bnot valid\b/.test(rest) ? [] : [{ kind: 'validate', what: `${kind} of ${table}` }];
  }
  return /^ using index\b/.test(rest) ? [] : [{ kind: 'index', what: `${kind} of ${table}` }];
}

function checkColumn(what: string, columnName: string, definition: string): Finding[] {
  const findings: Finding[] = [];
  const isRewriting = rewritingColumn.test(`${columnName} ${definition}`) || volatileDefault.test(definition);
  if (isRewriting) findings.push({ kind: 'rewrite', what });
  else if (/\b(not null|primary key)\b/.test(definition) && !/\bdefault\b/.test(definition)) {
    findings.push({ kind: 'not-null', what });
  }
  if (/\b(unique|primary key)\b/.test(definition)) findings.push({ kind: 'index', what });
  if (/\b(references|check)\b/.test(definition)) findings.push({ kind: 'validate', what });
  return findings;
}

function checkAltered(what: string, change: string): Finding[] {
  if (change === 'set not null' || change === 'drop default') return [{ kind: 'not-null', what }];
  return [{ kind: 'rewrite', what }];
}

function stillUsed(table: string, column: string | undefined, known: KnownTables): Finding[] {
  return column !== undefined && known.hasColumn(table, column)
    ? [{ kind: 'still-used', what: `${table}.${column}` }]
    : [];
}

function bare(names: string): string {
  return names.replaceAll('public.', '');
}
