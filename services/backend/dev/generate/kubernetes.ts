import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { secretNames } from '../../src/env-schema.ts';

/**
 * What `kubectl kustomize` makes of each overlay is committed, so that a change in the base shows what it does in
 * production, and so that it can be checked where there is no kubectl. The digest in the first line says of which
 * sources it was made.
 */

const kubernetesFolder = join(import.meta.dirname, '../../../../kubernetes');
export const overlays = ['staging', 'prod'] as const;
export type Overlay = (typeof overlays)[number];

export const renderedFile = (overlay: Overlay) => join(kubernetesFolder, 'rendered', `${overlay}.yaml`);

export const secretTemplateFile = join(kubernetesFolder, 'secret.template.yaml');

/** A Secret with every name and no value. */
export function renderSecretTemplate(): string {
  return `${secretTemplate}${secretNames.map((name) => `  ${name}: ""\n`).join('')}`;
}

const secretTemplate = `# Every secret there is, without a value. Made by npm run kubernetes and never filled in: the Secret is made from files
# outside the repository, or by External Secrets or Sealed Secrets. What is left empty counts as unset.
# docs/kubernetes.md says how.
apiVersion: v1
kind: Secret
metadata:
  name: pet-backend
type: Opaque
stringData:
`;

/** The path of kubectl, when it is installed. */
export function findKubectl(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'kubectl')).find(isExecutable);
}

/** Throws when there is no kubectl, or when it finds the overlay wrong. */
export function renderOverlay(overlay: Overlay): string {
  return `${firstLine()}\n${build(join('overlays', overlay))}`;
}

/** The base by itself, which is not deployed. */
export function renderBase(): string {
  return build('base');
}

/** The first line of what is rendered from the sources as they are. */
export function firstLine(): string {
  return `# Rendered by npm run kubernetes; do not edit. Sources: sha256 ${digestSources()}`;
}

function build(folder: string): string {
  const kubectl = findKubectl();
  if (!kubectl) throw new Error('there is no kubectl on the PATH');
  return execFileSync(kubectl, ['kustomize', join(kubernetesFolder, folder)], { encoding: 'utf8', stdio: 'pipe' });
}

function digestSources(): string {
  const hash = createHash('sha256');
  const files = ['base', 'overlays'].flatMap((folder) =>
    readdirSync(join(kubernetesFolder, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(yaml|env)$/.test(name))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  );
  for (const file of files.sort()) hash.update(`${file}\0${readFileSync(join(kubernetesFolder, file), 'utf8')}\0`);
  return hash.digest('hex');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
