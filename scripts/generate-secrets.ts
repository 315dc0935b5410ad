import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { envSchema, secretNames } from '../services/backend/src/env-schema.ts';
import {
  CommandError,
  complain,
  print,
  printJson,
  runCommand,
  UsageError,
} from '../services/backend/src/start/command-line.ts';

/** 32 random bytes; of an encryption key, exactly 32 characters that hold 24 random bytes. */
const makers = {
  ENCRYPTION_KEY: () => randomBytes(24).toString('base64url'),
  JWT_SECRET: () => randomBytes(32).toString('base64url'),
  REFRESH_TOKEN_SECRET: () => randomBytes(32).toString('base64url'),
  SESSION_SECRET: () => randomBytes(32).toString('base64url'),
  METRICS_TOKEN: () => randomBytes(32).toString('base64url'),
  BACKUP_ENCRYPTION_KEY: () => randomBytes(24).toString('base64url'),
} as const;

const ownNames = Object.keys(makers) as (keyof typeof makers)[];

const help = `Makes the secrets of our own, in the form of env.template. Nothing is sent or kept anywhere.

  npm run --silent generate-secrets                     prints a complete set, for fly secrets import or an .env
  npm run generate-secrets -- --files FOLDER            writes each into a file that only you can read (mode 0600), and
                                                        prints the <NAME>_FILE lines
  npm run --silent generate-secrets -- --only NAME      one of them; may be repeated

  --dry-run   says which it would make
  --json      one object
  Secrets: ${ownNames.join(', ')}

Never overwrites a file: a lost encryption key is lost data. How to change each: docs/runbooks/key-rotation.md.
Exit codes: 0 done, 1 a problem, 2 wrong usage.`;

process.exitCode = await runCommand(main, 'npm run generate-secrets -- --help');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      files: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(help);
    return 0;
  }
  const unknown = values.only.filter((name) => !ownNames.some((own) => own === name));
  if (unknown.length > 0) throw new UsageError(`These are not made here: ${unknown.join(', ')}.`);
  const names = ownNames.filter((name) => values.only.length === 0 || values.only.includes(name));
  if (values['dry-run']) {
    print(`Would make ${names.join(', ')}${values.files ? ` in ${values.files}` : ''}.`);
    return 0;
  }
  const secrets = Object.fromEntries(names.map((name) => [name, make(name)]));
  const lines = values.files === undefined ? secrets : await writeFiles(resolve(values.files), secrets);
  if (values.json) printJson(lines);
  else
    print(
      Object.entries(lines)
        .map((entry) => entry.join('='))
        .join('\n'),
    );
  if (values.only.length === 0) {
    const others = secretNames.filter((name) => !ownNames.some((own) => own === name) && !name.endsWith('_PREVIOUS'));
    complain(`Not made here, because others give them: ${others.join(', ')}.`);
  }
  return 0;
}

/** What the service would refuse at start is refused here. */
function make(name: keyof typeof makers): string {
  const secret = makers[name]();
  envSchema.shape[name].parse(secret);
  return secret;
}

async function writeFiles(folder: string, secrets: Record<string, string>): Promise<Record<string, string>> {
  const files = Object.keys(secrets).map((name) => [name, join(folder, name)] as const);
  const existing = files.filter(([, file]) => existsSync(file)).map(([, file]) => file);
  if (existing.length > 0) throw new CommandError(`Nothing was written: there is already ${existing.join(', ')}.`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, file] of files) await writeFile(file, `${secrets[name]}\n`, { mode: 0o600, flag: 'wx' });
  return Object.fromEntries(files.map(([name, file]) => [`${name}_FILE`, file]));
}
