import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { publishableKey } from '../../dev/identity/issuer.ts';
import { createClerk } from '../../src/clients/clerk.ts';
import { createOperatorSessionsService } from '../../src/modules/operator-sessions/operator-sessions.service.ts';
import { type Admin, asAdmin } from '../support/admins.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let admin: Admin;
beforeAll(async () => {
  service = await startService();
  admin = await asAdmin(service);
});
afterAll(() => service?.stop());
beforeEach(() => service.rows('DELETE FROM operator_sessions'));

const sessions = () => service.rows<{ id: string }>('SELECT id FROM operator_sessions ORDER BY started_at');
const age = (column: string, interval: string) =>
  service.rows(`UPDATE operator_sessions SET ${column} = now() - $1::interval`, [interval]);

describe('whoever loses the role', () => {
  /** The service with a Clerk whose answer the test says, and how often it was asked. */
  function withClerk(answer: () => Promise<boolean>) {
    const asked: string[] = [];
    const { database, clock, log } = service.server.deps;
    const made = createOperatorSessionsService({
      ...{ writer: database.writer, clock, log },
      isAdmin(clerkId) {
        asked.push(clerkId);
        return answer();
      },
    });
    return { ...made, asked };
  }
  const begin = async () => {
    await admin.ask('/operator-sessions', { method: 'POST' });
    return (await sessions())[0]?.id as string;
  };

  test('is refused when Clerk says so, five minutes later at most, in all of their sessions', async () => {
    const clerk = withClerk(async () => false);
    const id = await begin();
    await admin.ask('/operator-sessions', { method: 'POST' });
    expect(await clerk.find(id, 'person')).toMatchObject({ clerkId: 'user_operator', isAdmin: true });
    expect(clerk.asked).toEqual([]);
    await age('confirmed_at', '5 minutes 1 second');
    expect(await clerk.find(id, 'page')).toBeUndefined();
    expect(clerk.asked).toEqual(['user_operator']);
    expect(await sessions()).toEqual([]);
    const revoked = `SELECT actor, subject, details FROM audit_log WHERE action = 'operator_session.revoke'`;
    expect(await service.rows(revoked)).toEqual([
      { actor: 'clerk', subject: 'operator_session', details: { revoked: admin.actor, sessions: 2 } },
    ]);
  });

  test('whoever keeps it stays, and Clerk is asked once for requests that come together', async () => {
    const clerk = withClerk(async () => true);
    const id = await begin();
    await age('confirmed_at', '20 minutes');
    const found = await Promise.all([clerk.find(id, 'person'), clerk.find(id, 'page'), clerk.find(id, 'page')]);
    expect(found.every((one) => one?.ownerId === admin.actor.replace('user:', ''))).toBe(true);
    expect(await clerk.find(id, 'page')).toBeDefined();
    expect(clerk.asked).toHaveLength(1);
  });

  test('while Clerk cannot be asked they are believed for half an hour, and no longer', async () => {
    const clerk = withClerk(() => Promise.reject(new Error('Clerk is away')));
    const id = await begin();
    await age('confirmed_at', '29 minutes');
    expect(await clerk.find(id, 'person')).toBeDefined();
    await age('confirmed_at', '30 minutes 1 second');
    expect(await clerk.find(id, 'person')).toBeUndefined();
    // Not for good: when Clerk answers again, so does the page.
    expect(await sessions()).toHaveLength(1);
    expect(await withClerk(async () => true).find(id, 'person')).toBeDefined();
  });
});

describe('what Clerk says of a user', () => {
  type Answers = Record<string, { status?: number; body: unknown } | 'hangs'>;

  /** Clerk's own API (clerk.com/docs, "Backend API"), as far as it is asked here. */
  async function ask(answers: Answers, secretKey: string | undefined = 'sk_test_0123456789abcdef'): Promise<boolean> {
    const server = createServer((request, response) => {
      const answer = answers[(request.url ?? '').split('?')[0] ?? ''];
      if (answer === 'hangs') return;
      const { status = 200, body } = answer ?? { status: 404, body: { errors: [{ code: 'resource_not_found' }] } };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const clerk = createClerk({ secretKey, publishableKey, jwtKey: undefined, authorizedParties: [], apiUrl });
    try {
      return await clerk.isAdmin('user_1');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
  const user = (fields: object) => ({
    '/v1/users/user_1': { body: { object: 'user', id: 'user_1', public_metadata: {}, email_addresses: [], ...fields } },
  });
  const memberOf = (...roles: string[]) => ({
    '/v1/users/user_1/organization_memberships': {
      body: {
        data: roles.map((role, index) => ({
          ...{ object: 'organization_membership', id: `orgmem_${index}`, role, permissions: [] },
          ...{ organization: { object: 'organization', id: 'org_1' }, public_user_data: { user_id: 'user_1' } },
        })),
        total_count: roles.length,
      },
    },
  });

  test.each<[what: string, expected: boolean, answers: Answers]>([
    ['with the role in their metadata', true, user({ public_metadata: { role: 'admin' } })],
    ['with the role in an organisation', true, { ...user({}), ...memberOf('org:member', 'org:admin') }],
    ['with another role', false, { ...user({ public_metadata: { role: 'Admin' } }), ...memberOf('org:member') }],
    ['who is banned', false, user({ public_metadata: { role: 'admin' }, banned: true })],
    ['who is locked', false, user({ public_metadata: { role: 'admin' }, locked: true })],
    ['who is gone', false, {}],
    [
      'where there are no organisations',
      false,
      { ...user({}), '/v1/users/user_1/organization_memberships': { status: 403, body: { errors: [] } } },
    ],
  ])('one %s: %s', async (_what, expected, answers) => {
    expect(await ask(answers)).toBe(expected);
  });

  test('is not known while it fails or hangs, or without a key', async () => {
    await expect(ask({ '/v1/users/user_1': { status: 500, body: { errors: [] } } })).rejects.toThrow();
    await expect(ask({ '/v1/users/user_1': { status: 401, body: { errors: [] } } })).rejects.toThrow();
    await expect(ask({ '/v1/users/user_1': 'hangs' })).rejects.toThrow('did not answer within 2000 ms');
    await expect(ask({}, '')).rejects.toThrow('CLERK_SECRET_KEY');
  });
});
