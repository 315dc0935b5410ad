import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { otherBytes, sealedColumns } from '../../src/keys/sealed-columns.ts';
import { backendRoot } from './source-files.ts';

it('every column of bytes is known to the rotation of keys, as sealed or as something else', () => {
  const schema = readFileSync(join(backendRoot, 'prisma', 'schema.prisma'), 'utf8');
  const columns = schema.split(/^model /m).flatMap((model) => {
    const table = /@@map\("([^"]+)"\)/.exec(model)?.[1];
    return [...model.matchAll(/^\s+(\w+)\s+Bytes\b(.*)$/gm)].map(
      ([, field, rest]) => `${table}.${/@map\("([^"]+)"\)/.exec(rest ?? '')?.[1] ?? field}`,
    );
  });
  expect(columns.length).toBeGreaterThan(10);
  const known = [...sealedColumns.map(({ table, column }) => `${table}.${column}`), ...otherBytes];
  expect(columns.sort()).toEqual(known.sort());
});
