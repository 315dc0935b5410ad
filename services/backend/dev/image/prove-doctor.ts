import { once } from 'node:events';
import { join } from 'node:path';
import { DevError } from '../dev-error.ts';
import { launch } from './launch.ts';
import type { ProveOptions } from './prove-tree.ts';

/** What is not there for a proof: nobody outside is asked, and no backup was taken. Everything else must be right. */
const failing = ['backup', 'clerk', 'mail', 'storage'];
/** Each looks at something with a package, a file or a program that the image has to carry. */
const looked = [
  'environment',
  'node',
  'disk',
  'postgresql',
  'migrations',
  'replica',
  'queue',
  'inbox',
  'encryption keys',
];

/**
 * Runs the doctor as `fly ssh console` does in a machine: by its whole path, from the root folder, with the variables
 * of the deployment.
 * @returns milliseconds. @throws DevError when it finds something else than is to be found here.
 */
export async function proveDoctor(options: ProveOptions, environment: Record<string, string>): Promise<number> {
  const begun = performance.now();
  const program = join(options.tree.root, 'app/services/backend/dist/start/doctor.js');
  const child = launch(options, options.node, [program, '--json'], environment, '/');
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  const wrong = code === 1 ? findWrong(said.stdout) : 'did not end with 1, although no backup was ever taken';
  if (wrong !== undefined) throw new DevError(`doctor ${wrong}:\n${said.stdout}${said.stderr}`);
  return Math.round(performance.now() - begun);
}

interface Line {
  name: string;
  verdict: string;
}

function findWrong(stdout: string): string | undefined {
  const { lines } = JSON.parse(stdout) as { lines: Line[] };
  const failed = lines.filter(({ verdict }) => verdict === 'fail').map(({ name }) => name);
  if (failed.sort().join() !== failing.join()) return `finds ${failed.join(', ') || 'nothing'} failing`;
  const missing = looked.filter((name) => lines.find((line) => line.name === name)?.verdict !== 'ok');
  return missing.length > 0 ? `does not find right: ${missing.join(', ')}` : undefined;
}
