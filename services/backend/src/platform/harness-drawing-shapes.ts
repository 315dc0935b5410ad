/** Points, curves and colours: what the drawing of a harness is made of. Units are those of the picture, 800 by 600. */

export type Point = readonly [x: number, y: number];

/** A cubic Bézier curve: start, two handles, end. */
export type Curve = readonly [Point, Point, Point, Point];

const samples = 14;

/** Tenths are finer than a screen shows, and keep the picture small. */
export function tenths(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export function at([p0, p1, p2, p3]: Curve, t: number): Point {
  const blend = (axis: 0 | 1) =>
    (1 - t) ** 3 * p0[axis] + 3 * (1 - t) ** 2 * t * p1[axis] + 3 * (1 - t) * t ** 2 * p2[axis] + t ** 3 * p3[axis];
  return [blend(0), blend(1)];
}

/** Direction of the curve in degrees, clockwise from the x axis as SVG counts. */
export function angleAt(curve: Curve, t: number): number {
  const [before, after] = [at(curve, Math.max(0, t - 0.02)), at(curve, Math.min(1, t + 0.02))];
  return (Math.atan2(after[1] - before[1], after[0] - before[0]) * 180) / Math.PI;
}

/** Points beside the curve, at a distance to its right (negative: left) as one walks along it. */
function beside(curve: Curve, distance: number): Point[] {
  return Array.from({ length: samples + 1 }, (_, index) => {
    const [x, y] = at(curve, index / samples);
    const angle = (angleAt(curve, index / samples) * Math.PI) / 180;
    return [x - Math.sin(angle) * distance, y + Math.cos(angle) * distance];
  });
}

/** Path data of a line that runs beside the curve. */
export function linePath(curve: Curve, distance: number): string {
  return `M${joinPoints(beside(curve, distance))}`;
}

/** Path data of a band of this width along the curve. */
export function bandPath(curve: Curve, width: number): string {
  return `M${joinPoints([...beside(curve, -width / 2), ...beside(curve, width / 2).reverse()])}Z`;
}

function joinPoints(points: readonly Point[]): string {
  return points.map(([x, y]) => `${tenths(x)} ${tenths(y)}`).join('L');
}

type Rgb = readonly [number, number, number];

function parseHex(hex: string): Rgb {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16)) as unknown as Rgb;
}

/** `share` of the second colour in the first, both as #rrggbb. */
export function mix(first: string, second: string, share: number): string {
  const [a, b] = [parseHex(first), parseHex(second)];
  const parts = a.map((value, index) => Math.round(value * (1 - share) + (b[index] as number) * share));
  return `#${parts.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

export const darken = (color: string, share: number) => mix(color, '#000000', share);
export const lighten = (color: string, share: number) => mix(color, '#ffffff', share);

/** Relative luminance, 0 to 1 (WCAG 2.2). */
export function luminance(hex: string): number {
  const [r, g, b] = parseHex(hex).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** 1 (the same) to 21 (black on white), as WCAG 2.2 measures it. */
export function contrast(first: string, second: string): number {
  const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** How far apart two colours are, 0 (the same) to 441 (black and white): hues of one lightness differ as well. */
export function distance(first: string, second: string): number {
  const [a, b] = [parseHex(first), parseHex(second)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** A line around something of this colour that shows on it and on what is around it. */
export function edgeOf(color: string): string {
  return luminance(color) < 0.03 ? lighten(color, 0.28) : darken(color, 0.42);
}
