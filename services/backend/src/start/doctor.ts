import { parseArgs } from 'node:util';
import { type Check, fail, type Line, ok, runChecks, type Settings } from '../doctor/check.ts';
import { dataChecks } from '../doctor/data.ts';
import { hostChecks } from '../doctor/host.ts';
import { outsideChecks } from '../doctor/outside.ts';
import { postgresChecks } from '../doctor/postgres.ts';
import { redisChecks } from '../doctor/redis.ts';
import { replicaChecks } from '../doctor/replica.ts';
import type { EnvProblem } from '../env.ts';
import { type EnvName, envSchema } from '../env-schema.ts';
import { print, printJson, runCommand } from './command-line.ts';
import { readEnv } from './read-env.ts';

const help = `Looks at everything that could be wrong with an installation, and says in one screen what to do about it.

  npm run doctor
  node doctor            in a machine of the image

  --dry-run   names what would be looked at
  --json      one object

Reads the environment as the service does; unset in development, that of the running npm start. It writes one small file
into the storage and deletes it; nothing else is changed, no mail is sent, and no secret is shown.
Exit codes: 0 nothing fails (there may be warnings), 1 something fails, 2 wrong usage.`;

if (import.meta.main) process.exitCode = await main();

/** @param source where variables are read from. */
export function main(source: NodeJS.ProcessEnv = process.env): Promise<number> {
  return runCommand(() => run(source), 'npm run doctor -- --help');
}

async function run(source: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(help);
    return 0;
  }
  const { env, record, problems } = readEnv(source);
  const checks = [
    environmentCheck(problems),
    ...[...hostChecks, ...postgresChecks, ...replicaChecks, ...redisChecks],
    ...[...dataChecks, ...outsideChecks],
  ];
  if (values['dry-run']) {
    print(`Would look at: ${checks.map(({ name }) => name).join(', ')}.`);
    return 0;
  }
  const lines = await runChecks(checks, env ?? readWhatIsRight(record));
  const fails = lines.some(({ verdict }) => verdict === 'fail');
  if (values.json) printJson({ healthy: !fails, lines });
  else print(render(lines));
  return fails ? 1 : 0;
}

function environmentCheck(problems: readonly EnvProblem[]): Check {
  return {
    name: 'environment',
    async look() {
      if (problems.length === 0) return ok('every variable is right');
      const all = problems.map(({ name, message }) => `${name} ${message}`).join('; ');
      return fail(all, 'Set them right: env.template describes each.');
    },
  };
}

/** One wrong variable is no reason to look at nothing. */
function readWhatIsRight(record: NodeJS.ProcessEnv): Settings {
  const names = Object.keys(envSchema.shape) as EnvName[];
  const right = names.flatMap((name) => {
    const parsed = envSchema.shape[name].safeParse(record[name] || undefined);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
  return Object.fromEntries(right) as Settings;
}

function render(lines: readonly Line[]): string {
  const widest = Math.max(...lines.map(({ name }) => name.length));
  const rows = lines.flatMap(({ verdict, name, milliseconds, found, advice }) => [
    `${verdict.toUpperCase().padEnd(4)}  ${name.padEnd(widest)}  ${String(milliseconds).padStart(5)} ms  ${found}`,
    ...(advice && verdict !== 'ok' ? [`${' '.repeat(widest + 18)}${advice}`] : []),
  ]);
  const count = (verdict: Line['verdict']) => lines.filter((line) => line.verdict === verdict).length;
  return [...rows, `${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} failing.`].join('\n');
}
