import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { canStartEdge } from '../../services/backend/dev/edge/nginx.ts';
import { print, runCommand } from '../../services/backend/src/start/command-line.ts';

/** Plays docs/runbooks/edge.md. The steps are those of the test, so that there is one description of them. */

const help = `Plays the runbook of the edge on this machine: real servers, a real PostgreSQL pair and a real nginx.
Nothing is excused: every request that is not answered as it should be is a failure, so leave the machine alone meanwhile.

  npm run play:edge                  rolling restart, blue/green switch and back, a server killed; under load
  npm run play:edge -- --only TEXT   only those whose name contains it: rolling, blue, killed
  npm run play:edge -- --dry-run     says what would be played

Prints a row for docs/operations.md for each. Exit code 0: every one as it should be; 1: not so, or no nginx; 2: wrong
usage.`;

process.exitCode = await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      'dry-run': { type: 'boolean' },
      only: { type: 'string', default: '' },
    },
  });
  if (values.help || values['dry-run']) {
    print(
      values.help ? help : 'Would play, on servers of its own: rolling restart, blue/green switch, a server killed.',
    );
    return 0;
  }
  if (!canStartEdge()) {
    process.stderr.write('This needs nginx and openssl: apt-get install nginx-light openssl\n');
    return 1;
  }
  process.stderr.write('Some three minutes, in which this machine should do little else ...\n');
  const { code, output } = await runTests(values.only);
  const rows = [...output.matchAll(/^report: (.*?) \| (.*?) \| (.*)$/gm)].map(
    ([, what, times, seen]) =>
      `| [The edge](runbooks/edge.md): ${what} | \`npm run play:edge\` | ${now()} | ${seen} | ${times} |`,
  );
  if (code !== 0 || rows.length === 0) process.stderr.write(output);
  print(rows.join('\n'));
  return code === 0 && rows.length > 0 ? 0 : 1;
}, 'npm run play:edge -- --help');

async function runTests(only: string): Promise<{ code: number; output: string }> {
  const args = ['run', '--project', 'crash', 'edge', ...(only ? ['-t', only] : [])];
  const child = spawn('vitest', args, {
    env: { ...process.env, EDGE_PLAY: 'strict' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
  return { code, output };
}

function now(): string {
  return new Date().toISOString().slice(0, 16).replace('T', ' ');
}
