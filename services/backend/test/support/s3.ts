import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { S3Options } from '../../src/clients/storage.ts';

export interface Seen {
  method: string;
  path: string;
  contentType: string | undefined;
}

export interface TestS3 {
  options: S3Options;
  seen: Seen[];
  objects: Map<string, Buffer>;
  /** What the next requests are answered with, instead of being done. */
  failures: { status: number; code: string }[];
  close(): Promise<void>;
}

const region = 'auto';
const bucket = 'pet-previews';
const keyId = 'AKIDTESTS';
const secret = 'tests/secret+key';
/** Few, so that a list has several pages. */
const pageSize = 2;

/**
 * What S3 asks for, by its reference (API_PutObject, API_GetObject, API_ListObjectsV2, API_DeleteObject) and by
 * "Signature Version 4": the bucket in the path, a signature over method, path, query and headers that is reckoned here
 * anew, and the hash of the body.
 */
export async function startS3(): Promise<TestS3> {
  const objects = new Map<string, Buffer>();
  const seen: Seen[] = [];
  const failures: TestS3['failures'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const { method = '', headers } = request;
      seen.push({ method, path: request.url ?? '', contentType: headers['content-type'] });
      const failure = failures.shift();
      const problem = findSignatureProblem(request, body);
      if (failure) refuse(response, failure.status, failure.code);
      else if (problem) refuse(response, 403, problem);
      else answer(objects, request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    options: { endpoint, region, bucket, accessKeyId: keyId, secretAccessKey: secret },
    seen,
    objects,
    failures,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(objects: Map<string, Buffer>, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const url = new URL(request.url ?? '', 'http://s3');
  const [, named, ...rest] = url.pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  const found = objects.get(key);
  if (named !== bucket) refuse(response, 404, 'NoSuchBucket');
  else if (request.method === 'PUT') {
    objects.set(key, body);
    response.setHeader('etag', `"${createHash('md5').update(body).digest('hex')}"`).end();
  } else if (request.method === 'DELETE') {
    objects.delete(key);
    response.writeHead(204).end();
  } else if (key === '' && url.searchParams.get('list-type') === '2') {
    response.setHeader('content-type', 'application/xml').end(listPage(objects, url.searchParams));
  } else if (found) response.end(found);
  else refuse(response, 404, 'NoSuchKey');
}

function listPage(objects: Map<string, Buffer>, query: URLSearchParams): string {
  const after = query.get('continuation-token') ?? '';
  const keys = [...objects.keys()]
    .filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after)
    .sort((a, b) => (a < b ? -1 : 1));
  const page = keys.slice(0, pageSize);
  const next = keys.length > pageSize ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${next !== ''}</IsTruncated>${contents}${next}</ListBucketResult>`;
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

/** The code S3 answers with; undefined when the request is signed as it must be. */
function findSignatureProblem(request: IncomingMessage, body: Buffer): string | undefined {
  const { headers, method = '' } = request;
  const bodyHash = sha256Hex(body);
  if (headers['x-amz-content-sha256'] !== bodyHash) return 'XAmzContentSHA256Mismatch';
  const sent = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
    headers.authorization ?? '',
  );
  if (!sent) return 'AccessDenied';
  const [credential, signedHeaders, signature] = sent.slice(1) as [string, string, string];
  const names = signedHeaders.split(';');
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.includes(name))) return 'AccessDenied';
  const date = String(headers['x-amz-date']);
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`;
  if (credential !== `${keyId}/${scope}`) return 'InvalidAccessKeyId';
  const url = new URL(request.url ?? '', 'http://s3');
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const canonicalHeaders = names.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('');
  const canonical = [method, url.pathname, query, canonicalHeaders, signedHeaders, bodyHash].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256Hex(Buffer.from(canonical))].join('\n');
  const key = [date.slice(0, 8), region, 's3', 'aws4_request'].reduce(hmac, Buffer.from(`AWS4${secret}`));
  return hmac(key, toSign).toString('hex') === signature ? undefined : 'SignatureDoesNotMatch';
}

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256Hex = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
