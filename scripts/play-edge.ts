import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { canStartEdge } from '../services/backend/dev/edge/nginx.ts';

/** Plays docs/runbooks/edge.md. The steps are those of the test, so that there is one description of them. */

const help = `Plays the runbook of the edge on this machine: real servers, a real PostgreSQL pair and a real nginx.

  npm run play:edge            rolling restart, blue/green switch and back, a server killed; under load
  npm run play:edge -- --only TEXT   only those whose name contains it: rolling, blue, killed

Prints a row for docs/operations.md for each. Exit code 0: every one as it should be; 1: not so, or no nginx.`;

const { values } = parseArgs({ options: { help: { type: 'boolean' }, only: { type: 'string' } } });
process.exitCode = values.help ? say(help) : await play(values.only);

async function play(only: string | undefined): Promise<number> {
  if (!canStartEdge()) {
    process.stderr.write('This needs nginx and openssl: apt-get install nginx-light openssl\n');
    return 1;
  }
  const args = ['run', '--project', 'crash', 'edge', ...(only ? ['-t', only] : [])];
  const child = spawn('vitest', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
  const rows = [...output.matchAll(/^report: (.*)$/gm)].map(([, row]) => row ?? '');
  if (code !== 0 || rows.length === 0) {
    process.stderr.write(output);
    return 1;
  }
  const day = new Date().toISOString().slice(0, 10);
  return say(
    ['| date | what | time | requests |', '|---|---|---|---|', ...rows.map((row) => `| ${day} | ${row} |`)].join('\n'),
  );
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}
