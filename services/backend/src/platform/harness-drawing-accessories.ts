import type { DesignConfiguration } from './design-configuration.ts';
import { type Fabric, fabricPattern } from './harness-drawing-fabric.ts';
import { drawRod, type metals } from './harness-drawing-hardware.ts';
import { bandPath, edgeOf } from './harness-drawing-shapes.ts';
import { drawStrap, type StrapLook, strapWidths, threadOn } from './harness-drawing-straps.ts';

type Metal = (typeof metals)[keyof typeof metals];
type Accessory = DesignConfiguration['accessories'][number];

/** What the pictures of accessories refer to; only of those that are there. */
export function accessoryDefinitions(accessories: readonly Accessory[], fabric: Fabric): string {
  const parts: string[] = [];
  if (accessories.includes('led-light')) {
    parts.push(
      '<radialGradient id="glow"><stop offset="0" stop-color="#ff3b30" stop-opacity="0.95"/>',
      '<stop offset="0.35" stop-color="#ff5a3c" stop-opacity="0.45"/><stop offset="1" stop-color="#ff5a3c" stop-opacity="0"/></radialGradient>',
      '<radialGradient id="lens"><stop offset="0" stop-color="#ffffff"/><stop offset="0.45" stop-color="#ffd9d2"/>',
      '<stop offset="1" stop-color="#ff3b30"/></radialGradient>',
    );
  }
  if (accessories.includes('bow-tie')) parts.push(fabricPattern(fabric, 'weave-bow', [0, 0], 0));
  return parts.join('');
}

/** The handle for lifting the dog: a loop with a padded grip, behind the panel. */
export function drawHandle(look: StrapLook): string {
  const grip = bandPath(gripCurve, strapWidths.handle + 7);
  const edge = edgeOf(look.fabric.base);
  return [
    drawStrap('handle', { ...look, reflective: false }),
    `<path d="${grip}" fill="${look.fabric.base}" stroke="${edge}" stroke-width="2" stroke-linejoin="round"/>`,
    `<path d="${grip}" fill="#000000" opacity="0.2"/>`,
    `<path d="M343 172V158M357 168V153M369 167V152M381 168V153M395 172V158" stroke="${threadOn(look.fabric)}" stroke-width="1.5" stroke-dasharray="3 2" opacity="0.9"/>`,
  ].join('');
}

const gripCurve = [
  [341, 174],
  [355, 161],
  [383, 161],
  [397, 174],
] as const;

/** A clip-on light at the back of the panel, switched on. */
export const ledLight = [
  '<circle cx="262" cy="222" r="62" fill="url(#glow)"/>',
  '<path d="M222 190L206 178M212 222L192 220M216 254L198 262" stroke="#ff6a4d" stroke-width="4" stroke-linecap="round" opacity="0.75"/>',
  '<rect x="252" y="208" width="36" height="36" rx="11" fill="#20242a" stroke="#000000" stroke-width="1.6"/>',
  '<circle cx="270" cy="226" r="12.5" fill="url(#lens)" stroke="#7c0d08" stroke-width="1.4"/>',
  '<path d="M263 221C265 217 269 215 273 216" fill="none" stroke="#ffffff" stroke-width="2.4" stroke-linecap="round"/>',
].join('');

/** An engraved disc that hangs from the front ring. */
export function drawIdTag(metal: Metal): string {
  return [
    drawRod('M573 336A7 7 0 1 1 572.9 336Z', metal, 2.6),
    '<circle cx="577" cy="373" r="22" fill="#1b2430" opacity="0.28"/>',
    `<circle cx="575" cy="370" r="22" fill="url(#metal)" stroke="${metal.edge}" stroke-width="2"/>`,
    `<circle cx="575" cy="370" r="17.5" fill="none" stroke="${metal.edge}" stroke-width="1" opacity="0.6"/>`,
    `<g fill="${metal.edge}" opacity="0.85"><ellipse cx="575" cy="375.5" rx="6.6" ry="5.4"/><circle cx="566.5" cy="369" r="2.7"/>`,
    '<circle cx="571.5" cy="363" r="2.9"/><circle cx="578.5" cy="363" r="2.9"/><circle cx="583.5" cy="369" r="2.7"/></g>',
  ].join('');
}

/** A bow of the same webbing, tied to the neck strap. */
export function drawBowTie(fabric: Fabric): string {
  const edge = edgeOf(fabric.base);
  const wing = 'M0 -4C-12 -20 -30 -28 -44 -25C-50 -10 -50 10 -44 25C-30 28 -12 20 0 4Z';
  const fold = 'M-6 -3C-16 -8 -26 -11 -36 -11M-6 3C-16 8 -26 11 -36 11';
  const side = (mirrored: boolean) => {
    const flip = mirrored ? ' transform="scale(-1 1)"' : '';
    return [
      `<g${flip}><path d="${wing}" fill="url(#weave-bow)" stroke="${edge}" stroke-width="2.2" stroke-linejoin="round"/>`,
      `<path d="M0 4C-12 20 -30 28 -44 25C-47 18 -48 9 -48 2C-34 8 -14 6 0 0Z" fill="#000000" opacity="0.16"/>`,
      `<path d="${fold}" fill="none" stroke="${edge}" stroke-width="1.8" stroke-linecap="round" opacity="0.8"/></g>`,
    ].join('');
  };
  return [
    '<g transform="translate(549 283) rotate(-14)">',
    `<path d="${wing}M0 4C12 20 30 28 44 25C50 10 50 -10 44 -25C30 -28 12 -20 0 -4Z" fill="#1b2430" opacity="0.3" transform="translate(2 5)"/>`,
    side(false),
    side(true),
    `<rect x="-10" y="-12" width="20" height="24" rx="7" fill="${fabric.base}" stroke="${edge}" stroke-width="2.2"/>`,
    '<rect x="-7" y="-10" width="6" height="20" rx="3" fill="#ffffff" opacity="0.2"/></g>',
  ].join('');
}
