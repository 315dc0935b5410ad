import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeError } from '../dev-error.ts';
import { benchApi } from './api.ts';
import { benchCatalogue } from './catalogue.ts';
import { benchDrain } from './drain.ts';
import { type Outcome, renderTarget, type Say } from './figures.ts';
import { help } from './help.ts';
import { benchIngest } from './ingest.ts';
import { type Lab, openLab } from './lab.ts';
import { benchSoak } from './soak.ts';
import { benchStartup } from './startup.ts';

interface Options {
  rounds: number;
  seconds: number;
  deliveries: number;
  products: number;
  profileFolder: string | undefined;
  soakMinutes: number;
}

const benches: Record<string, (lab: Lab, options: Options, say: Say) => Promise<Outcome>> = {
  ingest: benchIngest,
  drain: benchDrain,
  startup: benchStartup,
  api: benchApi,
  catalogue: benchCatalogue,
  soak: benchSoak,
};
/** Takes as long as all others together, so it is run when it is named. */
const namedOnly = ['soak'];

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  let lab: Lab | undefined;
  try {
    const { values, positionals } = readArguments(args);
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const names =
      positionals.length > 0 ? positionals : Object.keys(benches).filter((name) => !namedOnly.includes(name));
    // `catalogue --soak-minutes 10` means both.
    if (values['soak-minutes'] !== undefined && !names.includes('soak')) names.push('soak');
    const unknown = names.find((name) => !Object.hasOwn(benches, name));
    if (unknown) throw new Error(`there is no bench called ${unknown}: ${Object.keys(benches).join(', ')}`);
    const options: Options = {
      rounds: readPositive('rounds', values.rounds),
      seconds: readPositive('seconds', values.seconds),
      deliveries: readPositive('deliveries', values.deliveries),
      products: readPositive('products', values.products),
      profileFolder: values.profile === undefined ? undefined : resolve(values.profile),
      soakMinutes: readPositive('soak-minutes', values['soak-minutes'] ?? '10'),
    };
    lab = await openLab(sayTo(process.stderr));
    await run(names, lab, options, values.json);
    return 0;
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    return 1;
  } finally {
    await lab?.close();
  }
}

function readArguments(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '2.5' },
      deliveries: { type: 'string', default: '2000' },
      products: { type: 'string', default: '100000' },
      profile: { type: 'string' },
      'soak-minutes': { type: 'string' },
    },
  });
}

async function run(names: string[], lab: Lab, options: Options, json: boolean): Promise<void> {
  const print = sayTo(process.stdout);
  const all: Record<string, unknown> = {};
  for (const name of names) {
    const outcome = await benches[name]?.(lab, options, sayTo(process.stderr));
    if (!outcome) continue;
    all[name] = outcome.figures;
    if (!json) print(`\n${[...outcome.table, '', ...outcome.targets.map(renderTarget)].join('\n')}\n`);
  }
  if (json) print(JSON.stringify(all, null, 2));
}

function readPositive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} takes a number above 0, not "${text}"`);
  return value;
}

function sayTo(stream: NodeJS.WritableStream): Say {
  return (line) => void stream.write(`${line}\n`);
}
