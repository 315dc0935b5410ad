import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { repositoryRoot } from '../../dev/start/data-folder.ts';
import { commitAll, type FlyApp, startFlyApp } from '../support/fly-app.ts';

/** The real commands in a small repository whose service is a few lines; `fly` is stood in for. */
const prisma = 'services/backend/prisma';
let folder: string;
let repository: string;
let app: FlyApp;

beforeEach(async () => {
  folder = await mkdtemp(join(inject('runFolder'), 'deploy-'));
  repository = join(folder, 'repository');
  await mkdir(repository);
  execFileSync('git', ['init', '--quiet', '--bare', join(folder, 'origin.git')]);
  execFileSync('git', ['init', '--quiet', repository]);
  execFileSync('git', ['-C', repository, 'remote', 'add', 'origin', join(folder, 'origin.git')]);
  for (const name of ['staging', 'prod']) await write(`fly.${name}.toml`, `app = "pet-${name}"\n`);
  await write('package.json', JSON.stringify({ scripts: { check: 'node check.js' } }));
  await write('check.js', '');
  await write('services/backend/openapi.json', JSON.stringify({ info: { version: '1.0.0' }, paths: {} }));
  await write(`${prisma}/schema.prisma`, schemaOf('id BigInt @id', 'name String'));
  await write(
    `${prisma}/migrations/1_first/migration.sql`,
    'CREATE TABLE things (id bigint PRIMARY KEY, name text);\n',
  );
  await write('server.mjs', serverThatAnswers(200));
  app = await startFlyApp(join(folder, 'fly'), {
    start: [process.execPath, 'server.mjs'],
    ...{ releaseCommand: null, env: {}, links: {}, readyTimeoutMs: 3_000 },
  });
});
afterEach(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

const schemaOf = (...fields: string[]) => `model Thing {\n  ${fields.join('\n  ')}\n  @@map("things")\n}\n`;
const serverThatAnswers = (status: number, ready = 200) => `
  import { createServer } from 'node:http';
  const body = JSON.stringify({ items: [], info: { version: '1.0.0' }, paths: {} });
  createServer((request, reply) => {
    reply.statusCode = request.url === '/readyz' ? ${ready} : request.url === '/api/v1/products' ? ${status} : 200;
    reply.end(body);
  }).listen(Number(process.env.PORT), '127.0.0.1');`;

async function write(path: string, text: string): Promise<void> {
  const file = join(repository, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
}

async function run(command: 'deploy' | 'rollback', ...args: string[]) {
  const patience = command === 'deploy' ? ['--patience', '1'] : [];
  const child = spawn(
    process.execPath,
    [join(repositoryRoot, `scripts/${command}.ts`), '--url', app.url, ...patience, ...args],
    { cwd: repository, env: { ...process.env, ...app.env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

const status = () => fetch(`${app.url}/api/v1/products`).then((reply) => reply.status);
const deployed = () => app.releases().map((one) => `${one.Status} ${one.ImageRef.split(':')[1]}`);

it('goes to production with a backup before a migration, and back by command', { timeout: 90_000 }, async () => {
  const first = commitAll(repository, 'first');
  expect(await run('deploy', '--to', 'production')).toMatchObject({ code: 0 });
  await write(`${prisma}/migrations/2_colour/migration.sql`, 'ALTER TABLE things ADD COLUMN colour text;\n');
  await write(`${prisma}/schema.prisma`, schemaOf('id BigInt @id', 'name String', 'colour String?'));
  const second = commitAll(repository, 'second');
  const dry = await run('deploy', '--to', 'production', '--dry-run');
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.stdout).toContain('New migrations: 2_colour.\nWould take a backup first.');
  const { code, stdout } = await run('deploy', '--to', 'production');
  expect(code, stdout).toBe(0);
  expect(stdout).toContain('The backup before is 20261121T000000Z-fake.');
  expect(app.calls().filter((call) => call.startsWith('ssh'))).toHaveLength(1);
  expect(app.calls().at(-1)).toBe(
    `deploy --config fly.prod.toml --app pet-prod --build-arg COMMIT=${second} --image-label ${second} --yes`,
  );
  expect(await run('rollback', '--to', 'production', '--dry-run')).toMatchObject({ code: 0 });
  expect(await run('rollback', '--to', 'production')).toMatchObject({ code: 0 });
  expect(deployed()).toEqual([`complete ${first}`, `complete ${second}`, `complete ${first}`]);
  // What was gone back from is not gone back to.
  const again = await run('rollback', '--to', 'production');
  expect(again).toMatchObject({ code: 1 });
  expect(again.stderr).toContain('There is no release to go back to');
});

it('brings what was tried in staging to production without building it again', { timeout: 90_000 }, async () => {
  const first = commitAll(repository, 'first');
  await run('deploy', '--to', 'staging');
  const [tried = ''] = app.releases().map((one) => one.ImageRef);
  expect(tried).toMatch(new RegExp(`:${first}$`));
  const { code, stderr } = await run('deploy', '--to', 'production', '--image', tried);
  expect(code, stderr).toBe(0);
  expect(app.calls().at(-1)).toBe(`deploy --config fly.prod.toml --app pet-prod --image ${tried} --yes`);

  await write('README.md', 'More.\n');
  const second = commitAll(repository, 'second');
  for (const other of [tried, `registry.example.com/pet:${second.slice(0, 12)}`, `registry.example.com/pet:latest`]) {
    const refused = await run('deploy', '--to', 'production', '--image', other);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain(`whose label is ${second}`);
  }
  expect(app.calls().filter((call) => call.startsWith('deploy'))).toHaveLength(2);
});

it('goes back by itself when the release is ready and wrong, or never ready', { timeout: 90_000 }, async () => {
  const good = commitAll(repository, 'good');
  await run('deploy', '--to', 'staging');
  await write('server.mjs', serverThatAnswers(500));
  const bad = commitAll(repository, 'bad');
  const poisoned = await run('deploy', '--to', 'staging');
  expect(poisoned.code).toBe(1);
  expect(poisoned.stdout).toContain(
    `GET /api/v1/products is answered 500; gone back to ${good.slice(0, 12)}, which works`,
  );
  expect(deployed()).toEqual([`complete ${good}`, `complete ${bad}`, `complete ${good}`]);
  expect(await status()).toBe(200);
  await write('server.mjs', serverThatAnswers(200, 503));
  const never = commitAll(repository, 'never ready');
  const failed = await run('deploy', '--to', 'staging');
  expect(failed).toMatchObject({ code: 1 });
  expect(failed.stdout).toContain('fly deploy failed; gone back to');
  expect(deployed().slice(-2)).toEqual([`failed ${never}`, `complete ${good}`]);
  expect(await status()).toBe(200);
});

it('leaves no way that cannot be gone back, unless it is told to', { timeout: 90_000 }, async () => {
  commitAll(repository, 'first');
  await run('deploy', '--to', 'staging');
  await write(
    `${prisma}/migrations/2_drop/migration.sql`,
    '-- safe(still-used): nobody reads it, says its owner\nALTER TABLE things DROP COLUMN name;\n',
  );
  await write(`${prisma}/schema.prisma`, schemaOf('id BigInt @id'));
  commitAll(repository, 'drop');
  const refused = await run('deploy', '--to', 'staging');
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toContain('there would be no way back');
  expect(refused.stderr).toContain('2_drop, line');
  expect(app.releases()).toHaveLength(1);
  expect(await run('deploy', '--to', 'staging', '--one-way')).toMatchObject({ code: 0 });
  const back = await run('rollback', '--to', 'staging');
  expect(back).toMatchObject({ code: 1 });
  expect(back.stderr).toContain('cannot work with the database of now');
  expect(back.stderr).toContain('Go forward');
  expect(app.releases()).toHaveLength(2);
});

it('refuses what nobody can look at, what fails its checks, and a backup that failed', {
  timeout: 90_000,
}, async () => {
  commitAll(repository, 'first');
  await write('server.mjs', '');
  expect((await run('deploy', '--to', 'staging')).stderr).toContain('changes that are not committed');
  execFileSync('git', [
    '-C',
    repository,
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@example.com',
    'commit',
    '-qam',
    'mine',
  ]);
  expect((await run('deploy', '--to', 'staging')).stderr).toContain('is not pushed');
  await write('server.mjs', serverThatAnswers(200));
  await write('check.js', 'process.exit(1)');
  commitAll(repository, 'second');
  expect((await run('deploy', '--to', 'staging')).stderr).toContain('npm run --silent ended with 1');
  expect(existsSync(join(folder, 'fly', 'releases.json'))).toBe(false);
  await write('check.js', '');
  commitAll(repository, 'third');
  expect(await run('deploy', '--to', 'production')).toMatchObject({ code: 0 });
  await write(`${prisma}/migrations/2_colour/migration.sql`, 'ALTER TABLE things ADD COLUMN colour text;\n');
  commitAll(repository, 'fourth');
  await writeFile(join(folder, 'fly', 'backup-fails'), '');
  const { code, stderr } = await run('deploy', '--to', 'production');
  expect({ code, said: stderr.includes('fly ssh console ended with 1') }).toEqual({ code: 1, said: true });
  expect(app.releases()).toHaveLength(1);
});

it('explains itself', async () => {
  for (const command of ['deploy', 'rollback'] as const) {
    expect(await run(command, '--help')).toMatchObject({ code: 0, stderr: '' });
    expect(await run(command)).toMatchObject({ code: 2, stdout: '' });
    expect(await run(command, '--to', 'the-moon')).toMatchObject({ code: 2, stdout: '' });
  }
  expect((await run('rollback', '--to', 'staging')).stderr).toContain('There is no release to go back to');
});
