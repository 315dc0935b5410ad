import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parseAllDocuments } from 'yaml';
import { repositoryRoot } from './source-files.ts';

/** A manifest, read just as far as the guards look into it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  data?: Record<string, string>;
  spec?: Spec;
}

/** Of the specs of all kinds. What each may hold is the business of its schema. */
interface Spec {
  template?: PodTemplate;
  jobTemplate?: { spec: { template: PodTemplate } };
  /** Of a Service, labels; of everything else, a selector. */
  selector?: Selector & Record<string, unknown>;
  podSelector?: Selector;
  scaleTargetRef?: { name: string };
  triggers?: { metadata: { query: string } }[];
  groups?: { rules: { alert: string; expr: string }[] }[];
  rules?: { http: { paths: { path: string }[] } }[];
  metrics?: { type: string; pods?: { metric: { name: string } } }[];
}

export interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; values: string[] }[];
}

interface PodTemplate {
  metadata: { labels: Record<string, string> };
  spec: Pod['spec'];
}

export interface Container {
  name: string;
  image: string;
  args: string[];
  ports?: { name: string; containerPort: number }[];
  securityContext: Record<string, unknown>;
  resources: { requests: Record<string, string>; limits: Record<string, string> };
  volumeMounts: { name: string; mountPath: string }[];
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  lifecycle?: { preStop: { sleep: { seconds: number } } };
}

export interface Probe {
  httpGet: { path: string; port: string };
  periodSeconds: number;
  failureThreshold: number;
}

export interface Pod {
  /** The kind and name of what makes it. */
  owner: string;
  labels: Record<string, string>;
  spec: {
    automountServiceAccountToken: boolean;
    terminationGracePeriodSeconds?: number;
    securityContext: Record<string, unknown>;
    containers: Container[];
    initContainers?: Container[];
    topologySpreadConstraints?: { topologyKey: string }[];
    volumes: { name: string; emptyDir?: { sizeLimit: string } }[];
  };
}

export const kubernetesFolder = join(repositoryRoot, 'kubernetes');

export function readManifests(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS() as Manifest;
  });
}

/** The pods that a manifest makes. */
export function podsOf(manifests: Manifest[]): Pod[] {
  return manifests.flatMap((manifest) => {
    const template = manifest.spec?.jobTemplate?.spec.template ?? manifest.spec?.template;
    if (!template) return [];
    return [
      { owner: `${manifest.kind} ${manifest.metadata.name}`, labels: template.metadata.labels, spec: template.spec },
    ];
  });
}

const schemas: Record<string, { file: string; definition: (kind: string) => string }> = {
  core: {
    file: 'kubernetes-1.32.json',
    definition: (kind) => `io.k8s.api.${kind}`,
  },
  'keda.sh': { file: 'keda-2.16.json', definition: (kind) => kind },
  'monitoring.coreos.com': { file: 'prometheus-operator-0.80.json', definition: (kind) => kind },
};

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: { int32: true, int64: true, 'date-time': true, byte: true },
});
for (const { file } of Object.values(schemas)) {
  ajv.addSchema(JSON.parse(readFileSync(join(kubernetesFolder, 'schemas', file), 'utf8')));
}

/** What is wrong with a manifest, by the schema of its kind; a kind without one is wrong too. */
export function findSchemaProblems(manifest: Manifest): string[] {
  const [group = '', version = ''] = manifest.apiVersion.includes('/')
    ? manifest.apiVersion.split('/')
    : ['core', manifest.apiVersion];
  const own = schemas[group];
  const { file, definition } = own ?? (schemas['core'] as (typeof schemas)[string]);
  const short = group.replace(/\.k8s\.io$/, '');
  const name = definition(group === 'core' || !own ? `${short}.${version}.${manifest.kind}` : manifest.kind);
  const where = `${manifest.kind} ${manifest.metadata?.name}`;
  const validate = ajv.getSchema(`${file}#/$defs/${name}`);
  if (!validate) return [`${where}: there is no schema ${name}`];
  if (validate(manifest)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${where}: ${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
