import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../start/data-folder.ts';
import { readAutoscalerConfig } from './autoscaler-config.ts';
import { type Minute, parseDay } from './day.ts';
import { poolSizes, type Simulation, simulateDay } from './simulate.ts';

export const daySeed = 20_261_121;
export const dayFile = join(import.meta.dirname, 'day.csv');
export const pictureFile = join(repositoryRoot, 'docs', 'pictures', 'autoscaling-day.svg');

export function readDay(file: string = dayFile): Minute[] {
  return parseDay(readFileSync(file, 'utf8'));
}

/** The day against what fly-autoscaler/ says now. At three in the afternoon nobody exports the global gauges for a while. */
export function simulateRecordedDay(day: Minute[] = readDay()): Simulation {
  const at = 15 * 3_600;
  return simulateDay({
    day,
    server: readAutoscalerConfig(repositoryRoot, 'server'),
    worker: readAutoscalerConfig(repositoryRoot, 'worker'),
    gap: { from: at, to: at + 120 },
  });
}

/** Machine hours of a group, and what they would be if all its machines ran all day. */
export function machineHours({ minutes }: Simulation, group: 'servers' | 'workers'): { used: number; ofAll: number } {
  const size = group === 'servers' ? poolSizes.server : poolSizes.worker;
  const used = minutes.reduce((hours, minute) => hours + minute[group] / 60, 0);
  return { used: Math.round(used * 10) / 10, ofAll: size * 24 };
}
