// Runs a command of this repository after making sure that it can run:
//
//   node scripts/bootstrap.mjs [--generate] COMMAND ARGS...
//
// installs the dependencies when they are missing or out of date, generates the Prisma client when it is (always with
// --generate), and puts node_modules/.bin, which brings its own Node 24, first on the PATH.
//
// The only file in plain JavaScript, and without dependencies: it runs on the host's Node before anything is installed.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const backend = join(root, 'services', 'backend');
const lockFile = join(root, 'package-lock.json');
const installStamp = join(modules, '.bootstrap-installed');
const generateStamp = join(modules, '.bootstrap-generated');
const isWindows = process.platform === 'win32';
const env = { ...process.env, PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter) };
const staleLockMs = 15 * 60_000;

process.exitCode = await main(process.argv.slice(2));

async function main(args) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    return complain(`Node ${process.versions.node} is too old: install Node 20.19 or newer (24 is best).`);
  }
  const mustGenerate = args[0] === '--generate';
  const command = mustGenerate ? args.slice(1) : args;
  if (!mustGenerate && command.length === 0) {
    return complain('usage: node scripts/bootstrap.mjs [--generate] COMMAND ARGS...', 2);
  }
  if (mustGenerate || !isInstalled() || !isGenerated()) {
    const code = await withLock(async () => (isInstalled() ? 0 : await install()) || (await generate(mustGenerate)));
    if (code !== 0) return code;
  }
  return command.length === 0 ? 0 : run(command);
}

/** Whether node_modules is what package-lock.json says, by our stamp or because npm was run by hand since. */
function isInstalled() {
  const hash = hashOf(lockFile);
  if (readIfThere(installStamp) === hash) return true;
  const installed = statSync(join(modules, '.package-lock.json'), { throwIfNoEntry: false });
  if (!installed || installed.mtimeMs < statSync(lockFile).mtimeMs) return false;
  writeFileSync(installStamp, hash);
  return true;
}

async function install() {
  // The Node that runs npm, not the one in node_modules that npm is about to replace.
  const npm = process.env.npm_execpath;
  const program = npm ? [process.env.npm_node_execpath ?? process.execPath, npm] : ['npm'];
  // With NODE_ENV=production npm would leave out what this repository is developed with.
  const options = ['--include=dev', '--loglevel=error', '--no-audit', '--no-fund'];
  const attempt = (...command) =>
    runQuietly(`installing the dependencies (npm ${command[0]})`, [...program, ...command, ...options], { cwd: root });
  let result = await attempt('ci');
  // A lock file written behind a registry mirror lacks the packages for platforms that the mirror lacks. npm ci then
  // refuses all of it, npm install takes the locked versions; --no-save leaves the lock file as it is.
  if (result.code !== 0 && result.output.includes('code EUSAGE')) result = await attempt('install', '--no-save');
  if (result.code !== 0) return complain(`${result.output}\nThe dependencies could not be installed.`, result.code);
  writeFileSync(installStamp, hashOf(lockFile));
  const hasOwnNode = existsSync(join(modules, '.bin', isWindows ? 'node.cmd' : 'node'));
  if (!hasOwnNode && Number(process.versions.node.split('.')[0]) < 24) {
    return complain(
      'npm did not install Node 24 (are install scripts disabled?): enable them, or install Node 24 yourself.',
    );
  }
  return 0;
}

function isGenerated() {
  return existsSync(join(backend, 'src', 'generated', 'client.ts')) && readIfThere(generateStamp) === clientVersion();
}

async function generate(always) {
  const schema = join(backend, 'prisma', 'schema.prisma');
  if (!existsSync(schema) || (!always && isGenerated())) return 0;
  const node = existsSync(join(modules, '.bin', 'node')) ? join(modules, '.bin', 'node') : process.execPath;
  const prisma = join(modules, 'prisma', 'build', 'index.js');
  const { code, output } = await runQuietly('generating the Prisma client', [node, prisma, 'generate'], {
    cwd: backend,
    env: {
      ...env,
      // generate needs no native engine; told that there is one, Prisma does not try to download it.
      PRISMA_SCHEMA_ENGINE_BINARY: existsSync('/bin/true') ? '/bin/true' : process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (code !== 0) return complain(`${output}\nThe Prisma client could not be generated.`, code);
  writeFileSync(generateStamp, clientVersion());
  return 0;
}

/** Changes when the schema or Prisma itself does. */
function clientVersion() {
  const prisma = readIfThere(join(modules, 'prisma', 'package.json')) ?? '';
  return `${hashOf(join(backend, 'prisma', 'schema.prisma'))} ${prisma.match(/"version": "(.*)"/)?.[1]}`;
}

/** Says what is being done and for how long already; the output is for the caller to show when it failed. */
async function runQuietly(what, [program, ...args], options) {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  process.stderr.write(`${what} ...\n`);
  const progress = setInterval(() => process.stderr.write(`${what} ... ${seconds()} s\n`), 10_000);
  const output = [];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: isWindows, ...options });
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const code = await ended(child);
  clearInterval(progress);
  process.stderr.write(`${what}: ${code === 0 ? 'done in' : 'failed after'} ${seconds()} s\n`);
  return { code, output: Buffer.concat(output).toString() };
}

function run([program, ...args]) {
  return ended(spawn(program, args, { cwd: root, env, stdio: 'inherit', shell: isWindows }));
}

/** The exit code of a child, as a shell would give it. Signals that ask us to end are the child's to obey. */
function ended(child) {
  const hasTerminal = process.stdin.isTTY || process.stderr.isTTY;
  const forward = (signal) => {
    // Ctrl-C has reached the child by itself; a second one would mean "at once" to it.
    if (!(signal === 'SIGINT' && hasTerminal)) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  // npm passes SIGTERM to the shell between it and us, which dies of it without telling anybody.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (!process.env.npm_lifecycle_event || process.ppid === parent) return;
    clearInterval(watch);
    forward('SIGTERM');
  }, 1_000);
  return new Promise((resolve) => {
    const finish = (code) => {
      for (const signal of signals) process.off(signal, forward);
      clearInterval(watch);
      resolve(code);
    };
    child.once('error', (error) => finish(complain(`${child.spawnfile} cannot be run: ${error.message}`, 127)));
    child.once('exit', (code, signal) => finish(code ?? 128 + constants.signals[signal]));
  });
}

/** One installation at a time; whoever waited finds it done. A lock of a process that is gone does not count. */
async function withLock(work) {
  // Not in node_modules, which npm ci deletes.
  const lock = join(tmpdir(), `pet-bootstrap-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`);
  const deadline = Date.now() + staleLockMs;
  for (let waited = 0; !tryLock(lock) && Date.now() < deadline; waited += 1) {
    if (waited === 5) process.stderr.write('waiting for another command that prepares this checkout ...\n');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function tryLock(lock) {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const holder = Number(readIfThere(join(lock, 'pid')));
  if (holder ? !isAlive(holder) || age > staleLockMs : age > 5_000) rmSync(lock, { recursive: true, force: true });
  return false;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function hashOf(file) {
  return createHash('sha256')
    .update(readIfThere(file) ?? '')
    .digest('hex');
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function complain(sentence, code = 1) {
  process.stderr.write(`${sentence}\n`);
  return code;
}
