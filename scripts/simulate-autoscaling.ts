import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makeDay, renderDay } from '../services/backend/dev/autoscaling/day.ts';
import { plotDay } from '../services/backend/dev/autoscaling/plot.ts';
import {
  dayFile,
  daySeed,
  machineHours,
  pictureFile,
  readDay,
  simulateRecordedDay,
} from '../services/backend/dev/autoscaling/recorded-day.ts';
import { poolSizes, type SimulatedMinute } from '../services/backend/dev/autoscaling/simulate.ts';
import { describeError } from '../services/backend/dev/dev-error.ts';

const help = `Plays a day against the queries and expressions of fly-autoscaler/server.yml and worker.yml, as they stand.

  npm run simulate:autoscaling                     says what came of it, and draws docs/pictures/autoscaling-day.svg
  npm run simulate:autoscaling -- --dry-run        draws nothing
  npm run simulate:autoscaling -- --day FILE.csv   another day: one recorded by a Prometheus; draws nothing
  npm run simulate:autoscaling -- --make-day       first makes the day anew (services/backend/dev/autoscaling/day.ts)`;

process.exitCode = main();

function main(): number {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        'make-day': { type: 'boolean' },
        day: { type: 'string' },
      },
    });
    if (values.help) return print(help);
    if (values['make-day']) writeFileSync(dayFile, renderDay(makeDay(daySeed)));
    const simulation = simulateRecordedDay(readDay(values.day));
    const highest = (name: keyof SimulatedMinute) => Math.max(...simulation.minutes.map((minute) => minute[name]));
    for (const group of ['server', 'worker'] as const) {
      const { actions, flaps } = simulation[group];
      const { used, ofAll } = machineHours(simulation, `${group}s`);
      print(
        `${group}s: 2 to ${highest(`${group}s`)} of ${poolSizes[group]}; started ${actions.starts} and stopped ${actions.stops} times, ` +
          `${flaps()} times up and down within ten minutes; ${used} machine hours of ${ofAll}; ` +
          `left alone ${actions.skipped} times for want of a figure`,
      );
    }
    print(`requests: at most ${Math.round(highest('utilisation') * 100)} % of what the machines can do`);
    print(
      `deliveries: at most ${highest('pendingDeliveries')} waited, the oldest ${highest('oldestPendingSeconds')} s`,
    );
    print(`left at midnight: ${simulation.left.deliveries} deliveries, ${simulation.left.jobs} other jobs`);
    if (!values['dry-run'] && values.day === undefined) {
      writeFileSync(pictureFile, plotDay(simulation, poolSizes));
      print(`drawn: ${pictureFile}`);
    }
    return 0;
  } catch (error) {
    process.stderr.write(`${describeError(error)}\nFor more: --help\n`);
    return 1;
  }
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}
