import { minutesOfDay } from './day.ts';
import type { Simulation } from './simulate.ts';

interface Panel {
  title: string;
  /** Drawn as an area, on the scale at the left. */
  load: { name: string; values: number[] };
  /** Drawn as steps, on the scale at the right. */
  machines: { name: string; values: number[]; size: number };
}

const width = 960;
const panelHeight = 220;
const margin = { left: 64, right: 48, top: 48, bottom: 28, between: 80 };
const colours = { load: '#9db4c0', machines: '#c1440e', text: '#2b2d2f', grid: '#d9dee1' };
const plotWidth = width - margin.left - margin.right;

/** Machines against load over the day, as an SVG: one panel for servers, one for workers. The same input, the same bytes. */
export function plotDay({ minutes }: Simulation, sizes: { server: number; worker: number }): string {
  const column = (name: keyof (typeof minutes)[number]) => minutes.map((minute) => minute[name]);
  const panels: Panel[] = [
    {
      title: 'Servers, by load',
      load: { name: 'requests per second', values: column('requestsPerSecond') },
      machines: { name: 'servers', values: column('servers'), size: sizes.server },
    },
    {
      title: 'Workers, by what waits and for how long',
      load: { name: 'deliveries that wait', values: column('pendingDeliveries') },
      machines: { name: 'workers', values: column('workers'), size: sizes.worker },
    },
  ];
  const height = margin.top + panels.length * (panelHeight + margin.between) + margin.bottom - margin.between;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="${colours.text}">`,
    '<title>A simulated day: machines against load</title>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...panels.flatMap((panel, index) => drawPanel(panel, margin.top + index * (panelHeight + margin.between))),
    '</svg>',
    '',
  ].join('\n');
}

function drawPanel({ title, load, machines }: Panel, top: number): string[] {
  const bottom = top + panelHeight;
  const ceiling = niceCeiling(Math.max(...load.values));
  const x = (minute: number) => fixed(margin.left + (minute / minutesOfDay) * plotWidth);
  const y = (value: number, of: number) => fixed(bottom - (value / of) * panelHeight);
  const area = load.values.map((value, minute) => `L${x(minute)} ${y(value, ceiling)}`).join('');
  const steps = machines.values
    .map((value, minute) => (value === machines.values[minute - 1] ? '' : `H${x(minute)}V${y(value, machines.size)}`))
    .join('');
  const first = `M${x(0)} ${y(machines.values[0] ?? 0, machines.size)}`;
  return [
    `<text x="${margin.left}" y="${top - 26}" font-size="15" font-weight="bold">${title}</text>`,
    `<text x="${margin.left}" y="${top - 9}" fill="#5b7683">${load.name} (area, left)</text>`,
    `<text x="${width - margin.right}" y="${top - 9}" text-anchor="end" fill="${colours.machines}">${machines.name} (line, right)</text>`,
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((part) => [
      `<path d="M${margin.left} ${y(part, 1)}H${width - margin.right}" stroke="${colours.grid}"/>`,
      `<text x="${margin.left - 8}" y="${y(part, 1)}" dy="4" text-anchor="end">${groupThousands(part * ceiling)}</text>`,
    ]),
    ...Array.from({ length: machines.size + 1 }, (_, count) => count)
      .filter((count) => count % 2 === 0)
      .map((count) => `<text x="${width - margin.right + 8}" y="${y(count, machines.size)}" dy="4">${count}</text>`),
    ...[0, 3, 6, 9, 12, 15, 18, 21, 24].map(
      (hour) =>
        `<text x="${x(hour * 60)}" y="${bottom + 18}" text-anchor="middle">${String(hour).padStart(2, '0')}:00</text>`,
    ),
    `<path d="M${x(0)} ${bottom}${area}L${x(load.values.length)} ${bottom}Z" fill="${colours.load}"/>`,
    `<path d="${first}${steps}H${x(machines.values.length)}" fill="none" stroke="${colours.machines}" stroke-width="2"/>`,
  ];
}

/** The next of 1, 2, 4, 5, 10, 20, ... so that quarters of it are readable. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return ([1, 2, 4, 5, 10].find((factor) => factor * power >= value) ?? 10) * power;
}

function groupThousands(value: number): string {
  return Math.round(value)
    .toString()
    .replaceAll(/\B(?=(\d{3})+$)/g, ' ');
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
