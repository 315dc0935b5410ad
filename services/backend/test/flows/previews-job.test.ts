import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Storage } from '../../src/clients/storage.ts';
import { createEnqueue } from '../../src/jobs/enqueue.ts';
import { erasePreviews, renderPreview } from '../../src/modules/previews/previews.jobs.ts';
import { createPreviewsService } from '../../src/modules/previews/previews.service.ts';
import { insertDesign, insertOwner, previewRevisionOf, sampleConfiguration } from '../support/preview-rows.ts';
import { queueKinds, startService, type TestService } from '../support/service.ts';

const within = { timeout: 15_000, interval: 50 };
const env = { DATABASE_REPLICA_URL: '' };

/** The same service that the API has, without HTTP around it. */
function previewsOf({ server: { deps } }: TestService, storage: Storage = deps.storage) {
  const enqueue = createEnqueue(deps.queues);
  return createPreviewsService({
    ...deps,
    writer: deps.database.writer,
    storage,
    enqueueRender: deps.backend && ((ref) => enqueue('render-preview', [ref])),
  });
}
const readsOf = ({ server }: TestService) => server.deps.router.readsAt(undefined);
const keyOf = (id: string, revision = 1) => `previews/${id}/${revision}.png`;

describe.each(queueKinds.filter((kind) => kind !== 'inline'))('queue %s', (queue) => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ queue, env });
  });
  afterAll(() => service?.stop());

  test('the PNG of a design is made by a worker when its SVG is looked at', async () => {
    const owner = await insertOwner(service.rows, 'user');
    const id = await insertDesign(service.rows, owner);
    await previewsOf(service).getDesignPreviewSvg(await readsOf(service), owner, id);
    await expect.poll(() => previewRevisionOf(service.rows, id), within).toBe(1);
    const stored = await service.server.deps.storage.get(keyOf(id));
    expect(stored?.length).toBeGreaterThan(10_000);
  });

  test('one revision is queued once however often it is looked at, and not when it is there', async () => {
    const owner = await insertOwner(service.rows, 'user');
    const id = await insertDesign(service.rows, owner);
    const { deps } = service.server;
    const queued: unknown[] = [];
    const previews = createPreviewsService({
      ...deps,
      writer: deps.database.writer,
      enqueueRender: async (ref) => void queued.push(ref),
    });
    const look = async () => previews.getDesignPreviewSvg(await readsOf(service), owner, id);
    await look();
    await look();
    expect(queued).toEqual([{ designId: id, revision: 1 }]);
    await service.rows('UPDATE saved_designs SET revision = 2, preview_revision = 2 WHERE id = $1', [id]);
    await look();
    expect(queued).toHaveLength(1);
  });

  test('a queue that is away keeps nobody from the picture', async () => {
    const owner = await insertOwner(service.rows, 'user');
    const id = await insertDesign(service.rows, owner);
    const { deps } = service.server;
    const previews = createPreviewsService({
      ...deps,
      writer: deps.database.writer,
      enqueueRender: () => Promise.reject(new Error('away')),
    });
    const picture = await previews.getDesignPreviewSvg(await readsOf(service), owner, id);
    expect(await picture.draw()).toContain('<svg');
  });
});

describe('without a worker', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ queue: 'postgres', workers: 0, env });
  });
  afterAll(() => service?.stop());

  test('a job that never runs is made up for when the PNG is asked for', async () => {
    const owner = await insertOwner(service.rows, 'user');
    const id = await insertDesign(service.rows, owner);
    const previews = previewsOf(service);
    await previews.requestPreview({ designId: id, revision: 1 });
    await sleep(300);
    expect(await previewRevisionOf(service.rows, id)).toBeNull();
    const picture = await previews.getDesignPreviewPng(await readsOf(service), owner, id);
    expect((await picture.draw()).length).toBeGreaterThan(10_000);
    expect(await previewRevisionOf(service.rows, id)).toBe(1);
  });
});

describe('the job', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ env });
  });
  afterAll(() => service?.stop());

  const depsWith = (storage: Partial<Storage> = {}) => {
    const { deps } = service.server;
    return { ...deps, writer: deps.database.writer, storage: { ...deps.storage, ...storage } };
  };

  test('may run twice, stores once, and never goes back to an older revision', async () => {
    const owner = await insertOwner(service.rows, 'user');
    const id = await insertDesign(service.rows, owner, [sampleConfiguration, sampleConfiguration]);
    let puts = 0;
    const counting = depsWith({
      put(...args) {
        puts += 1;
        return service.server.deps.storage.put(...args);
      },
    });
    await renderPreview(counting, { designId: id, revision: 2 });
    await renderPreview(counting, { designId: id, revision: 2 });
    expect([puts, await previewRevisionOf(service.rows, id)]).toEqual([1, 2]);
    await renderPreview(counting, { designId: id, revision: 1 });
    expect([puts, await previewRevisionOf(service.rows, id)]).toEqual([2, 2]);
  });

  test('notes a picture that was stored by one that died before noting it', async () => {
    const id = await insertDesign(service.rows, await insertOwner(service.rows, 'user'));
    await service.server.deps.storage.put(keyOf(id), Buffer.from('stored'), 'image/png');
    await renderPreview(depsWith(), { designId: id, revision: 1 });
    expect(await previewRevisionOf(service.rows, id)).toBe(1);
    expect(Buffer.from((await service.server.deps.storage.get(keyOf(id))) ?? []).toString()).toBe('stored');
  });

  test('makes nothing of a design or a revision that is not there', async () => {
    const id = await insertDesign(service.rows, await insertOwner(service.rows, 'user'));
    const gone = randomUUID();
    await renderPreview(depsWith(), { designId: gone, revision: 1 });
    await renderPreview(depsWith(), { designId: id, revision: 9 });
    expect(await service.server.deps.storage.get(keyOf(gone))).toBeUndefined();
    expect(await service.server.deps.storage.get(keyOf(id, 9))).toBeUndefined();
  });

  test('leaves nothing of a design that is erased while it is drawn', async () => {
    const id = await insertDesign(service.rows, await insertOwner(service.rows, 'user'));
    const erasing = depsWith({
      async put(...args) {
        await service.rows('DELETE FROM saved_designs WHERE id = $1', [id]);
        await service.server.deps.storage.put(...args);
      },
    });
    await renderPreview(erasing, { designId: id, revision: 1 });
    expect(await service.server.deps.storage.get(keyOf(id))).toBeUndefined();
  });

  test('deletes the pictures of designs that are gone, also with their owner, once the storage is there', async () => {
    const owner = await insertOwner(service.rows, 'guest');
    const ids = await Promise.all([1, 2].map(() => insertDesign(service.rows, owner)));
    const kept = await insertDesign(service.rows, await insertOwner(service.rows, 'user'));
    const { storage } = service.server.deps;
    for (const id of [...ids, kept]) await renderPreview(depsWith(), { designId: id, revision: 1 });
    const stored = async () =>
      (await Promise.all([...ids, kept].map((id) => storage.get(keyOf(id))))).map((png) => png !== undefined);
    await service.rows('DELETE FROM owners WHERE id = $1', [owner]);
    const { signal } = new AbortController();

    await erasePreviews(depsWith(), signal);
    expect(await stored()).toEqual([true, true, true]);

    await service.rows(`UPDATE erased_designs SET erased_at = now() - interval '61 seconds'`);
    const away = depsWith({ delete: () => Promise.reject(new Error('away')) });
    await expect(erasePreviews(away, signal)).rejects.toThrow('away');
    await erasePreviews(depsWith(), signal);
    expect(await stored()).toEqual([false, false, true]);
    expect(await service.rows('SELECT id FROM erased_designs')).toEqual([]);
  });

  test('fails while the storage is away, so that the queue tries again', async () => {
    const id = await insertDesign(service.rows, await insertOwner(service.rows, 'user'));
    const away = depsWith({ get: () => Promise.reject(new Error('away')) });
    await expect(renderPreview(away, { designId: id, revision: 1 })).rejects.toThrow('away');
    expect(await previewRevisionOf(service.rows, id)).toBeNull();
  });
});
