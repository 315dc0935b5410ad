import { readFileSync } from 'node:fs';
import { type EnvProblem, parseEnv } from '../env.ts';
import { type Env, secretNames } from '../env-schema.ts';

/** Reads the environment, with secrets from `<NAME>_FILE`; prints all that is wrong at once and exits with 1. */
export function readEnvOrExit(): Env {
  const { record, problems } = withSecretFiles(process.env);
  const parsed = parseEnv(record);
  const all = [...problems, ...('problems' in parsed ? parsed.problems : [])];
  if ('env' in parsed && all.length === 0) return parsed.env;
  const lines = all.map(({ name, message }) => `  ${name} ${message}`);
  process.stderr.write(`The environment is not right:\n${lines.join('\n')}\nSee env.template for every variable.\n`);
  process.exit(1);
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
