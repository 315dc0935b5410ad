import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { type DesignConfiguration, designConfiguration } from '../../src/platform/design-configuration.ts';
import { waitForReplica } from './database.ts';
import { issuer, type TestService } from './service.ts';

export const productId = '1001';

export const configuration: DesignConfiguration = {
  fit: { kind: 'size', size: 'M' },
  strap: { color: 'navy', pattern: 'stripes', patternColor: 'white' },
  hardware: 'brass',
  embroidery: { text: 'Biscuit', font: 'script', color: 'white' },
  accessories: ['handle', 'reflective-trim'],
};

/** What a design is created with. */
export const newDesign = { name: 'Biscuit in navy', productId, configuration };

export const ifMatch = (revision: number) => ({ 'if-match': `"${revision}"` });

/** The same with another embroidery. */
export const embroidered = (text: string): DesignConfiguration =>
  designConfiguration.parse({ ...configuration, embroidery: { text, font: 'sans', color: 'red' } });

export interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
}

/** Somebody who uses the shop: what they send carries their session, and they read what they wrote. */
export interface Shopper {
  ownerId: string;
  call(path: string, call?: Call): Promise<LightMyRequestResponse>;
  /** Saves a design, which must be accepted. */
  design(asked?: { name?: string; petId?: string | null; configuration?: DesignConfiguration }): Promise<SavedDesign>;
  pet(): Promise<string>;
}

export interface SavedDesign {
  id: string;
  name: string;
  petId: string | null;
  productId: string;
  revision: number;
  schemaVersion: number;
  configuration: DesignConfiguration;
  previewUrl: string;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
}

export async function addProduct(service: TestService, id = productId, status = 'active'): Promise<void> {
  await service.rows(`INSERT INTO products (id, handle, title, status, updated_at) VALUES ($1, $2, $3, $4, now())`, [
    id,
    `harness-${id}`,
    `Harness ${id}`,
    status,
  ]);
}

export const revisionsOf = (service: TestService, designId: string) =>
  service.rows('SELECT revision, name, pet_id, restored_from FROM design_revisions WHERE design_id = $1 ORDER BY 1', [
    designId,
  ]);

export async function signIn(service: TestService, name: string): Promise<Shopper> {
  const clerkId = `user_${name}`;
  const authorization = `Bearer ${await issuer.issueSession({ clerkId })}`;
  let readAfter: string | undefined;

  const call: Shopper['call'] = async (path, { method = 'GET', body, headers } = {}) => {
    const reply = await service.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization, ...(readAfter ? { 'x-read-after': readAfter } : {}), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    readAfter = (reply.headers['x-read-after'] as string | undefined) ?? readAfter;
    return reply;
  };
  await call('/designs');
  const [user] = await service.rows<{ id: string }>('SELECT id FROM users WHERE clerk_id = $1', [clerkId]);
  const ownerId = user?.id ?? '';

  return {
    ownerId,
    call,
    async design(asked = {}) {
      const reply = await call('/designs', {
        method: 'POST',
        body: { name: 'Biscuit in navy', productId, configuration, ...asked },
      });
      if (reply.statusCode !== 201) throw new Error(`no design was made: ${reply.statusCode} ${reply.body}`);
      return reply.json();
    },
    async pet() {
      const id = randomUUID();
      await service.rows(`INSERT INTO pets (id, owner_id, name, species) VALUES ($1, $2, 'Rex', 'dog')`, [id, ownerId]);
      return id;
    },
  };
}

/** Changes rows behind the service's back, as time would, and waits until the replica has them too. */
export async function rewrite(service: TestService, sql: string, values: unknown[]): Promise<void> {
  await service.rows(sql, values);
  await waitForReplica(service.database);
}

/** As many as asked for, the first the oldest. They have no revisions: good for lists. */
export async function addDesigns(
  service: TestService,
  ownerId: string,
  amount: number,
  apart = '1 second',
): Promise<void> {
  await rewrite(
    service,
    `INSERT INTO saved_designs
       (id, owner_id, product_id, name, schema_version, configuration, created_at, updated_at)
     SELECT gen_random_uuid(), $1, $2, 'Design ' || lpad(number::text, 4, '0'), 2, $3::jsonb, at, at
     FROM generate_series(1, $4::int) AS number,
       LATERAL (SELECT now() - interval '1 day' + number * $5::interval AS at) AS times`,
    [ownerId, productId, JSON.stringify(configuration), amount, apart],
  );
}

export const actions = (service: TestService, subject: string) =>
  service.rows<{ actor: string; action: string }>(
    'SELECT actor, action FROM audit_log WHERE subject = $1 ORDER BY id',
    [subject],
  );
