import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { ImageReport } from '../../dev/image/prove-image.ts';
import { repositoryRoot } from '../guards/source-files.ts';

test('what the Dockerfile makes runs in production: read-only, not as root, without packages for development', {
  timeout: 300_000,
}, async () => {
  const script = join(repositoryRoot, 'scripts', 'prove-image.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--reuse', '--json'], { timeout: 290_000 });
  const report = JSON.parse(stdout) as ImageReport;

  expect(report.packages).toBeGreaterThan(100);
  expect(report.megabytes.packages).toBeLessThan(300);
  expect(report.leftOut).toEqual(['/usr/bin/tini-static']);
  // Every step of a proof ends in a time, or the script ends with an error; without Redis there is no worker to time.
  const { migrateMs, serverReadyMs, webhookMs, doctorMs, serverStopMs } = report;
  for (const milliseconds of [migrateMs, serverReadyMs, webhookMs, doctorMs, serverStopMs]) {
    expect(milliseconds).toBeGreaterThan(0);
  }
  expect(report.user).not.toMatch(/^0:/);
});
