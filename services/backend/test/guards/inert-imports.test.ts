import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { backendRoot, readSources } from './source-files.ts';

/** What a process is started with: the only files in which something happens at import. */
const mains =
  /^src\/start\/(server|worker|migrate|inbox|data-exports|backup|restore|verify-backup|rotate-keys|promote-replica|doctor)\.ts$/;

it('importing any file does nothing: no environment, no socket, no timer', async () => {
  const files = readSources('src')
    .map(({ path }) => path)
    .filter((path) => !mains.test(path) && !path.endsWith('.test.ts'));
  expect(files.length).toBeGreaterThan(50);
  const script = `
    for (const file of ${JSON.stringify(files.map((path) => join(backendRoot, path)))}) await import(file);
    const quiet = ['TTYWrap', 'PipeWrap', 'FSReqPromise', 'FSReqCallback'];
    process.stdout.write(JSON.stringify(process.getActiveResourcesInfo().filter((name) => !quiet.includes(name))));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: {},
    timeout: 30_000,
  });
  expect(JSON.parse(stdout)).toEqual([]);
});
