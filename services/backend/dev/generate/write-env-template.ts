import { writeFileSync } from 'node:fs';
import { renderEnvTemplate } from './env-template.ts';

const target = new URL('../../../../env.template', import.meta.url);
writeFileSync(target, renderEnvTemplate());
process.stdout.write('env.template written\n');
