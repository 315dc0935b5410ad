import { drawHarness } from '../../platform/harness-drawing.ts';
import { type Drawable, findDrawable } from './previews.reads.ts';
import type { PreviewRef } from './previews.schemas.ts';
import type { PreviewsDeps } from './previews.service.ts';
import { forgetErasedDesign, listErasedDesigns, markRendered } from './previews.writes.ts';

type PngDeps = Pick<PreviewsDeps, 'writer' | 'storage' | 'renderPng' | 'log'>;

/** `shared` where strangers must not see what the owner sees. */
export type Variant = 'own' | 'shared';

const contentType = 'image/png';

export function keyOf({ designId, revision }: PreviewRef, variant: Variant): string {
  return `${folderOf(designId)}${revision}${variant === 'shared' ? '-shared' : ''}.png`;
}

function folderOf(designId: string): string {
  return `previews/${designId}/`;
}

/** The PNGs of designs: stored once each, and made again when they are lost. */
export function createPngStore(deps: PngDeps) {
  const { storage, renderPng, log } = deps;
  const making = new Map<string, Promise<Uint8Array>>();

  /** Those who ask for one picture at one time wait for one rendering. */
  function makeOnce(drawable: Drawable, key: string): Promise<Uint8Array> {
    const running = making.get(key);
    if (running) return running;
    const made = renderPng(drawHarness(drawable.configuration)).finally(() => making.delete(key));
    making.set(key, made);
    return made;
  }

  return {
    /** Answers also while the storage is away; what could not be stored is made again the next time. */
    async getOrMake(drawable: Drawable, variant: Variant): Promise<Uint8Array> {
      const key = keyOf(drawable, variant);
      const warn = (error: unknown) => log.warn({ err: error, key }, 'the storage of previews does not answer');
      let isAway = false;
      const stored = await storage.get(key).catch((error: unknown) => {
        isAway = true;
        warn(error);
        return undefined;
      });
      if (stored) return stored;
      const png = await makeOnce(drawable, key);
      if (!isAway) await keepPng(deps, drawable, { key, png, variant }).catch(warn);
      return png;
    },
  };
}

/**
 * The job `render-preview`. Does nothing when the picture is there or the design gone, so that it may run twice.
 * @throws Error when the storage or the database is away: the queue tries again.
 */
export async function renderPreview(deps: PngDeps, ref: PreviewRef): Promise<void> {
  const drawable = await findDrawable(deps.writer, ref);
  if (!drawable) return;
  const key = keyOf(ref, 'own');
  if (await deps.storage.get(key)) {
    await markRendered(deps.writer, ref);
    return;
  }
  await keepPng(deps, ref, { key, png: await deps.renderPng(drawHarness(drawable.configuration)), variant: 'own' });
}

/** One that was being drawn when its design was erased is stored by then. */
const erasedAfterMs = 60_000;
const eraseBatch = 100;

/**
 * The job `erase-previews`. What is embroidered may be personal, so pictures go with their design; when the storage is
 * away, the rows remain and the next run goes on.
 */
export async function erasePreviews(
  deps: Pick<PreviewsDeps, 'writer' | 'storage' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const before = new Date(deps.clock.now().getTime() - erasedAfterMs);
    const ids = await listErasedDesigns(deps.writer, before, eraseBatch);
    for (const id of ids) {
      if (signal.aborted) return;
      await deps.storage.delete(folderOf(id));
      await forgetErasedDesign(deps.writer, id);
    }
    if (ids.length < eraseBatch) return;
  }
}

async function keepPng(
  { writer, storage }: PngDeps,
  { designId, revision }: PreviewRef,
  { key, png, variant }: { key: string; png: Uint8Array; variant: Variant },
): Promise<void> {
  await storage.put(key, png, contentType);
  const isKnown =
    variant === 'own'
      ? await markRendered(writer, { designId, revision })
      : (await writer.savedDesign.count({ where: { id: designId } })) > 0;
  // Erased while it was drawn: what is embroidered may be personal, so nothing of it stays.
  if (!isKnown) await storage.delete(folderOf(designId));
}
