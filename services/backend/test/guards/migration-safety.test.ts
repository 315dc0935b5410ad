import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import {
  breaksPreviousRelease,
  findMigrationProblems,
  type Released,
  tablesOf,
} from '../../dev/contract/migration-safety.ts';
import { parseStatements } from '../../dev/contract/sql-statements.ts';
import { backendRoot } from './source-files.ts';

const released: Released = { migrations: ['1_old'], tables: { orders: ['id', 'total', 'note'], Quoted: ['id'] } };
const check = (sql: string) => findMigrationProblems([{ name: '2_new', sql }], released);
const kindsOf = (sql: string) => check(sql).map(({ kind, what }) => `${kind} ${what}`);

describe('a migration is refused that', () => {
  it.each([
    ['CREATE INDEX orders_note ON orders (note)', 'index orders'],
    ['create unique index if not exists x on only public.orders using btree (note)', 'index orders'],
    ['CREATE INDEX ON orders (note)', 'index orders'],
    ['CREATE INDEX q ON "Quoted" (id)', 'index Quoted'],
    ['DROP INDEX orders_note', 'index orders_note'],
    ['REINDEX TABLE orders', 'index reindex table orders'],
    ['ALTER TABLE orders ADD CONSTRAINT one UNIQUE (note)', 'index unique of orders'],
    ['ALTER TABLE orders ADD PRIMARY KEY (id)', 'index primary key of orders'],
    ['ALTER TABLE orders ADD COLUMN code text UNIQUE', 'index orders.code'],
    ['ALTER TABLE orders ADD COLUMN code text NOT NULL', 'not-null orders.code'],
    ['ALTER TABLE IF EXISTS ONLY orders ADD code text NOT NULL', 'not-null orders.code'],
    ['ALTER TABLE orders ADD a int, ADD COLUMN b int NOT NULL', 'not-null orders.b'],
    ['ALTER TABLE orders ALTER note SET NOT NULL', 'not-null orders.note'],
    ['ALTER TABLE orders ALTER COLUMN note DROP DEFAULT', 'not-null orders.note'],
    ['ALTER TABLE orders ADD COLUMN k uuid NOT NULL DEFAULT gen_random_uuid()', 'rewrite orders.k'],
    ['ALTER TABLE orders ADD COLUMN n bigserial', 'rewrite orders.n'],
    ['ALTER TABLE orders ADD COLUMN n bigint GENERATED ALWAYS AS IDENTITY', 'rewrite orders.n'],
    ['ALTER TABLE orders ADD COLUMN d numeric GENERATED ALWAYS AS (total * 2) STORED', 'rewrite orders.d'],
    ['ALTER TABLE orders ALTER COLUMN total TYPE numeric(20, 4)', 'rewrite orders.total'],
    ['ALTER TABLE orders ALTER total SET DATA TYPE text', 'rewrite orders.total'],
    ['ALTER TABLE orders SET UNLOGGED', 'rewrite orders'],
    ['ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES x (id)', 'validate foreign key of orders'],
    ['ALTER TABLE orders ADD CHECK (total > 0)', 'validate check of orders'],
    ['ALTER TABLE orders ADD COLUMN c bigint REFERENCES x (id)', 'validate orders.c'],
    ['ALTER TABLE orders DROP COLUMN note', 'still-used orders.note'],
    ['ALTER TABLE orders DROP IF EXISTS "note" CASCADE', 'still-used orders.note'],
    ['ALTER TABLE orders RENAME COLUMN note TO remark', 'still-used orders.note'],
    ['ALTER TABLE orders RENAME note TO remark', 'still-used orders.note'],
    ['ALTER TABLE orders RENAME TO purchases', 'still-used orders'],
    ['DROP TABLE IF EXISTS elsewhere, public.orders CASCADE', 'still-used orders'],
    ['TRUNCATE orders', 'still-used the rows of orders'],
    ['DROP TYPE mood', 'still-used type mood'],
    ["UPDATE orders SET note = 'x; DROP'", 'rows orders'],
    ['DELETE FROM orders WHERE id = 1', 'rows orders'],
    ['LOCK TABLE orders', 'lock orders'],
    ['VACUUM FULL orders', 'lock orders'],
    ["DO $$ BEGIN EXECUTE 'DROP TABLE orders'; END $$", 'unreadable do'],
  ])('says %s', (sql, problem) => {
    expect(kindsOf(sql)).toEqual([problem]);
    expect(kindsOf(`-- a comment; with more\nSELECT ';';\n/* another */ ${sql};`)).toEqual([problem]);
  });

  it('builds an index concurrently beside other statements, which PostgreSQL refuses', () => {
    const index = 'CREATE INDEX CONCURRENTLY orders_note ON orders (note);';
    expect(kindsOf(index)).toEqual([]);
    expect(kindsOf(`${index} SELECT 1;`)).toEqual(['alone CONCURRENTLY']);
  });
});

describe('a migration is fine that', () => {
  it.each([
    'CREATE TABLE shops (id int PRIMARY KEY, note text NOT NULL); CREATE INDEX shops_note ON shops (note);',
    'CREATE TABLE shops (id int); ALTER TABLE shops ADD COLUMN a int NOT NULL; UPDATE shops SET a = 1; DROP TABLE shops',
    'ALTER TABLE orders ADD COLUMN a int',
    "ALTER TABLE orders ADD COLUMN a text NOT NULL DEFAULT 'a, NOT NULL'",
    'ALTER TABLE orders ADD COLUMN a timestamptz NOT NULL DEFAULT now()',
    'ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES x (id) NOT VALID',
    'ALTER TABLE orders VALIDATE CONSTRAINT f',
    'ALTER TABLE orders ADD CONSTRAINT p PRIMARY KEY USING INDEX orders_p',
    'ALTER TABLE orders DROP COLUMN unknown_to_the_release, DROP CONSTRAINT f, RENAME CONSTRAINT a TO b',
    'ALTER TABLE orders ALTER COLUMN note SET DEFAULT 1, ALTER COLUMN note DROP NOT NULL',
    'ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.02)',
    'ALTER TABLE orders ALTER COLUMN note SET STORAGE EXTERNAL',
    'DROP INDEX CONCURRENTLY orders_note',
    'INSERT INTO orders (id) VALUES (1)',
    '-- DROP TABLE orders;\nSELECT $x$ DROP TABLE orders; $x$',
    'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE orders SET note = 1; END $$',
  ])('says %s', (sql) => {
    expect(check(sql)).toEqual([]);
  });
});

describe('an exception', () => {
  const index = 'CREATE INDEX x ON orders (note);';

  it('excuses the next statement of what it names, and nothing else', () => {
    const excuse = '-- safe(index): the table has twenty rows\n';
    expect(check(excuse + index)).toEqual([]);
    expect(kindsOf(`${excuse}${index} ${index}`)).toEqual(['index orders']);
    expect(kindsOf(`${excuse}ALTER TABLE orders ADD code text NOT NULL UNIQUE;`)).toEqual(['not-null orders.code']);
  });

  it.each([
    ['-- safe: I looked at it myself', 'must name what it excuses'],
    ['-- safe(everything): I looked at it myself', 'must name what it excuses'],
    ['-- safe(index): yes', 'must say why'],
    ['-- safe(rewrite): the table has twenty rows', 'excuses nothing'],
  ])('%s is none', (comment, sentence) => {
    const problems = check(`${comment}\n${index}`);
    expect(problems.map(({ kind }) => kind)).toEqual(['index', 'exception']);
    expect(problems[1]?.sentence).toContain(sentence);
  });

  it('does not make going back possible', () => {
    const sql = '-- safe(still-used): nobody reads it any more\nALTER TABLE orders DROP COLUMN note;';
    const files = [{ name: '2_new', sql }];
    expect(findMigrationProblems(files, released)).toEqual([]);
    expect(breaksPreviousRelease(files, released).map(({ what }) => what)).toEqual(['orders.note']);
    expect(breaksPreviousRelease([{ name: '2_new', sql: index }], released)).toEqual([]);
  });
});

it('says where', () => {
  expect(check('SELECT 1;\n\n-- why\nALTER TABLE orders\n  DROP COLUMN note;')).toMatchObject([
    { migration: '2_new', line: 4, kind: 'still-used' },
  ]);
});

it('leaves alone what is released', () => {
  expect(findMigrationProblems([{ name: '1_old', sql: 'DROP TABLE orders' }], released)).toEqual([]);
});

it('statements are cut where PostgreSQL cuts them', () => {
  const sql = `SELECT 'it''s; one', "a;b", $$ c; $$, $t$ $$ ; $t$; /* ; */ SELECT 2`;
  expect(parseStatements(sql).map(({ text }) => text)).toEqual(["select '', a;b, '', ''", 'select 2']);
});

test('the migrations of this package can be applied under traffic', () => {
  const prisma = join(backendRoot, 'prisma');
  const folder = join(prisma, 'migrations');
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? entry.name : [],
  );
  const files = names.map((name) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }));
  const known = JSON.parse(readFileSync(join(prisma, 'released.json'), 'utf8')) as Released;
  expect(findMigrationProblems(files, known)).toEqual([]);
});

test('tables and columns are known by their names in the database', () => {
  const tables = tablesOf(readFileSync(join(backendRoot, 'prisma', 'schema.prisma'), 'utf8'));
  expect(tables['order_lines']).toContain('current_quantity');
  expect(tables['orders']).not.toContain('lines');
  expect(Object.keys(tables).length).toBeGreaterThan(20);
});
