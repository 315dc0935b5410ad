import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import { AppError } from './app-error.ts';

/** Turns an SVG of our own into a PNG. */
export type RenderPng = (svg: string) => Promise<Buffer>;

interface PngRendererOptions {
  /** Each keeps a core busy for a twentieth of a second. */
  concurrent: number;
  /** Beyond these, whoever asks is told to come back. */
  waiting: number;
}

/** The fonts of harness-drawing-fonts.ts, as files of npm packages. */
const fontFiles = [
  'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSerif-Bold.ttf',
  '@expo-google-fonts/kaushan-script/400Regular/KaushanScript_400Regular.ttf',
  '@expo-google-fonts/bungee/400Regular/Bungee_400Regular.ttf',
];

/**
 * Renders with the fonts that are shipped and no others, so that every machine makes the same picture.
 * @throws AppError `unavailable` when too many wait already.
 */
export function createPngRenderer({ concurrent, waiting }: PngRendererOptions): RenderPng {
  const resolve = createRequire(import.meta.url).resolve;
  const font = { loadSystemFonts: false, fontFiles: fontFiles.map((file) => resolve(file)) };
  const queue: (() => void)[] = [];
  let running = 0;

  async function takeTurn(): Promise<void> {
    if (running < concurrent) {
      running += 1;
      return;
    }
    if (queue.length >= waiting) throw new AppError('unavailable', 'Too many pictures are being made.');
    await new Promise<void>((go) => queue.push(go));
  }

  return async (svg) => {
    await takeTurn();
    try {
      return (await renderAsync(svg, { font: { ...font, defaultFontFamily: 'DejaVu Sans' } })).asPng();
    } finally {
      // The turn goes to who waits longest, or is given back.
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
