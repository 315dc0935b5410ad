import { type Fabric, fabricPattern } from './harness-drawing-fabric.ts';
import {
  angleAt,
  at,
  bandPath,
  type Curve,
  darken,
  edgeOf,
  lighten,
  linePath,
  luminance,
  mix,
  tenths,
} from './harness-drawing-shapes.ts';

/** Where the straps of a Y-harness lie on the dog: over the shoulder to the breastbone, behind the legs, under the belly. */
export const curves = {
  neck: [
    [458, 196],
    [486, 232],
    [532, 284],
    [573, 323],
  ],
  girth: [
    [390, 230],
    [380, 280],
    [382, 340],
    [394, 405],
  ],
  chest: [
    [571, 320],
    [565, 344],
    [552, 362],
    [530, 376],
  ],
  belly: [
    [510, 384],
    [470, 402],
    [430, 406],
    [392, 401],
  ],
  handle: [
    [318, 212],
    [332, 150],
    [404, 150],
    [420, 212],
  ],
} as const satisfies Record<string, Curve>;
export type StrapName = keyof typeof curves;

export const strapWidths: Record<StrapName, number> = { neck: 30, girth: 30, chest: 24, belly: 14, handle: 17 };
const names = Object.keys(curves) as StrapName[];

/** Along each strap its own pattern, so that the weave follows it. */
export function strapDefinitions(fabric: Fabric): string {
  return names
    .map((name) => {
      const curve: Curve = curves[name];
      const angle = angleAt(curve, 0.5);
      const [x, y] = at(curve, 0.5);
      const radians = (angle * Math.PI) / 180;
      // The tile's middle, 15 down, comes to lie on the middle of the strap.
      return fabricPattern(fabric, `weave-${name}`, [x + Math.sin(radians) * 15, y - Math.cos(radians) * 15], angle);
    })
    .join('');
}

export interface StrapLook {
  fabric: Fabric;
  reflective: boolean;
}

/** A strap with its thickness: shadow below, edge, weave, light along one side and shade along the other, two seams. */
export function drawStrap(name: StrapName, { fabric, reflective }: StrapLook): string {
  const curve: Curve = curves[name];
  const width = strapWidths[name];
  const edge = edgeOf(fabric.base);
  const seam = width / 2 - 4.2;
  const line = (distance: number, style: string) => `<path d="${linePath(curve, distance)}" fill="none" ${style}/>`;
  const parts = [
    `<g clip-path="url(#on-dog)"><path d="${bandPath(curve, width + 5)}" fill="#1b2430" opacity="0.22" transform="translate(2 4)"/></g>`,
    `<path d="${bandPath(curve, width)}" fill="url(#weave-${name})" stroke="${edge}" stroke-width="2" stroke-linejoin="round"/>`,
    line(-width * 0.22, `stroke="#ffffff" stroke-width="${tenths(width * 0.3)}" opacity="0.13"`),
    line(width * 0.34, `stroke="#000000" stroke-width="${tenths(width * 0.32)}" opacity="0.14"`),
  ];
  if (reflective && width > 14) parts.push(...[-1, 1].map((side) => drawReflex(curve, side * (width / 2 - 3.4))));
  else if (seam > 0) {
    const thread = `stroke="${threadOn(fabric)}" stroke-width="1.5" stroke-dasharray="4.5 3" opacity="0.95"`;
    parts.push(line(-seam, thread), line(seam, thread));
  }
  return `<g>${parts.join('')}</g>`;
}

/** Glass beads in a silver band: a light that is returned is brighter than the band. */
function drawReflex(curve: Curve, distance: number): string {
  const d = linePath(curve, distance);
  return [
    `<path d="${d}" fill="none" stroke="#66707c" stroke-width="6"/>`,
    `<path d="${d}" fill="none" stroke="#d9e2ea" stroke-width="4.6"/>`,
    `<path d="${d}" fill="none" stroke="#ffffff" stroke-width="2" stroke-dasharray="7 4"/>`,
  ].join('');
}

/** Seams are sewn a tone lighter or darker than the webbing. */
export function threadOn({ base, second, pattern }: Fabric): string {
  const ground = pattern === 'plain' ? base : mix(base, second, 0.3);
  return luminance(ground) < 0.2 ? lighten(base, 0.55) : darken(base, 0.5);
}
