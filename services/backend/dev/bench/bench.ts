import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeError } from '../dev-error.ts';
import { type Outcome, renderTarget } from './figures.ts';
import { benchIngest } from './ingest.ts';
import { openLab } from './lab.ts';

const names = ['ingest'] as const;
type Name = (typeof names)[number];

const help = `todo`;

if (import.meta.main) process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      profile: { type: 'string' },
    },
  });
  if (values.help) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  let lab: Awaited<ReturnType<typeof openLab>> | undefined;
  try {
    lab = await openLab(say);
    const outcome = await benchIngest(
      lab,
      {
        rounds: Number(values.rounds),
        seconds: Number(values.seconds),
        profileFolder: values.profile && resolve(values.profile),
      },
      say,
    );
    if (values.json) process.stdout.write(`${JSON.stringify({ ingest: outcome.figures }, null, 2)}\n`);
    else process.stdout.write(`\n${[...outcome.table, '', ...outcome.targets.map(renderTarget)].join('\n')}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    return 1;
  } finally {
    await lab?.close();
  }
}
void ({} as Outcome | Name);
