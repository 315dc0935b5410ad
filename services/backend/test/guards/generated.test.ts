import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderClientTypes } from '../../dev/generate/client-types.ts';
import { renderEnvTemplate } from '../../dev/generate/env-template.ts';
import { renderOpenApi } from '../../dev/generate/openapi.ts';
import { renderPostman } from '../../dev/generate/postman.ts';
import { describeVariable, type EnvName, envSchema } from '../../src/env-schema.ts';
import { backendRoot, readSources, repositoryRoot } from './source-files.ts';

describe('generated files are what their source says', () => {
  it('env.template (mend with: npm run env:template)', () => {
    expect(readFileSync(join(repositoryRoot, 'env.template'), 'utf8')).toBe(renderEnvTemplate());
  });

  it('openapi.json (mend with: npm run openapi)', async () => {
    expect(readFileSync(join(backendRoot, 'openapi.json'), 'utf8')).toBe(await renderOpenApi());
  });

  it('postman.json and the types of the client (mend with: npm run openapi)', async () => {
    const openApi = await renderOpenApi();
    expect(readFileSync(join(backendRoot, 'postman.json'), 'utf8')).toBe(await renderPostman(openApi));
    const types = join(repositoryRoot, 'services', 'storefront-client', 'src', 'schema.d.ts');
    expect(readFileSync(types, 'utf8')).toBe(await renderClientTypes(openApi));
  });
});

it('every variable is read somewhere, or env.template says that it is not yet', () => {
  const text = readSources('src')
    .filter(({ path }) => !path.startsWith('src/env') && !path.endsWith('.test.ts'))
    .map((file) => file.text)
    .join('\n');
  const names = Object.keys(envSchema.shape) as EnvName[];
  const announced = (name: EnvName) => describeVariable(name).section.includes('not here yet');
  expect(names.filter((name) => !announced(name) && !text.includes(name))).toEqual([]);
  expect(names.filter((name) => announced(name) && text.includes(name))).toEqual([]);
});
