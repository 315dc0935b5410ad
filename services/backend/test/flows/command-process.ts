import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { backendRoot } from '../guards/source-files.ts';

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs one of our programs to its end, in a process of its own and without a terminal.
 * @param environment all it gets beside the PATH: nothing of the test's own environment decides what it does.
 */
export function runCommand(
  program: string,
  args: readonly string[],
  environment: Record<string, string | undefined> = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, [join(backendRoot, program), ...args], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
