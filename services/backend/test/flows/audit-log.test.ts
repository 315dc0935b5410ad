import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { startService, type TestService } from '../support/service.ts';

/**
 * What is guaranteed of the audit log, and by whom.
 *
 * PostgreSQL refuses UPDATE, DELETE and TRUNCATE of it by triggers, to every role, the table's owner and superusers
 * included, and in sessions that leave ordinary triggers out (session_replication_role). A role that is not the
 * table's owner cannot take the triggers away. The owner and a superuser can, since they may ALTER or DROP the table:
 * where the service connects as the owner, as in development, whoever can run any SQL of theirs there could. No
 * statement of the service does. Who wants that excluded as well lets the service connect as a role with the grants of
 * `limitedRole` below, and runs the migrations as another.
 */

let service: TestService;
let url: string;
/** A role that has what the service needs of this table, and owns nothing. */
const limitedRole = `limited_${randomUUID().slice(0, 8)}`;
const password = randomUUID();
beforeAll(async () => {
  service = await startService();
  url = service.database.url;
  await service.rows(`INSERT INTO audit_log (actor, action, subject) VALUES ('tests', 'tests.begin', 'tests')`);
  await asSuperuser(`CREATE ROLE ${limitedRole} LOGIN NOSUPERUSER PASSWORD '${password}'`);
  await asSuperuser(`GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON audit_log TO ${limitedRole}`);
});
afterAll(async () => {
  if (service) await asSuperuser(`DROP OWNED BY ${limitedRole}`, `DROP ROLE ${limitedRole}`);
  await service?.stop();
});

/** In the database of the service. */
async function asSuperuser(...statements: string[]): Promise<void> {
  const there = new URL(inject('superUrl'));
  there.pathname = new URL(url).pathname;
  await withClient(there.href, async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}

const roles = {
  'the role of the service': () => url,
  'a role that owns nothing': () => {
    const there = new URL(url);
    there.username = limitedRole;
    there.password = password;
    return there.href;
  },
  'a superuser': () => {
    const there = new URL(inject('superUrl'));
    there.pathname = new URL(url).pathname;
    return there.href;
  },
};
type Role = keyof typeof roles;

/** The SQLSTATE with which it is refused, or undefined. Whatever happens is undone. */
async function refusalOf(role: Role, ...statements: string[]): Promise<{ code: string; message: string } | undefined> {
  return withClient(roles[role](), async (client) => {
    await client.query('BEGIN');
    try {
      for (const statement of statements) await client.query(statement);
      return undefined;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      return { code: error.code ?? '', message: error.message };
    } finally {
      await client.query('ROLLBACK');
    }
  });
}

const insufficientPrivilege = '42501';
const changes = {
  UPDATE: `UPDATE audit_log SET actor = 'nobody'`,
  DELETE: 'DELETE FROM audit_log',
  TRUNCATE: 'TRUNCATE audit_log',
};

describe('the database refuses', () => {
  test.each(Object.keys(roles) as Role[])('every change by %s', async (role) => {
    for (const [name, statement] of Object.entries(changes)) {
      const message = `audit_log is append-only: ${name} is refused`;
      expect(await refusalOf(role, statement)).toEqual({ code: insufficientPrivilege, message });
    }
    const roundabout = [
      `INSERT INTO audit_log (id, actor, action, subject) OVERRIDING SYSTEM VALUE
       SELECT id, actor, action, subject FROM audit_log LIMIT 1
       ON CONFLICT (id) DO UPDATE SET actor = 'nobody'`,
      `MERGE INTO audit_log USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE`,
      'WITH gone AS (DELETE FROM audit_log RETURNING *) SELECT count(*) FROM gone',
      'TRUNCATE owners, audit_log CASCADE',
    ];
    for (const statement of roundabout)
      expect(await refusalOf(role, statement)).toMatchObject({ code: insufficientPrivilege });
  });

  test('the same in sessions that leave ordinary triggers out, which only a superuser may have', async () => {
    const replicating = `SET LOCAL session_replication_role = 'replica'`;
    for (const role of Object.keys(roles) as Role[]) {
      for (const [name, statement] of Object.entries(changes)) {
        const message = role === 'a superuser' ? `audit_log is append-only: ${name} is refused` : expect.any(String);
        expect(await refusalOf(role, replicating, statement)).toEqual({ code: insufficientPrivilege, message });
      }
    }
  });

  test('taking the triggers away, to a role that owns nothing', async () => {
    for (const statement of [
      'ALTER TABLE audit_log DISABLE TRIGGER ALL',
      'ALTER TABLE audit_log DISABLE TRIGGER USER',
      'DROP TRIGGER audit_log_no_change ON audit_log',
      'ALTER TABLE audit_log RENAME TO audit_log_old',
      'DROP TABLE audit_log',
      'CREATE OR REPLACE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
    ]) {
      expect([statement, await refusalOf('a role that owns nothing', statement)]).toMatchObject([
        statement,
        { code: insufficientPrivilege },
      ]);
    }
  });

  test('nothing of this to who adds an entry', async () => {
    const add = `INSERT INTO audit_log (actor, action, subject) VALUES ('tests', 'tests.add', 'tests')`;
    for (const role of Object.keys(roles) as Role[]) expect(await refusalOf(role, add)).toBeUndefined();
  });
});
