import { readFileSync } from 'node:fs';
import { type EnvProblem, parseEnv } from '../env.ts';
import { type Env, secretNames } from '../env-schema.ts';

/** Reads the environment, with secrets from `<NAME>_FILE`; prints all that is wrong at once and exits with 1. */
export function readEnvOrExit(): Env {
  const { env, problems } = readEnv();
  if (env) return env;
  const lines = problems.map(({ name, message }) => `  ${name} ${message}`);
  process.stderr.write(`The environment is not right:\n${lines.join('\n')}\nSee env.template for every variable.\n`);
  process.exit(1);
}

/** What there is of the environment, and all that is wrong with it. `env` only when nothing is. */
export function readEnv(source = process.env): { env?: Env; record: NodeJS.ProcessEnv; problems: EnvProblem[] } {
  const { record, problems } = withSecretFiles(source);
  const parsed = parseEnv(record);
  if ('problems' in parsed) return { record, problems: [...problems, ...parsed.problems] };
  return problems.length === 0 ? { env: parsed.env, record, problems } : { record, problems };
}

function withSecretFiles(source: NodeJS.ProcessEnv): { record: NodeJS.ProcessEnv; problems: EnvProblem[] } {
  const record = { ...source };
  const problems: EnvProblem[] = [];
  for (const name of secretNames) {
    const file = source[`${name}_FILE`];
    if (!file) continue;
    if (source[name]) {
      problems.push({ name, message: `is given twice: as ${name} and as ${name}_FILE` });
      continue;
    }
    try {
      record[name] = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    } catch (error) {
      problems.push({ name: `${name}_FILE`, message: `cannot be read (${(error as NodeJS.ErrnoException).code})` });
    }
  }
  return { record, problems };
}
