import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../../dev/start/free-port.ts';
import { waitUntil } from '../../dev/start/processes.ts';

const startFolder = fileURLToPath(new URL('../../src/start/', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface StartedProcess {
  port: number;
  opsPort: number;
  output(): string;
  /** SIGTERM, and how it ended. */
  stop(): Promise<Ended>;
}

/** Runs a file of src/start to its end, with nothing in its environment but what is given. */
export async function runToEnd(file: string, env: Record<string, string>): Promise<Ended> {
  const { child, output } = launch(file, env);
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, ...output };
}

/** Starts the server as its own process and waits until it is ready. */
export async function startServerProcess(env: Record<string, string>): Promise<StartedProcess> {
  const [port, opsPort] = [await findFreePort(), await findFreePort()];
  const { child, output } = launch('server.ts', {
    ...env,
    PORT: String(port),
    OPS_PORT: String(opsPort),
    HOST: '127.0.0.1',
  });
  const stop = async (): Promise<Ended> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'close');
    }
    return { code: child.exitCode, ...output };
  };
  const ready = await waitUntil(async () => child.exitCode !== null || (await answers(opsPort)), 20_000);
  if (!ready || child.exitCode !== null) {
    await stop();
    throw new Error(`the server did not become ready: ${output.stdout}${output.stderr}`);
  }
  return { port, opsPort, output: () => output.stdout + output.stderr, stop };
}

function launch(file: string, env: Record<string, string>): { child: ChildProcess; output: Omit<Ended, 'code'> } {
  const child = spawn(process.execPath, [`${startFolder}${file}`], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  return { child, output };
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    (reply) => reply.ok,
    () => false,
  );
}
