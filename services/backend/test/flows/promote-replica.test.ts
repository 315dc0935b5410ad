import { expect, inject, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { runCommand } from './command-process.ts';

/** What it refuses and what it only tells; that it promotes is played by scripts/play/replica-promotion.ts. */
const gone = 'postgresql://pet:secret-password@127.0.0.1:1/pet';
const promote = (args: string[], primary: string) =>
  runCommand('../../scripts/promote-replica.ts', args, {
    DATABASE_URL: primary,
    DATABASE_REPLICA_URL: inject('replicaUrl'),
  });
const isReplica = () =>
  withClient(
    inject('replicaUrl'),
    async (client) => (await client.query('SELECT pg_is_in_recovery() AS is')).rows[0]?.is,
  );

test('a primary that answers keeps its place', async () => {
  const { code, stdout, stderr } = await promote(['--yes'], inject('primaryUrl'));
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('answers. Stop it first');
  expect(stderr).not.toContain(new URL(inject('primaryUrl')).password);
  // It does not let us in, which is an answer as well.
  const stranger = new URL(inject('primaryUrl'));
  stranger.password = 'wrong';
  expect(await promote(['--yes'], stranger.href)).toMatchObject({ code: 1, stdout: '' });
  expect(await isReplica()).toBe(true);
});

test('how far the replica has come can be asked for', async () => {
  const { code, stdout } = await promote(['--dry-run'], gone);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^The replica has replayed up to [0-9A-F]+\/[0-9A-F]+; its last change is from /);
  expect(await isReplica()).toBe(true);
});

test('what is a primary already is left as it is', async () => {
  const { code, stdout } = await promote(['--yes', '--replica', inject('primaryUrl')], gone);
  expect({ code, said: stdout.includes('is a primary already') }).toEqual({ code: 0, said: true });
});

test('it is not guessed where the primary was', async () => {
  expect((await promote(['--yes'], '')).stderr).toContain('Set DATABASE_URL');
  expect(await promote(['--help'], '')).toMatchObject({ code: 0, stderr: '' });
  expect(await promote(['--nonsense'], '')).toMatchObject({ code: 2, stdout: '' });
});
