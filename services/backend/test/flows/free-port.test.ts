import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { findFreePort, isPortFree } from '../../dev/start/free-port.ts';

const run = promisify(execFile);
const module = new URL('../../dev/start/free-port.ts', import.meta.url).href;

/** Another process that asks for a port as often, and keeps what it got until it has said so. */
async function findInAnotherProcess(times: number): Promise<number[]> {
  const script = `
    const { findFreePort } = await import(${JSON.stringify(module)});
    const found = [];
    for (let n = 0; n < ${times}; n += 1) found.push(await findFreePort());
    console.log(JSON.stringify(found));
    setTimeout(() => {}, 500);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
  return JSON.parse(stdout) as number[];
}

describe('a free port', () => {
  test('is given once, whichever process asks', async () => {
    const found = await Promise.all([findInAnotherProcess(1_000), findInAnotherProcess(1_000)]);
    const ports = found.flat();
    expect(new Set(ports).size).toBe(ports.length);
  }, 60_000);

  test('can be listened on while it is kept', async () => {
    const port = await findFreePort();
    expect(await isPortFree(port)).toBe(true);
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    expect(await isPortFree(port)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
  });

  test('is none that outgoing connections are given', async () => {
    const port = await findFreePort();
    expect(port).toBeLessThan(32_768);
  });
});
