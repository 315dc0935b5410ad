import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startService, type TestService, testRecord } from '../support/service.ts';
import { runCommand } from './command-process.ts';

/** Where an operator's command finds its database and its key, and what it says when it does not. */
let service: TestService;
let id: string;
const program = 'src/start/inbox.ts';
const encryptionKey = testRecord({})['ENCRYPTION_KEY'] ?? '';

beforeAll(async () => {
  service = await startService();
  await service.deliver({ topic: 'carts/update', body: { id: 'a-cart' }, webhookId: 'parked-1' });
  await service.settled();
  id = (await service.unsettled('parked-1'))?.id ?? '';
});

afterAll(() => service?.stop());

it('ends with 2 and one sentence when it is called wrongly', async () => {
  const hint = 'For help: npm run inbox -- --help\n';
  expect(await runCommand(program, ['list', '--status', 'odd'])).toEqual({
    code: 2,
    stdout: '',
    stderr: `--status is one of pending, processing, dead, parked, done, not "odd".\n${hint}`,
  });
  expect(await runCommand(program, ['list', '--frob'])).toEqual({
    code: 2,
    stdout: '',
    stderr: `Unknown option '--frob'.\n${hint}`,
  });
});

it('gives help without any environment', async () => {
  const { code, stdout } = await runCommand(program, ['--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('npm run inbox -- replay --since T');
  expect(stdout.split('\n').every((line) => line.length <= 120)).toBe(true);
});

it('says so when there is no database, or none that answers', async () => {
  const none = await runCommand(program, ['list'], { DATA_DIR: join(inject('runFolder'), 'nothing-here') });
  expect(none).toMatchObject({ code: 1, stdout: '' });
  expect(none.stderr).toMatch(/^No database: set DATABASE_URL .*npm start\.\n$/);
  const silent = await runCommand(program, ['list'], { DATABASE_URL: 'postgresql://pet@127.0.0.1:1/pet' });
  expect(silent).toEqual({ code: 1, stdout: '', stderr: 'The database cannot be reached (ECONNREFUSED).\n' });
});

it('reads DATABASE_URL_FILE, and finds the running development instance by itself', async () => {
  const folder = join(inject('runFolder'), 'inbox-cli');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'url'), `${service.database.url}\n`);
  expect(await runCommand(program, ['list'], { DATABASE_URL_FILE: join(folder, 'url') })).toMatchObject({
    code: 0,
    stderr: '',
  });

  const instance = { dataFolder: folder, databaseUrl: service.database.url, pids: { start: process.pid } };
  await writeFile(join(folder, 'running.json'), JSON.stringify(instance));
  await writeFile(join(folder, 'secrets.json'), JSON.stringify({ ENCRYPTION_KEY: encryptionKey }));
  const found = await runCommand(program, ['show', id, '--body'], { DATA_DIR: folder });
  expect(found.code).toBe(0);
  expect(found.stderr).toContain('using the database of the running npm start');
  expect(found.stdout).toContain('a-cart');
});
