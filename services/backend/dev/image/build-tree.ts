import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { DevError } from '../dev-error.ts';
import { listBuildContext } from './build-context.ts';
import { type Dockerfile, lastStage, parseDockerfile, type Stage, type Step } from './dockerfile.ts';

export interface BuildOptions {
  repositoryRoot: string;
  /** Bare: everything is made below it. One folder for each stage. */
  folder: string;
  say: (line: string) => void;
  /**
   * Links this checkout's node_modules where a stage installs everything, which is half of the time. What production
   * gets is installed for real all the same.
   */
  reuseInstalled?: boolean;
}

export interface BuiltTree {
  dockerfile: Dockerfile;
  image: Stage;
  /** What is `/` in the image, without what the Node image brings. */
  root: string;
  /** Of the last stage, what is not made here: programs that a stage took from Debian. */
  missing: string[];
}

/**
 * Does with files what the Dockerfile says, without a container engine: each stage is a folder, RUN runs in it with
 * nothing of this process's environment but the PATH and what npm needs, COPY copies from the build context or from
 * another stage's folder. What only a container has (apt-get, users) is left out and named in `missing`.
 */
export async function buildTree(options: BuildOptions): Promise<BuiltTree> {
  const { repositoryRoot, folder, say } = options;
  const dockerfile = parseDockerfile(await readFile(join(repositoryRoot, 'services/backend/Dockerfile'), 'utf8'));
  const context = listBuildContext(repositoryRoot);
  const missing: string[] = [];
  const folders = new Map<Stage, string>();
  const rootOf = (name: string) => findRoot(dockerfile, folders, name);
  for (const [index, stage] of dockerfile.stages.entries()) {
    const root = join(folder, `${index}-${stage.name ?? 'image'}`);
    await mkdir(root);
    folders.set(stage, root);
    const parent = rootOf(stage.from);
    if (parent) await cp(parent, root, { recursive: true, verbatimSymlinks: true });
    const copyStep = (step: Step & { kind: 'copy' }) =>
      copy(step, { repositoryRoot, context, root, missing, from: step.from ? rootOf(step.from) : undefined });
    for (const step of stage.steps) {
      await (step.kind === 'run' ? run(step, { ...options, stage, root }) : copyStep(step));
    }
    say(`stage ${stage.name ?? 'of the image'} is there`);
  }
  const image = lastStage(dockerfile);
  return { dockerfile, image, root: folders.get(image) ?? folder, missing };
}

function findRoot({ stages }: Dockerfile, folders: Map<Stage, string>, name: string): string | undefined {
  const stage = stages.find((candidate) => candidate.name === name);
  return stage && folders.get(stage);
}

async function run(
  { command, folder }: Step & { kind: 'run' },
  { root, stage, repositoryRoot, reuseInstalled, say }: BuildOptions & { root: string; stage: Stage },
): Promise<void> {
  if (command.startsWith('apt-get ')) return say(`left out: ${command}`);
  const cwd = join(root, folder);
  if (reuseInstalled && /^npm ci\b/.test(command) && !command.includes('--omit')) {
    for (const modules of ['node_modules', 'services/backend/node_modules']) {
      await linkEntries(join(repositoryRoot, modules), join(cwd, modules));
    }
    return say(`taken from this checkout: ${command}`);
  }
  const begun = performance.now();
  const { code, output } = await runQuietly(command, cwd, environmentOf(stage));
  if (code !== 0) throw new DevError(`RUN ${command} ended with ${code}:\n${output.slice(-4_000)}`);
  say(`${command} (${((performance.now() - begun) / 1_000).toFixed(1)} s)`);
}

/** Each entry by itself: whatever removes node_modules in the stage removes links, and not what this checkout has. */
async function linkEntries(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    await (entry.isFile() ? cp(source, target) : symlink(source, target));
  }
}

/** As bare as in a container; npm keeps its cache and the settings that lead it to a registry. */
function environmentOf(stage: Stage): Record<string, string | undefined> {
  const { HOME, PATH = '' } = process.env;
  const npmSettings = Object.entries(process.env).filter(([name]) =>
    /^(npm_config_|NODE_EXTRA_CA_CERTS|https?_proxy|no_proxy)/i.test(name),
  );
  // Node as the image has it, and none of the programs of this checkout.
  const folders = [
    dirname(process.execPath),
    ...PATH.split(delimiter).filter((part) => !part.includes('node_modules')),
  ];
  return {
    ...Object.fromEntries(npmSettings),
    npm_config_prefer_offline: 'true',
    HOME,
    PATH: folders.join(delimiter),
    ...stage.environment,
  };
}

function runQuietly(command: string, cwd: string, env: Record<string, string | undefined>) {
  const child = spawn('/bin/sh', ['-c', command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

interface CopyOptions {
  repositoryRoot: string;
  context: string[];
  root: string;
  missing: string[];
  /** The other stage's folder; undefined: the build context. */
  from: string | undefined;
}

async function copy(step: Step & { kind: 'copy' }, options: CopyOptions): Promise<void> {
  const { repositoryRoot, context, root, missing, from } = options;
  for (const source of step.sources) {
    const target = join(root, step.destination);
    if (from !== undefined) {
      if (existsSync(join(from, source))) {
        await cp(join(from, source), target, { recursive: true, verbatimSymlinks: true });
      } else missing.push(source);
      continue;
    }
    const files = context.filter((path) => path === source || path.startsWith(`${source}/`));
    if (files.length === 0) throw new DevError(`COPY ${source}: .dockerignore lets nothing of it through.`);
    for (const path of files) {
      const place =
        path !== source ? join(target, path.slice(source.length + 1)) : fileTarget(target, step.destination, path);
      await mkdir(dirname(place), { recursive: true });
      await cp(join(repositoryRoot, path), place, { preserveTimestamps: true });
    }
  }
}

function fileTarget(target: string, destination: string, path: string): string {
  return destination.endsWith('/') ? join(target, basename(path)) : target;
}
