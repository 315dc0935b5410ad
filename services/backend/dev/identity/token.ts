import { parseArgs } from 'node:util';
import { DevError, describeError } from '../dev-error.ts';
import { findDataFolder } from '../start/data-folder.ts';
import type { Environment } from '../start/environment.ts';
import { readRunningInstance } from '../start/running-instance.ts';
import { readIssuerKey } from '../start/secrets.ts';
import { createIssuer } from './issuer.ts';

const help = `Prints a session token for the service that npm start runs, when it does not use Clerk.

  npm run --silent token -- --user alice                   a user, made by the first request
  npm run --silent token -- --user alice --role admin      who may do what administrators may
  npm run --silent token -- --user alice --expires-in 60   seconds; 3600 unless told

  curl -H "Authorization: Bearer $(npm run --silent token -- --user alice)" http://localhost:3001/api/v1/me

DATA_DIR says where npm start keeps its data (.data). Exit codes: 0 done, 1 there is no token, 2 wrong usage.
`;

const saneName = /^[a-z0-9_-]{1,40}$/i;
const longestSeconds = 30 * 24 * 3_600;

interface Asked {
  user: string;
  isAdmin: boolean;
  expiresInSeconds: number;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  let asked: Asked | undefined;
  try {
    asked = readOptions(args);
  } catch (error) {
    process.stderr.write(`${describeError(error)}\nFor help: npm run token -- --help\n`);
    return 2;
  }
  try {
    process.stdout.write(asked ? `${await makeToken(asked, process.env)}\n` : help);
    return 0;
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    return 1;
  }
}

/** Undefined when help is asked for. */
function readOptions(args: string[]): Asked | undefined {
  const { values } = parseArgs({
    args,
    options: {
      user: { type: 'string' },
      role: { type: 'string' },
      'expires-in': { type: 'string', default: '3600' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const { user = '', role } = values;
  const expiresInSeconds = /^\d{1,9}$/.test(values['expires-in']) ? Number(values['expires-in']) : 0;
  if (!saneName.test(user)) throw new DevError('--user takes a name of 1 to 40 letters, digits, - and _.');
  if (role !== undefined && role !== 'admin') throw new DevError('--role takes admin, or is left out.');
  if (expiresInSeconds < 1 || expiresInSeconds > longestSeconds) {
    throw new DevError(`--expires-in takes whole seconds, 1 to ${longestSeconds}.`);
  }
  return { user, isAdmin: role === 'admin', expiresInSeconds };
}

async function makeToken({ user, isAdmin, expiresInSeconds }: Asked, environment: Environment): Promise<string> {
  if (['production', 'staging'].includes(environment['NODE_ENV'] ?? '')) {
    throw new DevError('Tokens of staging and production come from Clerk.', 'This command is for development.');
  }
  const dataFolder = findDataFolder(environment);
  if ((await readRunningInstance(dataFolder))?.signIn === 'clerk') {
    throw new DevError(
      'The npm start that is running takes session tokens of Clerk alone.',
      'Sign in there, or start it without the CLERK_ variables.',
    );
  }
  const key = await readIssuerKey(dataFolder);
  if (!key) throw new DevError(`There is no key to sign with in ${dataFolder}.`, 'Run npm start first: it makes one.');
  return createIssuer(key).issueSession({ clerkId: `user_${user}`, isAdmin }, { expiresInSeconds });
}
