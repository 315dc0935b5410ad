import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { overlays, renderedFile, renderOverlay, renderSecretTemplate, secretTemplateFile } from './kubernetes.ts';

for (const overlay of overlays) {
  const file = renderedFile(overlay);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, renderOverlay(overlay));
  process.stdout.write(`kubernetes/rendered/${overlay}.yaml written\n`);
}
writeFileSync(secretTemplateFile, renderSecretTemplate());
process.stdout.write('kubernetes/secret.template.yaml written\n');
