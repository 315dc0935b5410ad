import { createHmac, randomBytes } from 'node:crypto';
import { verifyWebhook } from '@clerk/backend/webhooks';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyClerk } from './verify-clerk.ts';

/** As Svix describes it, written apart from the code under test. */
function svixSign(secret: string, id: string, timestamp: string, body: Uint8Array): string {
  const key = Buffer.from(secret.slice(6), 'base64');
  return `v1,${createHmac('sha256', key)
    .update(Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]))
    .digest('base64')}`;
}

const makeSecret = () => `whsec_${randomBytes(24).toString('base64')}`;
const [current, previous, foreign] = [makeSecret(), makeSecret(), makeSecret()];
const secrets = [current, previous];
const id = 'msg_2Lh9KRb0pzN4LePd3XiA4v12Axj';
const now = new Date('2026-11-21T12:00:00.000Z');
const seconds = Math.floor(now.getTime() / 1_000);
const body = Buffer.from('{"type":"user.created", "x":1.0,\n"y":"\\u00e9"}');

function verify(
  changes: Record<string, string | string[] | undefined> = {},
  given: { secrets?: string[]; body?: Buffer } = {},
) {
  const headers = {
    'svix-id': id,
    'svix-timestamp': String(seconds),
    'svix-signature': svixSign(current, id, String(seconds), given.body ?? body),
    ...changes,
  };
  return verifyClerk(given.body ?? body, headers, { secrets: given.secrets ?? secrets, now });
}

const right = svixSign(current, id, String(seconds), body);
const verified = { outcome: 'verified', delivery: { webhookId: id, sentAt: now } };

describe('signature', () => {
  test('of the current and of the previous secret', () => {
    expect(verify()).toEqual(verified);
    expect(verify({ 'svix-signature': svixSign(previous, id, String(seconds), body) })).toEqual(verified);
    expect(verify({ 'svix-signature': svixSign(previous, id, String(seconds), body) }, { secrets: [current] })).toEqual(
      {
        outcome: 'invalid_signature',
      },
    );
  });

  test('one among several is enough, wherever it stands', () => {
    const other = svixSign(foreign, id, String(seconds), body);
    expect(verify({ 'svix-signature': `${other} ${right}` })).toEqual(verified);
    expect(verify({ 'svix-signature': `${right} v1a,AAAA ${other}` })).toEqual(verified);
    expect(verify({ 'svix-signature': `${other} ${other}` })).toEqual({ outcome: 'invalid_signature' });
  });

  test.each([
    ['by another secret', svixSign(foreign, id, String(seconds), body)],
    ['of another id', svixSign(current, 'msg_other', String(seconds), body)],
    ['of another time', svixSign(current, id, String(seconds - 1), body)],
    ['of another body', svixSign(current, id, String(seconds), Buffer.from('{}'))],
    [
      'of the body alone',
      `v1,${createHmac('sha256', Buffer.from(current.slice(6), 'base64'))
        .update(body)
        .digest('base64')}`,
    ],
    [
      'by the secret as text',
      `v1,${createHmac('sha256', current).update(`${id}.${seconds}.`).update(body).digest('base64')}`,
    ],
    ['of another version', right.replace('v1,', 'v2,')],
    ['without a version', right.replace('v1,', '')],
    ['truncated', right.slice(0, -4)],
    ['without padding', right.replace(/=+$/, '')],
    ['with something behind it', `${right}AAAA`],
    ['in another alphabet', right.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')],
    ['no signature at all', 'nonsense'],
    ['not text', '\u00ff\u00fe'],
  ])('%s is refused', (_case, signature) => {
    expect(verify({ 'svix-signature': signature })).toEqual({ outcome: 'invalid_signature' });
  });

  test.each([undefined, '', '  ', 'v1,'.repeat(1_000), ['v1,AAAA', 'v1,AAAA']])('%j counts as missing', (signature) => {
    expect(verify({ 'svix-signature': signature })).toEqual({ outcome: 'missing_signature' });
  });

  test('without a secret nothing is taken, not even what an empty key signed', () => {
    expect(verify({}, { secrets: [] })).toEqual({ outcome: 'invalid_signature' });
    const signature = svixSign('whsec_', id, String(seconds), body);
    expect(verify({ 'svix-signature': signature }, { secrets: [] })).toEqual({ outcome: 'invalid_signature' });
  });

  test('covers every bit of the body', () => {
    fc.assert(
      fc.property(fc.nat(body.length * 8 - 1), (bit) => {
        const changed = Buffer.from(body);
        changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
        expect(verify({ 'svix-signature': right }, { body: changed })).toEqual({ outcome: 'invalid_signature' });
      }),
    );
  });

  test('covers bytes, not text', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x7b]);
    expect(verify({}, { body: bytes })).toEqual(verified);
    // What a decoder makes of both is the same.
    expect(
      verify(
        { 'svix-signature': svixSign(current, id, String(seconds), Buffer.from([0xff])) },
        { body: Buffer.from([0xfe]) },
      ),
    ).toEqual({
      outcome: 'invalid_signature',
    });
  });
});

describe('time of sending', () => {
  const at = (distance: number) => {
    const timestamp = String(seconds + distance);
    return verify({ 'svix-timestamp': timestamp, 'svix-signature': svixSign(current, id, timestamp, body) });
  };

  test('up to five minutes away, each way', () => {
    for (const distance of [-300, -1, 0, 1, 300]) expect(at(distance).outcome).toBe('verified');
    for (const distance of [-86_400, -301, 301, 86_400]) expect(at(distance)).toEqual({ outcome: 'expired_signature' });
  });

  test('what is forged and old is told no more than that it is forged', () => {
    expect(verify({ 'svix-timestamp': '1', 'svix-signature': 'v1,AAAA' })).toEqual({ outcome: 'invalid_signature' });
  });
});

describe('headers', () => {
  test.each([undefined, '', ' ', 'a.b', 'a b', 'a, a', 'x'.repeat(256), ['a', 'a']])('svix-id %j is no id', (given) => {
    expect(verify({ 'svix-id': given })).toEqual({ outcome: 'missing_header', header: 'svix-id' });
  });

  test.each([undefined, '', '-1', '1.5', '0x10', '1e9', ' 1 2', 'now', `${seconds}, ${seconds}`, '9'.repeat(12)])(
    'svix-timestamp %j is no time',
    (given) => {
      expect(verify({ 'svix-timestamp': given })).toEqual({ outcome: 'missing_header', header: 'svix-timestamp' });
    },
  );

  test('the signed text comes apart in one way only', () => {
    // id `a`, time T and body `1.x` are signed by the same bytes as id `a.T`, time 1 and body `x`.
    const moved = svixSign(current, 'a', String(seconds), Buffer.from(`${seconds}.x`));
    const headers = { 'svix-id': `a.${seconds}`, 'svix-timestamp': String(seconds), 'svix-signature': moved };
    expect(verify(headers, { body: Buffer.from('x') })).toEqual({ outcome: 'missing_header', header: 'svix-id' });
  });
});

test("takes what Clerk's own library takes, and refuses what it refuses", async () => {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signatures = [
    svixSign(current, id, timestamp, body),
    svixSign(foreign, id, timestamp, body),
    'v1,AAAA',
    'nonsense',
  ];
  for (const signature of [...signatures, signatures.join(' ')]) {
    const headers = { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': signature };
    const request = new Request('https://api.example.com/', { method: 'POST', headers, body });
    const theirs = await verifyWebhook(request, { signingSecret: current }).then(
      () => true,
      () => false,
    );
    const ours = verifyClerk(body, headers, { secrets: [current], now: new Date() }).outcome === 'verified';
    expect([signature, ours]).toEqual([signature, theirs]);
  }
});
