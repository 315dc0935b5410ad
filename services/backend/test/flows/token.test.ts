import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { createIssuer } from '../../dev/identity/issuer.ts';
import { issuerKeyName, loadSecrets, type Secrets, secretsFile } from '../../dev/start/secrets.ts';
import { startService, type TestService } from '../support/service.ts';
import { runCommand } from './command-process.ts';

let folder: string;
let secrets: Secrets;
let service: TestService;
beforeAll(async () => {
  folder = await mkdtemp(join(inject('runFolder'), 'token-'));
  secrets = await loadSecrets(folder);
  service = await startService({ env: { CLERK_JWT_KEY: createIssuer(secrets[issuerKeyName]).publicKey } });
});
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => writeFile(secretsFile(folder), JSON.stringify(secrets)));

const token = (args: string[], environment: Record<string, string> = {}) =>
  runCommand('dev/identity/token.ts', args, { DATA_DIR: folder, ...environment });

const claimsOf = (text: string) => JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString());

test('prints a token and nothing else, which the service takes', async () => {
  const { code, stdout, stderr } = await token(['--user', 'alice']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const headers = { authorization: `Bearer ${stdout.trim()}` };
  expect((await service.app.inject({ url: '/api/v1/me', headers })).statusCode).toBe(200);
  expect(await service.rows('SELECT clerk_id FROM users')).toEqual([{ clerk_id: 'user_alice' }]);
  expect(claimsOf(stdout)).toMatchObject({ sub: 'user_alice' });
  expect(claimsOf(stdout).exp - claimsOf(stdout).iat).toBe(3_600);
  expect(claimsOf(stdout).o).toBeUndefined();
});

test('of an administrator, for as long as is asked', async () => {
  const { stdout } = await token(['--user', 'grace', '--role', 'admin', '--expires-in', '60']);
  expect(claimsOf(stdout)).toMatchObject({ sub: 'user_grace', o: { rol: 'admin' } });
  expect(claimsOf(stdout).exp - claimsOf(stdout).iat).toBe(60);
});

test.each<[string, string[], string]>([
  ['nobody', [], '--user takes'],
  ['an odd name', ['--user', 'alice@example.com'], '--user takes'],
  ['an unknown role', ['--user', 'alice', '--role', 'owner'], '--role takes admin'],
  ['no time', ['--user', 'alice', '--expires-in', '0'], '--expires-in takes'],
  ['half a second', ['--user', 'alice', '--expires-in', '0.5'], '--expires-in takes'],
  ['words for a time', ['--user', 'alice', '--expires-in', 'soon'], '--expires-in takes'],
  ['too long', ['--user', 'alice', '--expires-in', '2592001'], '--expires-in takes'],
  ['an unknown option', ['--user', 'alice', '--name', 'x'], "Unknown option '--name'"],
])('%s is wrong usage', async (_what, args, sentence) => {
  const { code, stdout, stderr } = await token(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(sentence);
  expect(stderr).toContain('--help');
});

test('--help', async () => {
  const { code, stdout } = await token(['--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('npm run --silent token -- --user alice');
});

test.each(['production', 'staging'])('none in %s', async (name) => {
  const { code, stdout, stderr } = await token(['--user', 'alice'], { NODE_ENV: name });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('come from Clerk');
});

test('none before the first start, and nothing is made then', async () => {
  const elsewhere = join(folder, 'none');
  const { code, stdout, stderr } = await token(['--user', 'alice'], { DATA_DIR: elsewhere });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('Run npm start first');
  await expect(stat(elsewhere)).rejects.toThrow('ENOENT');
});

test('none from a damaged file', async () => {
  await writeFile(secretsFile(folder), '{');
  const { code, stdout, stderr } = await token(['--user', 'alice']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('is not JSON');
});

test('none for a running service that takes tokens of Clerk', async () => {
  // Stands for npm start, which is known by the name of its program.
  const running = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', '--', 'start.ts'], {
    stdio: 'ignore',
  });
  try {
    await writeFile(join(folder, 'start.pid'), `${running.pid}\n`);
    await writeFile(join(folder, 'running.json'), JSON.stringify({ signIn: 'clerk' }));
    const { code, stdout, stderr } = await token(['--user', 'alice']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('of Clerk alone');
  } finally {
    running.kill();
  }
  expect((await token(['--user', 'alice'])).code).toBe(0);
});
