import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { type Regions, sendWritesToPrimary } from './regions.ts';

const elsewhere: Regions = { primary: 'fra', own: 'iad' };
const replay = 'region=fra;state=write;timeout=5s;fallback=prefer_self';
/** As Fly's proxy sets them on a request that came in at an edge in Washington. */
const fromEdge = { 'fly-client-ip': '203.0.113.7', 'fly-region': 'iad', 'x-forwarded-proto': 'https' };

interface Asked {
  method?: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  payload?: string;
}

/** What the proxy is told, or `here` when this machine answers. */
async function askMachine(regions: Regions, { method = 'POST', headers = {}, payload }: Asked = {}): Promise<string> {
  const app = Fastify({ bodyLimit: 2_000_000 });
  sendWritesToPrimary(app, regions);
  app.addContentTypeParser('*', { parseAs: 'string' }, async () => undefined);
  app.route({
    method: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/',
    handler: async () => '',
  });
  const body = payload === undefined ? {} : { payload };
  const response = await app.inject({ method, url: '/', headers: { ...fromEdge, ...headers }, ...body });
  return (response.headers['fly-replay'] as string | undefined) ?? (response.statusCode === 200 ? 'here' : 'refused');
}

describe('a machine outside the primary region', () => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('sends %s to the primary region', async (method) => {
    expect(await askMachine(elsewhere, { method })).toBe(replay);
  });

  test.each(['GET', 'HEAD', 'OPTIONS'] as const)('answers %s itself', async (method) => {
    expect(await askMachine(elsewhere, { method })).toBe('here');
  });

  test('sends on what the proxy can replay and writes larger bodies from afar', async () => {
    expect(await askMachine(elsewhere, { payload: 'x'.repeat(1_000_000) })).toBe(replay);
    expect(await askMachine(elsewhere, { payload: 'x'.repeat(1_000_001) })).toBe('here');
  });

  test('does not send on a body of unknown length', async () => {
    expect(await askMachine(elsewhere, { headers: { 'transfer-encoding': 'chunked' } })).toBe('here');
  });

  test.each([
    ['has been brought here already', 'fly-replay-src', 'instance=00bb33ff;region=iad;t=1716239022000000;state=write'],
    [
      'could not be brought to the primary region',
      'fly-replay-failed',
      'instance=00bb33ff;app=pet-backend;region=fra;replay_source=11aa44ee;reason=timeout;elapsed_ms=5000',
    ],
    ['claims so without a word of detail', 'fly-replay-src', ''],
  ])('does itself what %s: no request goes round in circles', async (_what, name, value) => {
    expect(await askMachine(elsewhere, { headers: { [name]: value } })).toBe('here');
  });

  test('believes its own region and not the header, which names the edge', async () => {
    expect(await askMachine(elsewhere, { headers: { 'fly-region': 'fra' } })).toBe(replay);
    expect(await askMachine({ primary: 'fra', own: 'fra' }, { headers: { 'fly-region': 'iad' } })).toBe('here');
  });
});

test.each<[string, Regions]>([
  ['in the primary region', { primary: 'fra', own: 'fra' }],
  ['without a primary region', { primary: undefined, own: 'iad' }],
  ['that is not on Fly', { primary: 'fra', own: undefined }],
])('a machine %s writes itself', async (_where, regions) => {
  expect(await askMachine(regions)).toBe('here');
});
