import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DevError } from '../dev-error.ts';
import { startPrimary, startReplica } from '../postgres/postgres.ts';
import { findRedisServer, startRedis } from '../redis-server.ts';
import { repositoryRoot } from '../start/data-folder.ts';
import { type BuiltTree, buildTree } from './build-tree.ts';
import { type Proof, proveTree } from './prove-tree.ts';

export interface ProveImageOptions {
  reuseInstalled: boolean;
  say: (line: string) => void;
}

export interface ImageReport extends Proof {
  buildSeconds: number;
  packages: number;
  megabytes: { packages: number; code: number; migrations: number };
  /** What the Dockerfile puts into the image and this machine did not. */
  leftOut: string[];
}

/** Builds what the image holds, runs it, and says how large it is and how long it took. Throws DevError. */
export async function proveImage({ reuseInstalled, say }: ProveImageOptions): Promise<ImageReport> {
  const folder = mkdtempSync(join(tmpdir(), 'pet-image-'));
  // The image's user, and PostgreSQL's, have to get in.
  chmodSync(folder, 0o711);
  const closing: (() => Promise<unknown>)[] = [
    async () => {
      await setWritable(folder, true);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  ];
  try {
    const begun = performance.now();
    const tree = await buildTree({ repositoryRoot, folder, say, reuseInstalled });
    const buildSeconds = Math.round((performance.now() - begun) / 100) / 10;
    const packages = refuseDevPackages(tree);
    const megabytes = await measure(tree);
    await setWritable(tree.root, false);
    const node = placeNode(folder);

    say('starting PostgreSQL and its replica');
    const primary = await startPrimary({ dataDir: join(folder, 'primary') });
    closing.unshift(() => primary.stop('fast'));
    const replica = await startReplica({ dataDir: join(folder, 'replica'), primary });
    closing.unshift(() => replica.stop('fast'));
    const redis = findRedisServer() ? await startRedis({ folder }) : undefined;
    if (redis) closing.unshift(() => redis.stop());

    const proof = await proveTree({
      tree,
      node,
      databaseUrl: primary.url(),
      replicaUrl: replica.url(),
      redisUrl: redis?.url,
      say,
    });
    return { ...proof, buildSeconds, packages, megabytes, leftOut: tree.missing };
  } finally {
    for (const close of closing) await close();
  }
}

export function renderReport(report: ImageReport): string {
  const { megabytes } = report;
  const rows: [string, string][] = [
    ['built in', `${report.buildSeconds} s`],
    ['production packages', `${report.packages}, ${megabytes.packages} MB; none that only development needs`],
    ['code and migrations', `${(megabytes.code + megabytes.migrations).toFixed(1)} MB`],
    ['runs as', `${report.user}, on a tree it cannot write to`],
    ['migrate', `${report.migrateMs} ms, from nothing`],
    ['server', `ready after ${report.serverReadyMs} ms, ended ${report.serverStopMs} ms after SIGTERM`],
    [
      'worker',
      report.workerReadyMs === undefined
        ? 'not started: no redis-server here'
        : `ready after ${report.workerReadyMs} ms, ended ${report.workerStopMs} ms after SIGTERM`,
    ],
    ['first signed webhook', `200 after ${report.webhookMs} ms`],
    ['doctor', `${report.doctorMs} ms; what this machine has was found right`],
    ['not on this machine', report.leftOut.join(', ') || 'nothing'],
  ];
  return rows.map(([name, value]) => `${name.padEnd(22)}${value}`).join('\n');
}

/** The number of packages. Throws when one is there that only development asks for, or one is not that we ask for. */
function refuseDevPackages({ root }: BuiltTree): number {
  const read = <T>(file: string) => JSON.parse(readFileSync(join(repositoryRoot, file), 'utf8')) as T;
  const wanted = Object.keys(read<Manifest>('services/backend/package.json').dependencies ?? {});
  const forDevelopment = workspaces.flatMap((file) => Object.keys(read<Manifest>(file).devDependencies ?? {}));
  const locked = read<Lock>('package-lock.json').packages;
  const present = ['node_modules', 'services/backend/node_modules'].flatMap((folder) =>
    listPackages(join(root, 'app', folder)).map((name) => ({ name, ...locked[`${folder}/${name}`] })),
  );
  // Some that we develop with are needed by what we run as well, like the types that Sentry brings: the lock tells.
  const found = present.filter(
    ({ name, dev, devOptional }) => dev === true || (devOptional === true && forDevelopment.includes(name)),
  );
  if (found.length > 0) {
    throw new DevError(`The tree holds packages for development: ${found.map(({ name }) => name).join(', ')}.`);
  }
  const absent = wanted.filter((name) => !present.some((one) => one.name === name));
  if (absent.length > 0) throw new DevError(`The tree lacks packages: ${absent.join(', ')}.`);
  return present.length;
}

const workspaces = ['package.json', 'services/backend/package.json', 'services/storefront-client/package.json'];

interface Lock {
  packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
}

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

function listPackages(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(folder, name)).map((own) => `${name}/${own}`) : [name],
    );
}

async function measure({ root }: BuiltTree): Promise<ImageReport['megabytes']> {
  const megabytes = async (path: string) => Math.round((await sizeOf(join(root, path))) / 104_857.6) / 10;
  return {
    packages: await megabytes('app/node_modules'),
    code: await megabytes('app/services/backend/dist'),
    migrations: await megabytes('app/services/backend/prisma'),
  };
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await lstat(join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}

/** Links are left alone: what they lead to is not ours. */
async function setWritable(folder: string, isWritable: boolean): Promise<void> {
  const [ofFolders, ofFiles] = isWritable ? [0o755, 0o644] : [0o555, 0o444];
  await chmod(folder, ofFolders);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await setWritable(path, isWritable);
    else if (entry.isFile() && !isWritable) await chmod(path, ofFiles);
  }
}

/** This Node, where another user can run it: the checkout may lie in a folder that only its owner may enter. */
function placeNode(folder: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const node = join(bin, 'node');
  copyFileSync(process.execPath, node);
  chmodSync(node, 0o755);
  return node;
}
