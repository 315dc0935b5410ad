import { randomUUID } from 'node:crypto';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addProduct, configuration, productId } from '../support/designs.ts';
import { routesOf } from '../support/routes.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

/** Every change leaves one entry in the audit log, with nothing personal in it. */

let service: TestService;
beforeAll(async () => {
  service = await startService();
  await addProduct(service);
  await service.rows(`INSERT INTO audit_log (actor, action, subject) VALUES ('tests', 'tests.begin', 'tests')`);
});
afterAll(() => service?.stop());

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

test('a change of personal data, a share, a claim, and what can be lost of a design leave one entry each', async () => {
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
  await walk('restoreDesignRevision', () => ada.ask({ method: 'POST', url: `${designUrl}/revisions/1/restore` }), none);
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
    'requestAccountExport',
    () => ada.ask({ method: 'POST', url: '/api/v1/me/exports' }),
    (reply) => [{ actor: who, action: 'user.export', subject: who, details: { export: reply.json().id } }],
  );

  await walk(
    'deleteMe',
    () => ada.ask({ method: 'DELETE', url: '/api/v1/me', payload: { confirm: 'delete my account' } }),
    () => [{ actor: who, action: 'user.delete', subject: who, details: { unsearchedBodies: 0 } }],
  );

  /** Held to it by the tests of each; the last two copy a design for its owner, and prove an address. */
  const elsewhere = [
    ...['putSearchSynonyms', 'deleteSearchSynonyms', 'replayDelivery', 'replayDeliveries', 'openOperatorSession'],
    ...['moveTicket', 'requestStockAlert', 'createDesignCheckout', 'confirmStockAlert'],
  ];
  const changing = routesOf(service.app)
    .filter(
      ({ url: address, method }) => address.startsWith('/api/v1/') && !['GET', 'HEAD', 'OPTIONS'].includes(method),
    )
    .map(({ operationId }) => operationId);
  expect(changing.length).toBeGreaterThan(12);
  expect(changing.filter((id) => !walked.has(id ?? '') && !elsewhere.includes(id ?? ''))).toEqual([]);
});

test('there is one however often a request is sent, and none for what changes nothing', async () => {
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
