import { type DesignConfiguration, palette } from './design-configuration.ts';
import { type Fabric, fabricPattern } from './harness-drawing-fabric.ts';
import { type EmbroideryFont, measureText, splitByCoverage, typefaces } from './harness-drawing-fonts.ts';
import { contrast, darken, edgeOf, lighten, luminance, tenths } from './harness-drawing-shapes.ts';
import { threadOn } from './harness-drawing-straps.ts';

/** The padded panel on the dog's side, which carries the embroidery. */

const outline =
  'M274 205C334 211 404 212 452 202C472 200 484 212 489 230C494 252 492 276 484 296C480 306 472 311 461 311L290 306C274 305 264 298 261 284C256 258 258 228 274 205Z';
const inner =
  'M279 213C336 218 406 219 452 210C468 208 476 217 480 232C485 252 483 274 476 291C473 299 468 303 460 303L292 298C278 297 271 292 269 281C265 258 267 233 279 213Z';
const patch = { x: 275, y: 228, width: 201, height: 62 };
const textRoom = { width: 183, height: 40 };
const readableSize = 17;
/** Below this, thread and ground look the same from two metres away. */
const legibleContrast = 2.2;

export function panelDefinitions(fabric: Fabric, embroidery: DesignConfiguration['embroidery']): string {
  const parts = [
    fabricPattern(fabric, 'weave-panel', [262, 206], 0),
    '<linearGradient id="padding" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#ffffff" stop-opacity="0.2"/>',
    '<stop offset="0.45" stop-color="#ffffff" stop-opacity="0"/><stop offset="1" stop-color="#000000" stop-opacity="0.26"/></linearGradient>',
  ];
  if (embroidery) {
    const thread = palette[embroidery.color];
    const [lit, shaded] = [lighten(thread, 0.2), darken(thread, 0.16)];
    // Satin stitch: threads side by side, each with a lit and a shaded side.
    parts.push(
      '<pattern id="satin" patternUnits="userSpaceOnUse" width="2.4" height="2.4" patternTransform="rotate(24)">',
      `<rect width="2.4" height="2.4" fill="${thread}"/><rect width="2.4" height="0.7" fill="${lit}"/>`,
      `<rect y="1.6" width="2.4" height="0.8" fill="${shaded}"/></pattern>`,
    );
  }
  return parts.join('');
}

export function drawPanel(fabric: Fabric, embroidery: DesignConfiguration['embroidery'], reflective: boolean): string {
  const edge = edgeOf(fabric.base);
  const thread = threadOn(fabric);
  const seam = reflective
    ? `<path d="${inner}" fill="none" stroke="#66707c" stroke-width="6.4"/><path d="${inner}" fill="none" stroke="#d9e2ea" stroke-width="5"/>` +
      `<path d="${inner}" fill="none" stroke="#ffffff" stroke-width="2.2" stroke-dasharray="8 4.5"/>`
    : `<path d="${inner}" fill="none" stroke="${thread}" stroke-width="1.6" stroke-dasharray="5 3.2"/>`;
  return [
    `<path d="${outline}" fill="#1b2430" opacity="0.26" transform="translate(2 6)"/>`,
    `<path d="${outline}" fill="url(#weave-panel)" stroke="${edge}" stroke-width="2.6" stroke-linejoin="round"/>`,
    `<path d="${outline}" fill="url(#padding)"/>`,
    seam,
    embroidery ? drawPatch(fabric, embroidery) : drawQuilting(thread),
  ].join('');
}

/** Without a text the padding is held by a quilted seam. */
function drawQuilting(thread: string): string {
  const lines = 'M300 222L344 296M352 224L396 298M404 223L448 298M344 224L296 294M396 225L344 297M448 220L396 298';
  return `<path d="${lines}" fill="none" stroke="${thread}" stroke-width="1.5" stroke-dasharray="5 3.2" opacity="0.85"/>`;
}

function drawPatch(fabric: Fabric, embroidery: NonNullable<DesignConfiguration['embroidery']>): string {
  const { x, y, width, height } = patch;
  const ground = luminance(fabric.base) < 0.5 ? darken(fabric.base, 0.22) : darken(fabric.base, 0.06);
  const box = (inset: number) =>
    `x="${x + inset}" y="${y + inset}" width="${width - 2 * inset}" height="${height - 2 * inset}" rx="${12 - inset}"`;
  return [
    `<rect ${box(0)} fill="#000000" opacity="0.25" transform="translate(0 2.5)"/>`,
    `<rect ${box(0)} fill="${ground}" stroke="${edgeOf(ground)}" stroke-width="2"/>`,
    `<rect ${box(4)} fill="none" stroke="${threadOn({ ...fabric, pattern: 'plain' })}" stroke-width="1.3" stroke-dasharray="4 2.6"/>`,
    drawEmbroidery(embroidery, ground),
  ].join('');
}

/** The text as large as it fits, each piece held to the width reckoned with, whatever font is found for it. */
function drawEmbroidery({ text, font, color }: NonNullable<DesignConfiguration['embroidery']>, ground: string): string {
  const { size, squeeze, pieces } = layOutText(text, font);
  const thread = palette[color];
  const isLegible = contrast(thread, ground) >= legibleContrast;
  const outlineColor = isLegible ? darken(thread, 0.35) : contrastingEdge(thread);
  const edgeWidth = tenths(isLegible ? 0.9 : Math.max(1.6, size * 0.085));
  const baseline = tenths(patch.y + patch.height / 2 + size * 0.35);
  const total = pieces.reduce((sum, piece) => sum + piece.widthEm, 0) * size * squeeze;
  let x = patch.x + (patch.width - total) / 2;
  const placed = pieces.map((piece) => {
    const width = piece.widthEm * size * squeeze;
    const { families, weight } = typefaces[piece.font];
    const start = x;
    x += width;
    return [
      `<text x="${tenths(start)}" y="${baseline}" font-family="${families}" font-weight="${weight}"`,
      ` textLength="${tenths(width)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escapeXml(piece.text)}</text>`,
    ].join('');
  });
  const layer = (style: string) => `<g font-size="${tenths(size)}" ${style}>${placed.join('')}</g>`;
  return [
    layer('fill="#000000" opacity="0.35" transform="translate(0.8 1.6)"'),
    layer(`fill="none" stroke="${outlineColor}" stroke-width="${edgeWidth}" stroke-linejoin="round"`),
    layer('fill="url(#satin)"'),
  ].join('');
}

interface TextLayout {
  /** Of the font, in units of the picture. */
  size: number;
  /** 1, or less where letters are narrowed to stay readable. */
  squeeze: number;
  pieces: { text: string; font: EmbroideryFont; widthEm: number }[];
}

/** A long text is narrowed to five eighths before its letters become smaller than one can read. */
export function layOutText(text: string, font: EmbroideryFont): TextLayout {
  const sewn = text.normalize('NFC');
  // Letters of other scripts and symbols: only the sans has them.
  const split = font === 'sans' ? [{ text: sewn, covered: true }] : splitByCoverage(sewn);
  const pieces = split.map((piece) => {
    const used = piece.covered ? font : 'sans';
    return { text: piece.text, font: used, widthEm: measureText(piece.text, used) };
  });
  const widthEm = pieces.reduce((sum, piece) => sum + piece.widthEm, 0);
  const fitting = textRoom.width / widthEm;
  const size = Math.min(textRoom.height, Math.max(fitting, Math.min(readableSize, fitting * 1.6)));
  return { size, squeeze: Math.min(1, fitting / size), pieces };
}

/** Letters in the colour of their ground are sewn with an edge, or nobody could read them. */
function contrastingEdge(thread: string): string {
  return luminance(thread) < 0.2 ? lighten(thread, 0.62) : darken(thread, 0.6);
}

export function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
