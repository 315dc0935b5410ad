import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { type Connection, quoteName } from '../platform/connection.ts';
import { listTables, type Table } from './catalog.ts';

/**
 * The format `rows`: what COPY says of every table, for machines that have no pg_dump of the server's version. It has
 * the rows and where the sequences stand; the tables themselves come from the migrations, which are in the code.
 *
 * Compressed frames of 1 byte type, 4 bytes length, content: T opens a table (JSON), D is data of it, S tells the
 * sequences (JSON) and is the last.
 */
type FrameType = 'T' | 'D' | 'S';

interface Frame {
  type: FrameType;
  content: Buffer;
}

const headerLength = 5;

/** In the transaction, and so in the snapshot, of the caller. */
export function dumpRows(
  connection: Connection,
  tables: readonly Table[],
  onTable: (name: string) => void,
): AsyncIterable<Buffer> {
  return through(createGzip({ level: 6 }), writeFrames(connection, tables, onTable));
}

/**
 * Loads a dump into the empty tables of a database that has the same migrations, in one transaction. What migrations
 * have put into a table gives way to what the dump says.
 */
export async function loadRows(
  connection: Connection,
  dump: AsyncIterable<Uint8Array>,
  onTable: (name: string) => void,
): Promise<void> {
  const known = new Set((await listTables(connection)).map(({ name }) => name));
  const frames = readFrames(through(createGunzip(), dump));
  await connection.query('BEGIN');
  let next = await frames.next();
  while (!next.done && next.value.type === 'T') {
    const { name, columns } = JSON.parse(next.value.content.toString()) as Table;
    if (!known.has(name)) throw new Error(`the backup has a table ${name} that its own migrations do not make`);
    onTable(name);
    const enable = await disableTriggers(connection, name);
    await emptyTable(connection, name);
    async function* data() {
      for (next = await frames.next(); !next.done && next.value.type === 'D'; next = await frames.next()) {
        yield next.value.content;
      }
    }
    await pipeline(data, connection.query(copyFrom(`COPY ${quoteName(name)} (${columns.map(quoteName)}) FROM STDIN`)));
    for (const statement of enable) await connection.query(statement);
  }
  if (next.done || next.value.type !== 'S') throw new Error('the dump ends before its end');
  for (const { name, value } of JSON.parse(next.value.content.toString()) as Sequence[]) {
    await connection.query('SELECT setval($1::regclass, $2)', [`public.${quoteName(name)}`, value]);
  }
  // Reads to the end of the stream, where the last piece and the checksum are proved.
  if (!(await frames.next()).done) throw new Error('the dump goes on behind its end');
  await connection.query('COMMIT');
}

interface Sequence {
  name: string;
  value: string;
}

async function* writeFrames(
  connection: Connection,
  tables: readonly Table[],
  onTable: (name: string) => void,
): AsyncGenerator<Buffer> {
  for (const table of tables) {
    onTable(table.name);
    yield frame('T', Buffer.from(JSON.stringify(table)));
    const list = table.columns.map(quoteName).join(', ');
    // A query, because COPY of a partitioned table itself gives nothing.
    const rows = connection.query(copyTo(`COPY (SELECT ${list} FROM ${quoteName(table.name)}) TO STDOUT`));
    for await (const chunk of rows) yield frame('D', chunk as Buffer);
  }
  const { rows } = await connection.query<Sequence>(
    `SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
      WHERE schemaname = 'public' AND last_value IS NOT NULL`,
  );
  yield frame('S', Buffer.from(JSON.stringify(rows)));
}

function frame(type: FrameType, content: Buffer): Buffer {
  const header = Buffer.alloc(headerLength);
  header.write(type);
  header.writeUInt32BE(content.length, 1);
  return Buffer.concat([header, content]);
}

async function* readFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let needed = headerLength;
  for await (const chunk of source) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes < needed) continue;
    let bytes = Buffer.concat(held);
    for (;;) {
      needed = bytes.length < headerLength ? headerLength : headerLength + bytes.readUInt32BE(1);
      if (bytes.length < needed) break;
      yield { type: bytes.toString('latin1', 0, 1) as FrameType, content: bytes.subarray(headerLength, needed) };
      bytes = bytes.subarray(needed);
    }
    held = [bytes];
    heldBytes = bytes.length;
  }
  if (heldBytes > 0) throw new Error('the dump ends in the middle');
}

/**
 * What triggers would write is in the dump as well, as it was. Whoever owns a table may do this; being a superuser is not
 * asked for.
 * @returns the statements that put each trigger back to how it was.
 */
async function disableTriggers(connection: Connection, name: string): Promise<string[]> {
  const { rows } = await connection.query<{ trigger: string; mode: string }>(
    `SELECT tgname AS trigger, CASE tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END AS mode
     FROM pg_trigger WHERE tgrelid = $1::regclass AND NOT tgisinternal AND tgenabled <> 'D'`,
    [`public.${quoteName(name)}`],
  );
  if (rows.length > 0) await connection.query(`ALTER TABLE ${quoteName(name)} DISABLE TRIGGER USER`);
  return rows.map(({ trigger, mode }) => `ALTER TABLE ${quoteName(name)} ${mode} TRIGGER ${quoteName(trigger)}`);
}

/** Only what is not empty: the audit log refuses to be emptied, and no migration writes into it. */
async function emptyTable(connection: Connection, name: string): Promise<void> {
  const { rows } = await connection.query(`SELECT FROM ${quoteName(name)} LIMIT 1`);
  if (rows.length > 0) await connection.query(`TRUNCATE ${quoteName(name)} CASCADE`);
}

/** Whatever fails on the way in fails whoever reads what comes out. */
function through(
  transform: ReturnType<typeof createGzip | typeof createGunzip>,
  source: AsyncIterable<Uint8Array>,
): AsyncIterable<Buffer> {
  const output = new PassThrough();
  pipeline(Readable.from(source, { objectMode: false }), transform, output).catch((error: Error) =>
    output.destroy(error),
  );
  return output;
}
