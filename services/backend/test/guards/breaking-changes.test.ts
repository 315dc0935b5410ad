import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBreakingChanges } from '../../dev/contract/breaking-changes.ts';
import { renderOpenApi } from '../../dev/generate/openapi.ts';
import { backendRoot } from './source-files.ts';

const schema = {
  type: 'object',
  properties: { name: { type: 'string', maxLength: 10 }, kind: { type: 'string', enum: ['a', 'b'] } },
  required: ['name'],
};

function document(
  change: (parts: { request: Changeable; reply: Changeable; operation: Changeable }) => void = () => undefined,
) {
  const [request, reply] = [structuredClone(schema), structuredClone(schema)] as unknown as [Changeable, Changeable];
  const operation: Changeable = {
    operationId: 'createThing',
    parameters: [{ in: 'query', name: 'q', required: false, schema: { type: 'string' } }],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Request' } } },
    },
    responses: { 200: { content: { 'application/json': { schema: reply } } }, 404: {} },
  };
  change({ request, reply, operation });
  return { paths: { '/things': { post: operation } }, components: { schemas: { Request: request } } };
}

// biome-ignore lint/suspicious/noExplicitAny: a document under test is bent in every way there is
type Changeable = any;

describe('what breaks a client', () => {
  it.each<[string, Parameters<typeof document>[0], string]>([
    ['a reply without a property', ({ reply }) => delete reply.properties.kind, 'is gone'],
    ['a property of a reply that may be missing', ({ reply }) => (reply.required = []), 'may be missing'],
    ['another type in a reply', ({ reply }) => (reply.properties.name = { type: 'integer' }), 'became integer'],
    ['null where there was none', ({ reply }) => (reply.properties.name.type = ['string', 'null']), 'became null or'],
    ['a property that is asked for', ({ request }) => request.required.push('kind'), 'is required'],
    ['a value that is refused', ({ request }) => request.properties.kind.enum.pop(), 'no longer takes b'],
    ['a shorter text', ({ request }) => (request.properties.name.maxLength = 5), 'maxLength is 5'],
    ['a parameter that is refused', ({ operation }) => operation.parameters.pop(), 'is refused'],
    ['a parameter that is asked for', ({ operation }) => (operation.parameters[0].required = true), 'is required'],
    ['another operationId', ({ operation }) => (operation.operationId = 'makeThing'), 'operationId is another'],
    ['a status that is gone', ({ operation }) => delete operation.responses[200], 'no longer answers 200'],
  ])('%s', (_what, change, told) => {
    const found = findBreakingChanges(document(), document(change));
    expect(found.join('\n')).toContain(told);
  });

  it('a path that is gone', () => {
    expect(findBreakingChanges(document(), { paths: {} })).toEqual(['POST /things: is gone']);
  });
});

describe('what breaks nobody', () => {
  it.each<[string, Parameters<typeof document>[0]]>([
    ['nothing', () => undefined],
    ['a reply that tells more', ({ reply }) => (reply.properties.more = { type: 'string' })],
    ['a request that may hold more', ({ request }) => (request.properties.more = { type: 'string' })],
    ['a request that must hold less', ({ request }) => (request.required = [])],
    ['a longer text', ({ request }) => (request.properties.name.maxLength = 50)],
    ['an error that no longer happens', ({ operation }) => delete operation.responses[404]],
    [
      'a parameter that may be sent',
      ({ operation }) => operation.parameters.push({ in: 'query', name: 'r', schema: {} }),
    ],
  ])('%s', (_what, change) => {
    expect(findBreakingChanges(document(), document(change))).toEqual([]);
  });
});

it('the API breaks nothing that was promised (openapi.released.json; a new promise: npm run openapi -- --release)', async () => {
  const released = JSON.parse(readFileSync(join(backendRoot, 'openapi.released.json'), 'utf8'));
  expect(findBreakingChanges(released, JSON.parse(await renderOpenApi()))).toEqual([]);
});
