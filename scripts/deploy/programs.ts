import { spawn } from 'node:child_process';
import { CommandError } from '../../services/backend/src/start/command-line.ts';

/**
 * Runs a program to its end and gives what it wrote to stdout.
 * @param shows whether a person sees its output while it runs, on stderr.
 * @throws CommandError with the end of its output when it fails, or is not installed.
 */
export function runProgram(program: string, args: readonly string[], shows = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', all: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        if (name === 'stdout') output.stdout += text;
        output.all += text;
        if (shows) process.stderr.write(text);
      });
    }
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(new CommandError(`${program} cannot be run (${error.code}): is it installed?`)),
    );
    child.once('close', (code) => {
      if (code === 0) return resolve(output.stdout);
      const said = output.all.trim().split('\n').slice(-5).join('\n');
      reject(new CommandError(`${program} ${args.slice(0, 2).join(' ')} ended with ${code}.${said && `\n${said}`}`));
    });
  });
}
