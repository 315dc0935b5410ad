import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../start/data-folder.ts';
import { renderClientTypes } from './client-types.ts';
import { renderOpenApi } from './openapi.ts';
import { renderPostman } from './postman.ts';

const help = `Writes what is made from the routes' schemas: openapi.json, the types of the storefront's client, and a
Postman collection.

  npm run openapi
  npm run openapi -- --release   also promises the API as it is: from now on, what breaks it fails the checks
`;

const { values } = parseArgs({ options: { release: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help) process.stdout.write(help);
else await writeAll();

async function writeAll(): Promise<void> {
  const openApi = await renderOpenApi();
  write('services/backend/openapi.json', openApi);
  write('services/backend/postman.json', await renderPostman(openApi));
  write('services/storefront-client/src/schema.d.ts', await renderClientTypes(openApi));
  if (values.release) write('services/backend/openapi.released.json', openApi);
}

function write(path: string, text: string): void {
  writeFileSync(join(repositoryRoot, path), text);
  process.stdout.write(`${path} written\n`);
}
