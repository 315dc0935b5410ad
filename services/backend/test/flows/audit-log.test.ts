import { randomUUID } from 'node:crypto';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { addProduct, configuration, productId } from '../support/designs.ts';
import { routesOf } from '../support/routes.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

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
  await addProduct(service);
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

describe('every change leaves one entry', () => {
  interface Entry {
    actor: string;
    action: string;
    subject: string;
    details: Record<string, unknown>;
  }

  /** What nobody may find in an entry. */
  const personal = ['Rozália', 'Bársony', 'barks at postmen', 'Tündérke', 'In memory of Bodza', 'user_walker'];

  async function newUser(clerkId = `user_walker_${randomUUID().slice(0, 8)}`) {
    const authorization = `Bearer ${await issuer.issueSession({ clerkId })}`;
    const ask = (options: InjectOptions) =>
      service.app.inject({ ...options, headers: { authorization, ...options.headers } });
    await ask({ url: '/api/v1/me' });
    const [user] = await service.rows<{ id: string }>('SELECT id FROM users WHERE clerk_id = $1', [clerkId]);
    return { id: user?.id as string, ask };
  }

  const entriesAfter = (id: string) =>
    service.rows<Entry>('SELECT actor, action, subject, details FROM audit_log WHERE id > $1 ORDER BY id', [id]);

  async function lastEntry(): Promise<string> {
    const [last] = await service.rows<{ id: string }>('SELECT max(id)::text AS id FROM audit_log');
    return last?.id as string;
  }

  /** The operations that were walked, so that none is left out. */
  const walked = new Set<string>();

  async function walk(
    operationId: string,
    ask: () => Promise<LightMyRequestResponse>,
    expected: (reply: LightMyRequestResponse) => Entry[],
  ): Promise<LightMyRequestResponse> {
    walked.add(operationId);
    const before = await lastEntry();
    const reply = await ask();
    expect([operationId, reply.statusCode < 300, reply.body]).toEqual([operationId, true, reply.body]);
    const entries = await entriesAfter(before);
    expect([operationId, entries]).toEqual([operationId, expected(reply)]);
    for (const word of personal) expect(JSON.stringify(entries)).not.toContain(word);
    return reply;
  }

  const ifMatch = { 'if-match': '*' };

  test('of personal data, shares and claims, and whatever else of a design can be lost', async () => {
    const ada = await newUser();
    const who = `user:${ada.id}`;
    const none = () => [];

    await walk(
      'updateMe',
      () =>
        ada.ask({
          method: 'PATCH',
          url: '/api/v1/me',
          headers: ifMatch,
          payload: { name: 'Rozália Bársony', marketingConsent: true },
        }),
      () => [{ actor: who, action: 'user.update', subject: who, details: { fields: ['marketingConsent', 'name'] } }],
    );
    await walk(
      'exportMe',
      () => ada.ask({ url: '/api/v1/me/export' }),
      () => [{ actor: who, action: 'user.export', subject: who, details: {} }],
    );

    const pet = await walk(
      'createPet',
      () =>
        ada.ask({
          method: 'POST',
          url: '/api/v1/pets',
          payload: { name: 'Tündérke', species: 'dog', notes: 'barks at postmen' },
        }),
      (reply) => [{ actor: who, action: 'pet.create', subject: `pet:${reply.json().id}`, details: {} }],
    );
    const petUrl = `/api/v1/pets/${pet.json().id}`;
    await walk(
      'updatePet',
      () =>
        ada.ask({
          method: 'PATCH',
          url: petUrl,
          headers: ifMatch,
          payload: { notes: 'barks at postmen no more', chestMm: 500 },
        }),
      () => [
        {
          actor: who,
          action: 'pet.update',
          subject: `pet:${pet.json().id}`,
          details: { fields: ['chestMm', 'notes'] },
        },
      ],
    );

    const embroidery = { text: 'Bodza', font: 'sans', color: 'red' };
    const payload = { name: 'In memory of Bodza', productId, configuration: { ...configuration, embroidery } };
    const design = await walk('createDesign', () => ada.ask({ method: 'POST', url: '/api/v1/designs', payload }), none);
    const designUrl = `/api/v1/designs/${design.json().id}`;
    const subject = `design:${design.json().id}`;
    const change = { name: 'In memory of Bodza, in red' };
    await walk(
      'updateDesign',
      () => ada.ask({ method: 'PATCH', url: designUrl, headers: ifMatch, payload: change }),
      none,
    );
    await walk(
      'restoreDesignRevision',
      () => ada.ask({ method: 'POST', url: `${designUrl}/revisions/1/restore` }),
      none,
    );
    await walk('duplicateDesign', () => ada.ask({ method: 'POST', url: `${designUrl}/duplicate` }), none);
    const share = await walk(
      'createDesignShare',
      () => ada.ask({ method: 'POST', url: `${designUrl}/shares`, payload: { expiresInDays: 7 } }),
      (reply) => [
        {
          ...{ actor: who, action: 'design.share', subject },
          details: { shareId: reply.json().id, expiresAt: reply.json().expiresAt },
        },
      ],
    );
    const shareId: string = share.json().id;
    await walk(
      'revokeDesignShare',
      () => ada.ask({ method: 'DELETE', url: `${designUrl}/shares/${shareId}` }),
      () => [{ actor: who, action: 'design.unshare', subject, details: { shareId } }],
    );
    await walk(
      'deleteDesign',
      () => ada.ask({ method: 'DELETE', url: designUrl, headers: ifMatch }),
      () => [{ actor: who, action: 'design.delete', subject, details: {} }],
    );
    await walk(
      'restoreDesign',
      () => ada.ask({ method: 'POST', url: `${designUrl}/restore` }),
      () => [{ actor: who, action: 'design.restore', subject, details: {} }],
    );
    await walk(
      'deletePet',
      () => ada.ask({ method: 'DELETE', url: petUrl, headers: ifMatch }),
      () => [{ actor: who, action: 'pet.delete', subject: `pet:${pet.json().id}`, details: {} }],
    );

    const begin = () => service.app.inject({ method: 'POST', url: '/api/v1/guest-sessions' });
    const guest = await walk('createGuestSession', begin, none);
    const { accessToken, refreshToken } = guest.json();
    await service.app.inject({
      method: 'POST',
      url: '/api/v1/pets',
      headers: { authorization: `Bearer ${accessToken}` },
      payload: { name: 'Tündérke', species: 'cat' },
    });
    const refreshed = await walk(
      'refreshGuestSession',
      () => service.app.inject({ method: 'POST', url: '/api/v1/guest-sessions/refresh', payload: { refreshToken } }),
      none,
    );
    const claim = { refreshToken: refreshed.json().refreshToken };
    const [visitor] = await service.rows<{ id: string }>('SELECT id FROM guests WHERE claimed_at IS NULL');
    await walk(
      'claimGuestSession',
      () => ada.ask({ method: 'POST', url: '/api/v1/me/claims', payload: claim }),
      () => [
        {
          actor: who,
          action: 'guest.claim',
          subject: `guest:${visitor?.id}`,
          details: { petsClaimed: 1, designsClaimed: 0 },
        },
      ],
    );

    await walk(
      'deleteMe',
      () => ada.ask({ method: 'DELETE', url: '/api/v1/me', payload: { confirm: 'delete my account' } }),
      () => [{ actor: who, action: 'user.delete', subject: who, details: { unsearchedBodies: 0 } }],
    );

    const changing = routesOf(service.app)
      .filter(
        ({ url: address, method }) => address.startsWith('/api/v1/') && !['GET', 'HEAD', 'OPTIONS'].includes(method),
      )
      .map(({ operationId }) => operationId);
    expect(changing.length).toBeGreaterThan(12);
    expect(changing.filter((operationId) => !walked.has(operationId ?? ''))).toEqual([]);
  });

  test('which is one however often a request is sent, and none for what changes nothing', async () => {
    const ada = await newUser();
    const payload = { name: 'Tündérke', species: 'dog' };
    const before = await lastEntry();
    const create = {
      method: 'POST',
      url: '/api/v1/pets',
      headers: { 'idempotency-key': randomUUID() },
      payload,
    } as const;
    const made = await ada.ask(create);
    expect((await ada.ask(create)).body).toBe(made.body);
    const petUrl = `/api/v1/pets/${made.json().id}`;
    const stale = { method: 'PATCH', url: petUrl, headers: { 'if-match': '"7"' }, payload: { chestMm: 400 } } as const;
    expect((await ada.ask(stale)).statusCode).toBe(412);
    expect((await ada.ask({ ...stale, headers: ifMatch, payload: { chestMm: -1 } })).statusCode).toBe(400);
    const stranger = await newUser();
    expect((await stranger.ask({ method: 'DELETE', url: petUrl, headers: ifMatch })).statusCode).toBe(404);
    const { locale } = (await ada.ask({ url: '/api/v1/me' })).json();
    expect(
      (await ada.ask({ method: 'PATCH', url: '/api/v1/me', headers: ifMatch, payload: { locale } })).statusCode,
    ).toBe(200);
    expect((await entriesAfter(before)).map(({ action }) => action)).toEqual(['pet.create']);
  });
});
