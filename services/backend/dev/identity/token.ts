import { parseArgs } from 'node:util';
import { DevError, describeError } from '../dev-error.ts';
import { findDataFolder } from '../start/data-folder.ts';
import { issuerKeyName, loadSecrets } from '../start/secrets.ts';
import { createIssuer } from './issuer.ts';

const help = `Prints a session token for the service that npm start runs, when it does not use Clerk.

  npm run --silent token -- --user alice                a user, made by the first request
  npm run --silent token -- --user alice --role admin   who may do what administrators may
  npm run --silent token -- --user alice --expires-in 60   seconds; 3600 unless told

  curl -H "Authorization: Bearer $(npm run --silent token -- --user alice)" http://localhost:3001/api/v1/me
`;

const saneName = /^[a-z0-9_-]{1,40}$/i;
const longestSeconds = 30 * 24 * 3_600;

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  try {
    const { values } = parseArgs({
      args,
      options: {
        user: { type: 'string' },
        role: { type: 'string' },
        'expires-in': { type: 'string', default: '3600' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    process.stdout.write(`${await makeToken(values.user, values.role, Number(values['expires-in']))}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    return 1;
  }
}

async function makeToken(user: string | undefined, role: string | undefined, seconds: number): Promise<string> {
  if (['production', 'staging'].includes(process.env['NODE_ENV'] ?? '')) {
    throw new DevError('Tokens of staging and production come from Clerk.', 'This command is for development.');
  }
  if (!user || !saneName.test(user)) {
    throw new DevError('--user takes a name of letters, digits, - and _.', 'For example: --user alice');
  }
  if (role !== undefined && role !== 'admin') throw new DevError(`There is no role "${role}", only admin.`);
  if (!(seconds >= 1 && seconds <= longestSeconds)) {
    throw new DevError(`--expires-in takes seconds, 1 to ${longestSeconds}.`);
  }
  const secrets = await loadSecrets(findDataFolder(process.env)).catch((error: unknown) => {
    if (error instanceof DevError) throw error;
    throw new DevError('There is no data folder with a key yet.', 'Run npm start first.');
  });
  const issuer = createIssuer(secrets[issuerKeyName]);
  return issuer.issueSession({ clerkId: `user_${user}`, isAdmin: role === 'admin' }, { expiresInSeconds: seconds });
}
