import { LRUCache } from 'lru-cache';
import type { Storage } from '../../clients/storage.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import { maskContacts } from '../../platform/contact-masking.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Writer } from '../../platform/db.ts';
import type { DesignConfiguration } from '../../platform/design-configuration.ts';
import { drawHarness, drawingVersion } from '../../platform/harness-drawing.ts';
import type { Log } from '../../platform/log.ts';
import type { RenderPng } from '../../platform/png.ts';
import type { Reads } from '../../platform/read-router.ts';
import { createPngStore, keyOf } from './previews.jobs.ts';
import { type Drawable, findOwnDrawable, findSharedDrawable } from './previews.reads.ts';
import type { PreviewRef } from './previews.schemas.ts';

export interface PreviewsDeps {
  writer: Writer;
  storage: Storage;
  renderPng: RenderPng;
  clock: Clock;
  log: Log;
  /** Undefined where there is no queue: a PNG is then made when it is asked for. */
  enqueueRender: ((ref: PreviewRef) => Promise<void>) | undefined;
}

/** A picture that is not drawn before somebody wants it: who has it already gets none. */
export interface Picture<Content> {
  /** The same for the same picture. */
  tag: string;
  /** How long it may be shown; undefined where that has no end. */
  secondsLeft: number | undefined;
  draw(): Promise<Content>;
}

export type PreviewsService = ReturnType<typeof createPreviewsService>;

/** How long a revision that was asked for is not asked for again. */
const askedAgainAfterMs = 60_000;

/** Every function throws AppError `not_found` for what is not there, not the owner's, or no longer shared. */
export function createPreviewsService(deps: PreviewsDeps) {
  const { log, enqueueRender } = deps;
  const store = createPngStore(deps);
  const asked = new LRUCache<string, true>({ max: 10_000, ttl: askedAgainAfterMs });

  /** Has the PNG made before somebody asks for it. A failure costs only time: it is made when asked for. */
  async function requestPreview(ref: PreviewRef): Promise<void> {
    const key = keyOf(ref, 'own');
    if (!enqueueRender || asked.has(key)) return;
    asked.set(key, true);
    await enqueueRender(ref).catch((error: unknown) => {
      log.warn({ err: error, designId: ref.designId }, 'a preview could not be queued; it is made when asked for');
    });
  }

  async function requireOwn(reads: Reads, ownerId: string, designId: string, revision: number | undefined) {
    const found = await findOwnDrawable(reads.models, ownerId, designId, revision);
    if (!found) throw new AppError('not_found', 'You have no such design, or it has no such revision.');
    return found;
  }

  /** Links show the newest revision; naming another, older or not, finds nothing. */
  async function requireShared(reads: Reads, token: string, revision: number | undefined) {
    const now = deps.clock.now();
    const found = await findSharedDrawable(reads.models, token, now);
    if (!found || (revision !== undefined && revision !== found.revision)) {
      throw new AppError('not_found', 'This link shows no design, or no longer.');
    }
    const configuration = maskForStrangers(found.configuration);
    const variant = configuration === found.configuration ? ('own' as const) : ('shared' as const);
    const secondsLeft = Math.floor((found.expiresAt.getTime() - now.getTime()) / 1_000);
    return { drawable: { ...found, configuration }, variant, secondsLeft };
  }

  return {
    requestPreview,

    async getDesignPreviewSvg(reads: Reads, ownerId: string, id: string, revision?: number): Promise<Picture<string>> {
      const found = await requireOwn(reads, ownerId, id, revision);
      if (!found.hasPng) await requestPreview({ designId: id, revision: found.revision });
      return { tag: tagOf(found), secondsLeft: undefined, draw: async () => drawHarness(found.configuration) };
    },
    async getDesignPreviewPng(
      reads: Reads,
      ownerId: string,
      id: string,
      revision?: number,
    ): Promise<Picture<Uint8Array>> {
      const found = await requireOwn(reads, ownerId, id, revision);
      return { tag: tagOf(found), secondsLeft: undefined, draw: () => store.getOrMake(found, 'own') };
    },
    async getSharedDesignPreviewSvg(reads: Reads, token: string, revision?: number): Promise<Picture<string>> {
      const { drawable, secondsLeft } = await requireShared(reads, token, revision);
      const draw = async () => drawHarness(drawable.configuration);
      return { tag: tagOf(drawable), secondsLeft, draw };
    },
    async getSharedDesignPreviewPng(reads: Reads, token: string, revision?: number): Promise<Picture<Uint8Array>> {
      const { drawable, variant, secondsLeft } = await requireShared(reads, token, revision);
      return { tag: tagOf(drawable), secondsLeft, draw: () => store.getOrMake(drawable, variant) };
    },
  };
}

/** A phone number on a harness is for who finds the animal. The same object when there is nothing to hide. */
function maskForStrangers(configuration: DesignConfiguration): DesignConfiguration {
  const { embroidery } = configuration;
  const text = embroidery && maskContacts(embroidery.text);
  return text === null || text === embroidery?.text
    ? configuration
    : { ...configuration, embroidery: embroidery && { ...embroidery, text } };
}

/** Of what is drawn, not of the revision: another name makes no other picture, and links tell no revisions. */
function tagOf({ configuration }: Drawable): string {
  return sha256(`${drawingVersion} ${JSON.stringify(configuration)}`)
    .toString('base64url')
    .slice(0, 27);
}
