import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { type AutoscalerConfig, readAutoscalerConfig } from '../../dev/autoscaling/autoscaler-config.ts';
import { makeDay, renderDay } from '../../dev/autoscaling/day.ts';
import { plotDay } from '../../dev/autoscaling/plot.ts';
import {
  dayFile,
  daySeed,
  machineHours,
  pictureFile,
  readDay,
  simulateRecordedDay,
} from '../../dev/autoscaling/recorded-day.ts';
import { poolSizes, type SimulatedMinute, simulateDay } from '../../dev/autoscaling/simulate.ts';
import { jobContracts } from '../../src/jobs/queues.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { readSources, repositoryRoot } from './source-files.ts';

const server = readAutoscalerConfig(repositoryRoot, 'server');
const worker = readAutoscalerConfig(repositoryRoot, 'worker');

const metricNames = (config: AutoscalerConfig) => config.metrics.flatMap(({ query }) => query.metrics);
const textOf = (group: string) => readFileSync(join(repositoryRoot, 'fly-autoscaler', `${group}.yml`), 'utf8');

describe('fly-autoscaler/', () => {
  it('asks for metrics that the service exports', async () => {
    const exported = (await createMetrics().registry.getMetricsAsJSON()).map(({ name }) => name);
    for (const name of [...metricNames(server), ...metricNames(worker)]) {
      expect(exported).toContain(name.replace(/_(sum|count|bucket)$/, ''));
    }
  });

  it('adds up what each process exports, and never what is one for the whole installation', () => {
    const text = textOf('worker');
    expect(metricNames(worker).every((name) => name.endsWith('_global'))).toBe(true);
    expect(metricNames(server).some((name) => name.endsWith('_global'))).toBe(false);
    // A sum of such gauges is over queues and states, of each of which max() has left one.
    expect(text.match(/\bsum\((?!max by \(queue, state\))/g)).toBeNull();
  });

  it('leaves probes and scrapes out by the names that they have', () => {
    const routes = readSources('src').find(({ path }) => path === 'src/http/ops.routes.ts')?.text ?? '';
    const names = [...routes.matchAll(/operationId: '(\w+)'/g)].map(([, name]) => name);
    expect(names).toHaveLength(4);
    const excluded = [...textOf('server').matchAll(/operation!~"([^"]+)"/g)].map(([, list]) => list);
    expect(new Set(excluded)).toEqual(new Set([names.join('|')]));
  });

  it('knows the queue that deliveries go through', () => {
    expect(textOf('worker')).toContain(`queue!="${jobContracts['process-deliveries'].queue}"`);
  });

  it('scales the groups of the production app, within the machines that are made for them', () => {
    const app = parse(readFileSync(join(repositoryRoot, 'fly.prod.toml'), 'utf8'));
    for (const config of [server, worker]) {
      expect(config.app).toBe(app['app']);
      expect(Object.keys(app['processes'] as object)).toContain(config.group);
      expect(config.intervalSeconds).toBe(15);
      const size = poolSizes[config.group];
      expect(textOf(config.group)).toContain(`fly scale count ${config.group}=${size}`);
      const [nothing, everything] = [0, 1e9].map((value) =>
        Object.fromEntries(config.metrics.map(({ name }) => [name, value])),
      );
      for (const count of [config.minStarted, config.maxStarted]) {
        expect([count(nothing ?? {}), count(everything ?? {})]).toEqual([2, size]);
      }
    }
  });

  it('has an app of its own that brings each file to the process that reads it', () => {
    const app = parse(readFileSync(join(repositoryRoot, 'fly-autoscaler', 'fly.toml'), 'utf8')) as unknown as {
      processes: Record<string, string>;
      files: { processes: string[]; guest_path: string; local_path: string }[];
      env?: object;
    };
    for (const [group, command] of Object.entries(app.processes)) {
      const file = app.files.find(({ processes }) => processes.includes(group));
      expect(file?.local_path).toBe(`fly-autoscaler/${group}.yml`);
      expect(command).toBe(`serve -config ${file?.guest_path}`);
    }
    expect(app.env).toBeUndefined();
  });
});

describe('a day of it', () => {
  const simulation = simulateRecordedDay();
  const column = (name: keyof SimulatedMinute) => simulation.minutes.map((minute) => minute[name]);
  const highest = (name: keyof SimulatedMinute) => Math.max(...column(name));

  it('is the one that the profile makes, and its picture is drawn from it', () => {
    expect(readFileSync(dayFile, 'utf8')).toBe(renderDay(makeDay(daySeed)));
    expect(readFileSync(pictureFile, 'utf8')).toBe(plotDay(simulation, poolSizes));
  });

  it('keeps machines ahead of requests', () => {
    expect(highest('utilisation')).toBeLessThan(1);
    expect(simulation.longestRequestWait).toBe(0);
  });

  it('drains the queue: no delivery waits for five minutes, and nothing is left at midnight', () => {
    expect(highest('oldestPendingSeconds')).toBeLessThan(300);
    expect(simulation.left).toEqual({ deliveries: 0, jobs: 0 });
  });

  it('never runs fewer than two machines, nor more than there are', () => {
    for (const [name, size] of [
      ['servers', poolSizes.server],
      ['workers', poolSizes.worker],
    ] as const) {
      expect(Math.min(...column(name))).toBe(2);
      expect(highest(name)).toBeLessThanOrEqual(size);
      expect(highest(name)).toBeGreaterThan(size / 2);
    }
  });

  it('does not go up and down', () => {
    expect([simulation.server.flaps(), simulation.worker.flaps()]).toEqual([0, 0]);
    expect(simulation.server.actions.starts + simulation.worker.actions.starts).toBeLessThan(20);
  });

  it('changes nothing while there are no figures', () => {
    expect(simulation.worker.actions.skipped).toBeGreaterThan(5);
    expect(simulation.server.actions.skipped).toBe(0);
    const [before, during] = [simulation.minutes[899]?.workers, simulation.minutes[901]?.workers];
    expect(during).toBe(before);
  });

  it('costs less than half of all machines all day', () => {
    for (const group of ['servers', 'workers'] as const) {
      const { used, ofAll } = machineHours(simulation, group);
      expect(used).toBeLessThan(ofAll / 2);
    }
  });

  it('would not go well with two machines of each', () => {
    const fixed = simulateDay({ day: readDay(), server: undefined, worker: undefined });
    expect(fixed.longestRequestWait).toBeGreaterThan(60);
    expect(Math.max(...fixed.minutes.map(({ oldestPendingSeconds }) => oldestPendingSeconds))).toBeGreaterThan(300);
  });
});
