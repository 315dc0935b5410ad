import { writeFileSync } from 'node:fs';
import { renderOpenApi } from './openapi.ts';

const target = new URL('../../openapi.json', import.meta.url);
writeFileSync(target, await renderOpenApi());
process.stdout.write('services/backend/openapi.json written\n');
