import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type BulkLine, readBulkLines } from '../../src/clients/shopify-bulk-results.ts';
import { inBatches, readBulkGroups } from '../../src/mirror/bulk-groups.ts';

const root = (id: number) => JSON.stringify({ id: `gid://shopify/Product/${id}`, title: 'Ham ă' });
const child = (id: number, of: number) =>
  JSON.stringify({ id: `gid://shopify/ProductVariant/${id}`, __parentId: `gid://shopify/Product/${of}` });
const lines = [root(1), child(11, 1), child(12, 1), root(2), root(3), child(31, 3)];
const file = Buffer.from(lines.map((line) => `${line}\n`).join(''));

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/result.jsonl`;
}

async function readAll<T>(all: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const one of all) read.push(one);
  return read;
}
const read = (url: string, from: number) => readAll<BulkLine>(readBulkLines(url, from, AbortSignal.timeout(10_000)));

/** Split in the middle of lines, and of letters. */
const inPieces: RequestListener = (_request, response) => {
  response.writeHead(200);
  for (let at = 0; at < file.length; at += 7) response.write(file.subarray(at, at + 7));
  response.end();
};

test('lines are the same however the bytes arrive, and say where one goes on', async () => {
  const url = await serve(inPieces);
  const all = await read(url, 0);
  expect(all.map(({ text }) => text)).toEqual(lines);
  expect(all.at(-1)?.end).toBe(file.length);
  for (const [index, { end }] of all.entries()) {
    // This server knows nothing of ranges.
    expect((await read(url, end)).map(({ text }) => text)).toEqual(lines.slice(index + 1));
  }
});

test('a server that knows of ranges is asked for the rest only', async () => {
  const asked: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    asked.push(request.headers.range);
    const from = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
    if (from >= file.length) response.writeHead(416).end();
    else response.writeHead(from > 0 ? 206 : 200).end(file.subarray(from));
  });
  const [first] = await read(url, 0);
  expect((await read(url, first?.end ?? 0)).map(({ text }) => text)).toEqual(lines.slice(1));
  expect(await read(url, file.length)).toEqual([]);
  expect(asked).toEqual([undefined, `bytes=${first?.end}-`, `bytes=${file.length}-`]);
});

test('what belongs to a resource comes with it, and its end is that of its last line', async () => {
  const url = await serve(inPieces);
  const signal = AbortSignal.timeout(10_000);
  const groups = await readAll(readBulkGroups(url, 0, signal));
  expect(groups.map(({ root: { id }, children }) => [id, children.length])).toEqual([
    ['gid://shopify/Product/1', 2],
    ['gid://shopify/Product/2', 0],
    ['gid://shopify/Product/3', 1],
  ]);
  const rest = await readAll(readBulkGroups(url, groups[0]?.end ?? 0, signal));
  expect(rest).toEqual(groups.slice(1));
  const batches = await readAll(inBatches(readBulkGroups(url, 0, signal), 2));
  expect(batches.map((batch) => batch.length)).toEqual([2, 1]);
});

test('a file that is cut off, refused or gone is unavailable, never short', async () => {
  const cut = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': file.length });
    response.write(file.subarray(0, 100), () => response.destroy());
  });
  await expect(read(cut, 0)).rejects.toMatchObject({ code: 'unavailable' });
  const gone = await serve((_request, response) => response.writeHead(403).end());
  await expect(read(gone, 0)).rejects.toMatchObject({ code: 'unavailable' });
});
