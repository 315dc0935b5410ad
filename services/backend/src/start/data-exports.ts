import { existsSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Database } from '../platform/db.ts';
import { fromJson } from '../platform/sealed-json.ts';
import { type DataExportSummary, listDataExports, takeDataExport } from '../webhooks/compliance-exports.ts';
import { openCrypto, withDatabase } from './command-environment.ts';
import {
  actorName,
  CommandError,
  complain,
  parseId,
  print,
  printJson,
  runCommand,
  UsageError,
} from './command-line.ts';
import { renderTable } from './inbox-rendering.ts';

const help = `Hands over what a customer asked for: the exports that customers/data_request made.

  npm run data-exports -- list                     the newest exports, and whether they were handed over
  npm run data-exports -- write REQUEST_ID FILE    decrypts one into a file that only you can read (mode 0600)

  --json     one object, ids as text
  --force    write: replaces a file that is there already
  --as       write: who you are, for the audit log (otherwise the user of the operating system)

DATABASE_URL says which database and ENCRYPTION_KEY opens the export (both also as *_FILE); when DATABASE_URL is unset,
those of the running npm start are used. On a production machine: node dist/start/data-exports.js list
Shopify allows thirty days to answer a request. An export is erased together with its customer.
Exit codes: 0 done, 1 a problem, 2 wrong usage.`;

const listed = 100;

if (import.meta.main) process.exitCode = await runCommand(main, 'npm run data-exports -- --help');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      json: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      as: { type: 'string' },
    },
  });
  const [command, ...operands] = positionals;
  if (values.help || command === 'help') {
    print(help);
    return 0;
  }
  if (command === 'list' && operands.length === 0) {
    return withDatabase((database) => runList(database, values.json));
  }
  const [id, file] = operands;
  if (command === 'write' && id !== undefined && file !== undefined && operands.length === 2) {
    const options = { id: parseId(id, 'The request id'), file, ...values, actor: actorName(values.as) };
    return withDatabase((database) => runWrite(database, options));
  }
  throw new UsageError('Say list, or write REQUEST_ID FILE.');
}

async function runList(database: Database, json: boolean): Promise<number> {
  const exports = await listDataExports(database.primary, listed);
  if (json) printJson({ exports });
  else print(exports.length === 0 ? 'No exports.' : renderExports(exports));
  return 0;
}

interface WriteOptions {
  id: bigint;
  file: string;
  force: boolean;
  json: boolean;
  actor: string;
}

async function runWrite(database: Database, { id, file, force, json, actor }: WriteOptions): Promise<number> {
  const crypto = openCrypto();
  const existed = existsSync(file);
  const handle = await openTarget(file, force);
  try {
    const taken = await takeDataExport(database.writer, crypto, id, actor);
    if (taken === 'unknown') throw new CommandError(`There is no export of request ${id}.`);
    if (taken === 'erased')
      throw new CommandError(`The export of request ${id} was erased together with its customer.`);
    await handle.truncate(0);
    await handle.chmod(0o600);
    await handle.writeFile(`${JSON.stringify(fromJson(taken.content), null, 2)}\n`);
    await handle.sync();
  } catch (error) {
    if (!existed) await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  complain('The file is personal data: hand it over and delete it. Writing it is noted in the audit log.');
  if (json) printJson({ requestId: id, file });
  else print(`The export of request ${id} is in ${file}.`);
  return 0;
}

/** Opened before anything is decrypted or audited, and not emptied before there is something to put in. */
async function openTarget(file: string, force: boolean): Promise<FileHandle> {
  try {
    return await open(file, force ? 'a' : 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new CommandError(`${file} is there already: --force replaces it.`);
    throw new CommandError(`${file} cannot be written (${code}).`);
  }
}

function renderExports(exports: readonly DataExportSummary[]): string {
  const minute = (time: Date) => time.toISOString().slice(0, 16).replace('T', ' ');
  const rows = exports.map((one) => [
    one.requestId,
    one.customerId,
    minute(one.createdAt),
    one.erased ? 'erased' : 'ready',
    one.handedOverAt ? `${minute(one.handedOverAt)} by ${one.handedOverBy}` : 'no',
  ]);
  return renderTable({ header: ['request', 'customer', 'made (UTC)', 'state', 'handed over'], rows, right: [0, 1] });
}
