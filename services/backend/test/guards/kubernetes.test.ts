import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  findKubectl,
  firstLine,
  overlays,
  renderBase,
  renderedFile,
  renderOverlay,
  renderSecretTemplate,
  secretTemplateFile,
} from '../../dev/generate/kubernetes.ts';
import { parseEnv } from '../../src/env.ts';
import { type EnvName, envSchema, secretNames } from '../../src/env-schema.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { exampleSecrets } from './example-secrets.ts';
import {
  type Container,
  findSchemaProblems,
  kubernetesFolder,
  type Manifest,
  type Pod,
  podsOf,
  readManifests,
  type Selector,
} from './kubernetes-documents.ts';
import { sumPhases } from './shutdown-phases.ts';
import { backendRoot } from './source-files.ts';

const rendered = overlays.map((overlay) => {
  const text = readFileSync(renderedFile(overlay), 'utf8');
  return { overlay, text, manifests: readManifests(text) };
});

/** Only where kubectl is; elsewhere the digest tells that what is committed was made of these sources. */
if (findKubectl()) {
  describe('kubectl', () => {
    it.each(rendered)('renders $overlay as it is committed (mend with: npm run kubernetes)', ({ overlay, text }) => {
      expect(text).toBe(renderOverlay(overlay));
    });

    it('renders the base', () => {
      expect(readManifests(renderBase()).flatMap(findSchemaProblems)).toEqual([]);
    });
  });
} else if (process.env['REQUIRE_KUBECTL'] === '1') {
  throw new Error('there is no kubectl on the PATH, and REQUIRE_KUBECTL=1 asks for one');
}

describe.each(rendered)('kubernetes/overlays/$overlay', ({ text, manifests }) => {
  const pods = podsOf(manifests);
  const containers = pods.flatMap(({ owner, spec }) =>
    [...spec.containers, ...(spec.initContainers ?? [])].map((container) => ({ owner, container })),
  );
  const longRunning = pods.filter(({ owner }) => owner.startsWith('Deployment'));
  const config = one(manifests, 'ConfigMap', /^pet-backend-/).data ?? {};

  it('was rendered from these sources (mend with: npm run kubernetes)', () => {
    expect(text.split('\n')[0]).toBe(firstLine());
  });

  it('is valid for Kubernetes 1.32, KEDA 2.16 and prometheus-operator 0.80', () => {
    expect(manifests.length).toBeGreaterThan(20);
    expect(manifests.flatMap(findSchemaProblems)).toEqual([]);
  });

  it('lies in one namespace, where Kubernetes itself lets only restricted pods in', () => {
    const { metadata } = one(manifests, 'Namespace', /^pet-/);
    const elsewhere = manifests.filter(
      ({ kind, metadata: of }) => kind !== 'Namespace' && of.namespace !== metadata.name,
    );
    expect(elsewhere).toEqual([]);
    expect(metadata.labels?.['pod-security.kubernetes.io/enforce']).toBe('restricted');
  });

  it('restricts every container, and says what it needs', () => {
    expect(containers.map(({ container }) => container.name).sort()).toEqual(
      ['backup', 'migrate', 'server', 'verify-backup', 'worker'].sort(),
    );
    for (const { owner, container } of containers) {
      expect({ owner, ...container.securityContext }).toEqual({
        owner,
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(Object.keys(container.resources.requests).sort(), owner).toEqual(['cpu', 'memory']);
      expect(container.resources.limits['memory'], owner).toMatch(/^\d+(Mi|Gi)$/);
      expect(container.volumeMounts, owner).toContainEqual({ name: 'tmp', mountPath: '/tmp' });
      expect(container.image, owner).toMatch(/\/pet-backend:\S+$/);
    }
    for (const { owner, spec } of pods) {
      expect(spec.securityContext, owner).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(spec.automountServiceAccountToken, owner).toBe(false);
      expect(
        spec.volumes.filter(({ emptyDir }) => !emptyDir?.sizeLimit),
        owner,
      ).toEqual([]);
    }
  });

  it('sets only variables that the service reads and that are not secret, and all that have to be set', () => {
    const names = Object.keys(config) as EnvName[];
    expect(names.filter((name) => !(name in envSchema.shape) || secretNames.includes(name))).toEqual([]);
    expect(parseEnv({ ...config, ...exampleSecrets() })).toHaveProperty('env');
  });

  it('probes what there is, on the port that the service listens on', () => {
    const paths = Object.keys((JSON.parse(readBackend('openapi.json')) as { paths: object }).paths);
    expect(longRunning.map(({ owner }) => owner)).toEqual(['Deployment server', 'Deployment worker']);
    for (const { spec } of longRunning) {
      const [container] = spec.containers as [Container];
      const { startupProbe, livenessProbe, readinessProbe } = container;
      expect([startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet)).toEqual([
        { path: '/healthz', port: 'ops' },
        { path: '/healthz', port: 'ops' },
        { path: '/readyz', port: 'ops' },
      ]);
      expect(paths).toEqual(expect.arrayContaining(['/healthz', '/readyz']));
      expect(container.ports?.find(({ name }) => name === 'ops')?.containerPort).toBe(Number(config['OPS_PORT']));
    }
    const http = longRunning[0]?.spec.containers[0]?.ports?.find(({ name }) => name === 'http');
    expect(http?.containerPort).toBe(Number(config['PORT']));
  });

  it('gives each process longer to end than it takes at most', () => {
    for (const { owner, spec } of longRunning) {
      const role = owner.endsWith('server') ? 'server' : 'worker';
      const [container] = spec.containers as [Container];
      const preStop = container.lifecycle?.preStop.sleep.seconds ?? 0;
      expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(preStop + sumPhases(role) / 1_000);
    }
    expect(longRunning[0]?.spec.containers[0]?.lifecycle?.preStop.sleep.seconds).toBeGreaterThanOrEqual(5);
  });

  it('runs files that there are', () => {
    // What the image is told is the name of a file in its folder of commands.
    const files = containers.map(({ container }) => {
      expect(container.args).toHaveLength(1);
      return `src/start/${container.args[0]}.ts`;
    });
    // The two of the backups come together, so that this holds both from the moment the first is there.
    const awaited = existsSync(join(backendRoot, 'src/start/backup.ts'))
      ? []
      : ['src/start/backup.ts', 'src/start/verify-backup.ts'];
    expect(files.filter((file) => !existsSync(join(backendRoot, file)))).toEqual(awaited);
  });

  it('selects pods that there are', () => {
    const selectors = manifests.flatMap((manifest) =>
      selectorsOf(manifest).map((selector) => ({ manifest, selector })),
    );
    expect(selectors.length).toBeGreaterThan(10);
    const empty = selectors.filter(({ selector }) => !pods.some(({ labels }) => matches(labels, selector)));
    expect(empty.map(({ manifest }) => `${manifest.kind} ${manifest.metadata.name}`)).toEqual([]);
    const deployments = longRunning.map(({ owner }) => owner.replace('Deployment ', ''));
    const scaled = manifests.filter(({ kind }) => kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject');
    expect(scaled.map(({ spec }) => spec?.scaleTargetRef?.name)).toEqual(deployments);
  });

  it('denies what no policy allows', () => {
    const deny = one(manifests, 'NetworkPolicy', /^default-deny$/);
    expect(deny.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  it('shows the public only what is for the public', () => {
    const rules = one(manifests, 'Ingress', /^server$/).spec?.rules ?? [];
    const open = rules.flatMap(({ http }) => http.paths.map(({ path }) => path));
    expect(open.length).toBeGreaterThan(0);
    const served = [...Object.keys(JSON.parse(readBackend('openapi.json')).paths), '/docs', '/openapi.json'];
    expect(open.filter((path) => !served.some((route) => route === path || route.startsWith(`${path}/`)))).toEqual([]);
    const inside = ['/metrics', '/healthz', '/readyz', '/healthz/detailed'];
    expect(inside.filter((path) => open.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)))).toEqual(
      [],
    );
  });

  it('asks Prometheus only for metrics that there are, and never sums what is global', async () => {
    const triggers = one(manifests, 'ScaledObject', /^worker$/).spec?.triggers ?? [];
    const queries = triggers.map(({ metadata }) => metadata.query);
    const groups = one(manifests, 'PrometheusRule', /^pet-backend$/).spec?.groups ?? [];
    const expressions = [...queries, ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr))];
    expect(expressions.length).toBeGreaterThan(5);
    const known = (await createMetrics().registry.getMetricsAsJSON()).map(({ name }) => name);
    for (const expression of expressions) {
      const names = expression.match(/\b(?:http|webhook|queue|job|database|rate|db)_[a-z_]+/g) ?? [];
      const unknown = names
        .map((name) => name.replace(/_(bucket|sum|count)$/, ''))
        .filter((name) => !known.includes(name));
      expect(unknown, expression).toEqual([]);
      expect(expression.match(/\w+_global\b/g)?.length ?? 0, expression).toBe(
        expression.match(/\b(?:max|count)(?: by \([a-z, ]+\))? \(\w+_global\b|\bmax\(\w+_global\b/g)?.length ?? 0,
      );
    }
    const namespace = one(manifests, 'Namespace', /^pet-/).metadata.name;
    expect(queries.map((query) => /namespace="([^"]*)"/.exec(query)?.[1])).toEqual([namespace, namespace]);
  });
});

it('the template of the Secret names every secret and holds no value (mend with: npm run kubernetes)', () => {
  const text = readFileSync(secretTemplateFile, 'utf8');
  expect(text).toBe(renderSecretTemplate());
  expect(readManifests(text).flatMap(findSchemaProblems)).toEqual([]);
});

it('requests of a second come to the HorizontalPodAutoscaler by the rule of the adapter', async () => {
  const adapter = parse(readFileSync(join(kubernetesFolder, 'prometheus-adapter.yaml'), 'utf8'));
  const [{ seriesQuery, name }] = adapter.rules.custom;
  const known = (await createMetrics().registry.getMetricsAsJSON()).map((metric) => `${metric.name}_count`);
  expect(known).toContain(seriesQuery.replace(/\{.*/, ''));
  for (const { manifests } of rendered) {
    const metrics = one(manifests, 'HorizontalPodAutoscaler', /^server$/).spec?.metrics ?? [];
    expect(metrics.map(({ type }) => type)).toEqual(['Resource', 'Pods']);
    expect(metrics[1]?.pods?.metric.name).toBe(name.as);
  }
});

function one(manifests: Manifest[], kind: string, name: RegExp): Manifest {
  const found = manifests.filter((manifest) => manifest.kind === kind && name.test(manifest.metadata.name));
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} of kind ${kind} are named ${name}`);
  return found[0];
}

function readBackend(file: string): string {
  return readFileSync(join(backendRoot, file), 'utf8');
}

/** By what labels a manifest picks pods. */
function selectorsOf({ kind, spec }: Manifest): Selector[] {
  if (kind === 'Service') return [{ matchLabels: spec?.selector as Record<string, string> }];
  if (kind === 'PodDisruptionBudget' || kind === 'Deployment') return spec?.selector ? [spec.selector] : [];
  if (kind !== 'NetworkPolicy') return [];
  const { matchExpressions = [], ...selector } = spec?.podSelector ?? {};
  // Each value by itself: none may be left over from a component that is no more.
  const each = matchExpressions.flatMap(({ key, values }) =>
    values.map((value) => ({ matchLabels: { [key]: value } })),
  );
  return [selector, ...each];
}

function matches(labels: Pod['labels'], { matchLabels = {} }: Selector): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}
