import { randomUUID } from 'node:crypto';
import { sha256 } from '../../src/platform/crypto.ts';
import { type DesignConfiguration, designSchemaVersion } from '../../src/platform/design-configuration.ts';
import type { TestService } from './service.ts';

type Rows = TestService['rows'];

export const sampleConfiguration: DesignConfiguration = {
  fit: { kind: 'size', size: 'L' },
  strap: { color: 'navy', pattern: 'chevron', patternColor: 'mustard' },
  hardware: 'brass',
  embroidery: { text: 'Țuțu & Rex', font: 'script', color: 'white' },
  accessories: ['handle', 'id-tag'],
};

/** Rows of a design with these revisions, oldest first, as the API would have written them. */
export async function insertDesign(
  rows: Rows,
  ownerId: string,
  revisions: readonly DesignConfiguration[] = [sampleConfiguration],
): Promise<string> {
  const id = randomUUID();
  const newest = JSON.stringify(revisions.at(-1));
  await rows(
    `INSERT INTO saved_designs (id, owner_id, product_id, name, schema_version, configuration, revision)
     VALUES ($1, $2, 1, 'A design', $3, $4, $5)`,
    [id, ownerId, designSchemaVersion, newest, revisions.length],
  );
  for (const [index, configuration] of revisions.entries()) {
    await rows(
      `INSERT INTO design_revisions (design_id, revision, name, product_id, schema_version, configuration)
       VALUES ($1, $2, 'A design', 1, $3, $4)`,
      [id, index + 1, designSchemaVersion, JSON.stringify(configuration)],
    );
  }
  return id;
}

/** A link to a design. @returns its token. */
export async function insertShare(rows: Rows, designId: string, expiresInSeconds = 3_600): Promise<string> {
  const token = randomUUID();
  await rows(
    `INSERT INTO design_shares (id, design_id, token_hash, expires_at)
     VALUES ($1, $2, $3, now() + make_interval(secs => $4))`,
    [randomUUID(), designId, sha256(token), expiresInSeconds],
  );
  return token;
}

/** Somebody whom designs may belong to. */
export async function insertOwner(rows: Rows, kind: 'user' | 'guest'): Promise<string> {
  const id = randomUUID();
  await rows('INSERT INTO owners (id, kind) VALUES ($1, $2)', [id, kind]);
  if (kind === 'guest') await rows('INSERT INTO guests (id) VALUES ($1)', [id]);
  return id;
}

export async function previewRevisionOf(rows: Rows, designId: string): Promise<number | null | undefined> {
  const [found] = await rows<{ preview_revision: number | null }>(
    'SELECT preview_revision FROM saved_designs WHERE id = $1',
    [designId],
  );
  return found?.preview_revision;
}
