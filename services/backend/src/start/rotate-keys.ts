import { parseArgs } from 'node:util';
import { countLeft, type Rotated, render, rotateKeys } from '../keys/rotate-keys.ts';
import { sealedColumns } from '../keys/sealed-columns.ts';
import { type Connection, withConnection } from '../platform/connection.ts';
import { findDatabaseUrl, openCrypto, readSecret } from './command-environment.ts';
import { actorName, CommandError, complain, print, printJson, runCommand } from './command-line.ts';

const help = `Seals everything personal anew with the current key, while the service runs, so that the key before can go.

  npm run rotate-keys               until nothing is left under another key
  npm run rotate-keys -- --dry-run  how much that would be

  --as      who you are, for the audit log (otherwise the user of the operating system)
  --json    one object

ENCRYPTION_KEY is the new key, ENCRYPTION_KEY_PREVIOUS the old one, as every running process must have them by now:
docs/runbooks/key-rotation.md has the order. Interrupted, it goes on where it was. Lookup hashes change with the key.
Exit codes: 0 nothing is left, 1 something is, or another problem, 2 wrong usage.`;

const hint = 'npm run rotate-keys -- --help';

if (import.meta.main) process.exitCode = await main();

export function main(args: readonly string[] = process.argv.slice(2)): Promise<number> {
  return runCommand(() => run(args), hint);
}

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      as: { type: 'string' },
    },
  });
  if (values.help) {
    print(help);
    return 0;
  }
  const actor = actorName(values.as);
  const crypto = openCrypto();
  return withConnection(
    findDatabaseUrl(),
    async (connection) => {
      if (values['dry-run']) {
        const left = await countLeft(connection, crypto, sealedColumns);
        if (values.json) printJson({ left });
        else print(`Not under the current key: ${render(left)}. Nothing was changed.`);
        return 0;
      }
      if (!readSecret('ENCRYPTION_KEY_PREVIOUS')) {
        throw new CommandError('This needs ENCRYPTION_KEY_PREVIOUS too: the key that opens what is to be sealed anew.');
      }
      const rotated = await rotateKeys({ connection, crypto, columns: sealedColumns, onProgress: complain });
      await recordRotation(connection, actor, crypto.currentKeyId.toString('hex'), rotated);
      return report(rotated, values.json);
    },
    { application_name: 'rotate-keys', lock_timeout: 10_000 },
  );
}

function report(rotated: Rotated, json: boolean): number {
  const isDone = Object.keys(rotated.left).length === 0;
  if (json) printJson({ ...rotated, done: isDone });
  else print(`Sealed anew: ${render(withoutZeros(rotated.resealed))}.`);
  if (isDone) {
    if (!json) print('Nothing is left under another key: ENCRYPTION_KEY_PREVIOUS can be taken away.');
    return 0;
  }
  if (Object.keys(rotated.unopened).length > 0) complain(`No key given opens: ${render(rotated.unopened)}.`);
  complain(`Still under another key: ${render(rotated.left)}. Do not take ENCRYPTION_KEY_PREVIOUS away.`);
  return 1;
}

function withoutZeros(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

async function recordRotation(connection: Connection, actor: string, keyId: string, { resealed, left }: Rotated) {
  await connection.query(`INSERT INTO audit_log (actor, action, subject, details) VALUES ($1, 'keys.rotate', $2, $3)`, [
    actor,
    `key:${keyId}`,
    JSON.stringify({ resealed: withoutZeros(resealed), left }),
  ]);
}
