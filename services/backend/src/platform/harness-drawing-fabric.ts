import { type DesignConfiguration, palette } from './design-configuration.ts';
import { darken, distance, lighten, luminance, tenths } from './harness-drawing-shapes.ts';

/** The webbing that straps, panel and bow tie are made of. */
export interface Fabric {
  base: string;
  /** What is woven into it. */
  second: string;
  pattern: DesignConfiguration['strap']['pattern'];
}

/** Nearer than this, two colours cannot be told apart in a pattern. */
const visibleDistance = 45;

export function fabricOf({ color, pattern, patternColor }: DesignConfiguration['strap']): Fabric {
  const base = palette[color];
  const wanted = palette[patternColor];
  const toneOnTone = luminance(base) < 0.25 ? lighten(base, 0.3) : darken(base, 0.24);
  return { base, second: distance(base, wanted) < visibleDistance ? toneOnTone : wanted, pattern };
}

/** An SVG pattern of the fabric whose threads run in this direction from this point: straps are cut along the weave. */
export function fabricPattern(fabric: Fabric, id: string, origin: readonly [number, number], degrees: number): string {
  const { width, height, weave, turn = 0 } = tileOf(fabric);
  const transform = `translate(${tenths(origin[0])} ${tenths(origin[1])}) rotate(${tenths(degrees + turn)})`;
  return [
    `<pattern id="${id}" patternUnits="userSpaceOnUse" width="${width}" height="${height}" patternTransform="${transform}">`,
    `<rect width="${width}" height="${height}" fill="${fabric.base}"/>${weave}</pattern>`,
  ].join('');
}

interface Tile {
  width: number;
  height: number;
  weave: string;
  turn?: number;
}

/** The tile's middle lies on the middle of a strap: straps are 30 wide. */
function tileOf({ base, second, pattern }: Fabric): Tile {
  switch (pattern) {
    case 'plain':
      return { width: 8, height: 8, weave: '' };
    case 'stripes':
      return { width: 20, height: 20, weave: `<rect width="9" height="20" fill="${second}"/>`, turn: 45 };
    case 'dots': {
      const dots = [
        [0, 0],
        [16, 0],
        [0, 16],
        [16, 16],
        [8, 8],
      ].map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3.3"/>`);
      return { width: 16, height: 16, weave: `<g fill="${second}">${dots.join('')}</g>` };
    }
    case 'chevron': {
      const angle = (x: number) => `M${x} -2L${x + 12} 15L${x} 32`;
      const path = [-20, 0, 20].map(angle).join('');
      return {
        width: 20,
        height: 30,
        weave: `<path d="${path}" fill="none" stroke="${second}" stroke-width="7.5"/>`,
      };
    }
    case 'tartan':
      return { width: 30, height: 30, weave: tartanWeave(base, second) };
  }
}

/** Broad bands cross and add up where they meet; a fine line of each tone runs between them. */
function tartanWeave(base: string, second: string): string {
  const band = `fill="${second}" opacity="0.6"`;
  const dark = darken(base, 0.45);
  const light = lighten(second, 0.45);
  return [
    `<rect y="8" width="30" height="13" ${band}/><rect x="8" width="13" height="30" ${band}/>`,
    `<path d="M0 5.5H30M0 23.5H30M5.5 0V30M23.5 0V30" stroke="${dark}" stroke-width="1.6" opacity="0.7"/>`,
    `<path d="M0 14.5H30M14.5 0V30" stroke="${light}" stroke-width="1.8" opacity="0.85"/>`,
  ].join('');
}
