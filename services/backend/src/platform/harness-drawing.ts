import type { DesignConfiguration } from './design-configuration.ts';
import { accessoryDefinitions, drawBowTie, drawHandle, drawIdTag, ledLight } from './harness-drawing-accessories.ts';
import { dog, dogDefinitions, dogForeleg } from './harness-drawing-dog.ts';
import { fabricOf } from './harness-drawing-fabric.ts';
import {
  drawBuckle,
  drawFrontRing,
  drawLeashRing,
  drawSlider,
  metalDefinitions,
  metals,
} from './harness-drawing-hardware.ts';
import { drawLabel } from './harness-drawing-label.ts';
import { drawPanel, panelDefinitions } from './harness-drawing-panel.ts';
import { drawStrap, strapDefinitions } from './harness-drawing-straps.ts';

/** Counts up when the same configuration is drawn differently than before. */
export const drawingVersion = 1;

export const pictureSize = { width: 800, height: 600 } as const;

/**
 * The designed harness on a dog, as an SVG of 800 by 600 without scripts and without references to anything outside.
 * The same configuration always gives the same text.
 */
export function drawHarness(configuration: DesignConfiguration): string {
  const { fit, strap, hardware, embroidery, accessories } = configuration;
  const fabric = fabricOf(strap);
  const metal = metals[hardware];
  const has = (name: (typeof accessories)[number]) => accessories.includes(name);
  const look = { fabric, reflective: has('reflective-trim') };
  const { width, height } = pictureSize;

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    '<title>Custom dog harness</title>',
    '<defs>',
    '<radialGradient id="room" cx="0.45" cy="0.4" r="0.8"><stop offset="0" stop-color="#fdfcf9"/><stop offset="1" stop-color="#e3e6ea"/></radialGradient>',
    dogDefinitions,
    metalDefinitions(metal),
    strapDefinitions(fabric),
    panelDefinitions(fabric, embroidery),
    accessoryDefinitions(accessories, fabric),
    '</defs>',
    `<rect width="${width}" height="${height}" fill="url(#room)"/>`,
    has('handle') ? drawHandle(look) : '',
    dog,
    drawStrap('chest', look),
    drawStrap('belly', look),
    dogForeleg,
    drawStrap('girth', look),
    drawStrap('neck', look),
    drawPanel(fabric, embroidery, look.reflective),
    drawLeashRing(metal),
    drawBuckle(metal),
    drawSlider(metal),
    drawFrontRing(metal),
    has('id-tag') ? drawIdTag(metal) : '',
    has('bow-tie') ? drawBowTie(fabric) : '',
    has('led-light') ? ledLight : '',
    drawLabel(fit),
    '</svg>',
  ].join('');
}
