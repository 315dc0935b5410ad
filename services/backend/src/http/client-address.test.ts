import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { carryClientAddresses } from './client-address.ts';

async function addressSeen(header: string | undefined, headers: Record<string, string>): Promise<string> {
  const app = Fastify();
  carryClientAddresses(app, header);
  app.get('/', async (request) => request.clientAddress);
  const { payload } = await app.inject({ path: '/', headers, remoteAddress: '192.0.2.1' });
  return payload;
}

const claims = { 'x-real-ip': '203.0.113.7', 'fly-client-ip': '203.0.113.8', 'x-forwarded-for': '203.0.113.9' };

describe('the address of a client', () => {
  it('is that of the socket where no proxy is said to be in front, whatever headers claim', async () => {
    expect(await addressSeen(undefined, claims)).toBe('192.0.2.1');
  });

  it.each([
    ['x-real-ip', '203.0.113.7'],
    ['fly-client-ip', '203.0.113.8'],
  ])('is what the proxy says in %s, and nothing else', async (header, address) => {
    expect(await addressSeen(header, claims)).toBe(address);
  });

  it('is that of the socket when the header is missing or no address', async () => {
    expect(await addressSeen('x-real-ip', {})).toBe('192.0.2.1');
    expect(await addressSeen('x-real-ip', { 'x-real-ip': '1.2.3.4, 5.6.7.8' })).toBe('192.0.2.1');
  });
});
