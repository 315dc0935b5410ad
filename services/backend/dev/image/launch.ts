import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { BuiltTree } from './build-tree.ts';

/** Runs a program as the image would: as its user, with nothing in the environment but what is given. */
export function launch(
  { tree: { image, root } }: { tree: BuiltTree },
  program: string,
  args: string[],
  env: Record<string, string>,
  workFolder = join(root, image.workFolder),
): ChildProcess {
  const [uid = 0, gid = 0] = (image.user ?? '').split(':').map(Number);
  return spawn(program, args, {
    cwd: workFolder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(process.getuid?.() === 0 ? { uid, gid } : {}),
  });
}
