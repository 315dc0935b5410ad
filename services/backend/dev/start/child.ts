import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { prettyFactory } from 'pino-pretty';
import { repositoryRoot } from './data-folder.ts';
import { waitUntil } from './processes.ts';

/** A Node process of ours that runs beside this one. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  hasEnded(): boolean;
  /** What it wrote last, for when it ended without being asked to. */
  lastLines(): string[];
  /** SIGTERM, then SIGKILL when it has not ended in time. */
  stop(timeoutMs: number): Promise<void>;
  /** SIGKILL to it and whatever it started. */
  kill(): void;
}

export interface ChildOptions {
  name: string;
  /** Arguments of node: the file, relative to the repository, and flags. */
  args: string[];
  environment: Record<string, string | undefined>;
  print: (line: string) => void;
  onEnd: (child: Child, reason: string) => void;
}

const linesKept = 20;

/** Starts it in a process group of its own, so that Ctrl-C reaches it through us and in order. */
export function startChild(options: ChildOptions): Child {
  const { name } = options;
  const lines: string[] = [];
  const process = spawn(globalThis.process.execPath, options.args, {
    cwd: repositoryRoot,
    env: options.environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pretty = prettyFactory({
    colorize: globalThis.process.stdout.isTTY ?? false,
    ignore: 'pid,hostname,app,role',
    translateTime: 'SYS:HH:MM:ss.l',
    singleLine: true,
  });
  for (const stream of [process.stdout, process.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      const readable = (line.startsWith('{') ? String(pretty(line)) : line).trimEnd();
      lines.push(readable);
      if (lines.length > linesKept) lines.shift();
      options.print(`${name.padEnd(6)} | ${readable}`);
    });
  }

  const child: Child = {
    name,
    pid: process.pid ?? 0,
    hasEnded: () => hasEnded(process),
    lastLines: () => [...lines],
    async stop(timeoutMs) {
      if (hasEnded(process)) return;
      process.kill('SIGTERM');
      if (!(await waitUntil(() => hasEnded(process), timeoutMs))) {
        options.print(`${name} has not ended in ${timeoutMs / 1_000} s and is killed`);
      }
      child.kill();
    },
    kill() {
      try {
        // The whole group: under --watch the program is a child of the watcher.
        if (process.pid) globalThis.process.kill(-process.pid, 'SIGKILL');
      } catch {
        // Already gone.
      }
    },
  };
  process.once('error', (error) => options.onEnd(child, error.message));
  // 'close' and not 'exit': by then its last lines have been read.
  process.once('close', (code, signal) => options.onEnd(child, signal ?? `exit code ${code}`));
  return child;
}

function hasEnded(process: ChildProcess): boolean {
  return process.exitCode !== null || process.signalCode !== null;
}
