import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { MirroredShop } from './mirror-shop.ts';
import { testRecord } from './service.ts';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  seconds: number;
  /** The most that it ever had in memory; 0 where the system does not tell (Linux does). */
  peakMb: number;
}

const backend = join(import.meta.dirname, '../..');
const command = join(backend, 'src/start/shopify-sync.ts');
const samplingMs = 100;

/** As package.json runs it: with its bounds on memory. */
function commandFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(backend, '../../package.json'), 'utf8'));
  return (scripts['shopify:sync'] as string).split(' ').filter((word) => word.startsWith('--max-'));
}

/** `npm run shopify:sync` from a simulated shop into its mirror. */
export function startSync(shop: MirroredShop, ...options: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const { simulator, pipeline } = shop;
  const env = {
    PATH: process.env['PATH'],
    ...testRecord({ DATABASE_URL: pipeline.database.url }),
    SHOPIFY_SHOP_DOMAIN: simulator.shop.data.domain,
    SHOPIFY_ADMIN_API_ENDPOINT: simulator.url,
    SHOPIFY_CLIENT_ID: simulator.clientId,
    SHOPIFY_CLIENT_SECRET: simulator.clientSecret,
  };
  const startedAt = performance.now();
  const flags = [...commandFlags(), command, '--orders-days', '9999', ...options];
  const child = spawn(process.execPath, flags, { env, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr, peakMb] = ['', '', 0];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const sampling = setInterval(() => (peakMb = Math.max(peakMb, peakMbOf(child.pid))), samplingMs);
  const ended = once(child, 'close').then(([code]) => {
    clearInterval(sampling);
    return { code, stdout, stderr, seconds: (performance.now() - startedAt) / 1_000, peakMb };
  });
  return { child, ended };
}

function peakMbOf(pid: number | undefined): number {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return 0;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) / 1_024;
}
