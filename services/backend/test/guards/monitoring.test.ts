import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dashboards } from '../../../../monitoring/dashboards.ts';
import { renderDashboard } from '../../../../monitoring/panels.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { repositoryRoot } from './source-files.ts';

interface Rule {
  alert: string;
  expr: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

const monitoring = join(repositoryRoot, 'monitoring');
const alertsFolder = join(monitoring, 'alerts');
const ruleFiles = readdirSync(alertsFolder).filter((name) => name.endsWith('.rules.yml'));
const rules = ruleFiles.flatMap((name) => {
  const file = parse(readFileSync(join(alertsFolder, name), 'utf8')) as { groups: { rules: Rule[] }[] };
  return file.groups.flatMap((group) => group.rules);
});

interface ScrapeConfig {
  job_name: string;
  metrics_path?: string;
  relabel_configs?: { target_label?: string; replacement?: string }[];
  static_configs?: { targets: string[] }[];
  dns_sd_configs?: { names: string[]; port: number }[];
  file_sd_configs?: { files: string[] }[];
}

const { scrape_configs: jobs } = parse(readFileSync(join(monitoring, 'prometheus.yml'), 'utf8')) as {
  scrape_configs: ScrapeConfig[];
};

/** What others export, with the labels that are looked at: by the job of prometheus.yml that brings it. */
const exporters: Record<string, Record<string, readonly string[]>> = {
  // prometheus/node_exporter, collector "filesystem"
  machine: {
    node_filesystem_avail_bytes: ['fstype', 'mountpoint'],
    node_filesystem_size_bytes: ['fstype', 'mountpoint'],
  },
  // prometheus/blackbox_exporter, prober "http"
  certificate: { probe_ssl_earliest_cert_expiry: [], probe_success: [] },
};

/** Prometheus makes `up` itself, for everything that it scrapes. */
const foreign: Record<string, readonly string[]> = Object.assign({ up: [] }, ...Object.values(exporters));

/** Given by Prometheus to everything that it scrapes. */
const targetLabelsHere = ['job', 'instance'];
/** Prometheus-operator adds where in the cluster it is; our ServiceMonitor keeps the rest. */
const targetLabelsInKubernetes = [...targetLabelsHere, 'namespace', 'service', 'pod'];

/** Every series that a scrape of the service can bring, with its labels. */
const series = seriesOf(createMetrics());

function seriesOf({ registry }: ReturnType<typeof createMetrics>): Map<string, readonly string[]> {
  const found = new Map(Object.entries(foreign));
  for (const metric of registry.getMetricsAsArray()) {
    const { name, type, labelNames = [] } = metric as unknown as { name: string; type: unknown; labelNames?: string[] };
    const kind = String(type);
    if (kind !== 'histogram') found.set(name, labelNames);
    if (kind === 'histogram' || kind === 'summary') {
      for (const part of ['_sum', '_count']) found.set(name + part, labelNames);
    }
    if (kind === 'histogram') found.set(`${name}_bucket`, [...labelNames, 'le']);
  }
  return found;
}

/** Everything in an expression that would find nothing, without anybody being told: what PromQL does with a typo. */
function faultsOf(given: string, targetLabels = targetLabelsHere): string[] {
  const expression = given.replaceAll('$__rate_interval', '5m');
  const faults: string[] = [];
  parser.parse(expression).iterate({
    enter({ type, from, to, node }) {
      const text = expression.slice(from, to);
      if (type.isError) faults.push(`is no PromQL at ${from}: ${text}`);
      if (type.name !== 'VectorSelector') return;
      const nameNode = node.getChild('Identifier');
      const name = nameNode ? expression.slice(nameNode.from, nameNode.to) : text;
      const labels = series.get(name);
      if (!labels) faults.push(`nobody exports ${name}`);
      const asked = [...text.matchAll(/[{,]\s*(\w+)\s*(?:=~|!~|!=|=)/g)].map((match) => match[1] as string);
      const unknown = asked.filter((label) => ![...(labels ?? []), ...targetLabels].includes(label));
      for (const label of labels ? unknown : []) faults.push(`${name} has no label ${label}`);
    },
  });
  const known = new Set([...targetLabels, ...namesIn(expression).flatMap((name) => series.get(name) ?? [])]);
  for (const [, grouping = ''] of expression.matchAll(/\bby\s*\(([^)]*)\)/g)) {
    const labels = grouping.split(',').map((label) => label.trim());
    faults.push(...labels.filter((label) => !known.has(label)).map((label) => `nothing has a label ${label}`));
  }
  return faults;
}

function namesIn(expression: string): string[] {
  return [...series.keys()].filter((name) => new RegExp(`\\b${name}\\b`).test(expression));
}

const panelExpressions = dashboards.flatMap(({ panels }) =>
  panels.flatMap(({ lines }) => lines.map(({ expr }) => expr)),
);

const inKubernetes = (
  parse(readFileSync(join(repositoryRoot, 'kubernetes', 'base', 'prometheus-rule.yaml'), 'utf8')) as {
    spec: { groups: { rules: Rule[] }[] };
  }
).spec.groups.flatMap((group) => group.rules);

describe('expressions', () => {
  it.each(inKubernetes)('in Kubernetes, the alert $alert asks for what there is', ({ expr }) => {
    expect(faultsOf(expr, targetLabelsInKubernetes)).toEqual([]);
    // No exporter of others is part of kubernetes/, so nothing may need one.
    expect(namesIn(expr).filter((name) => name !== 'up' && name in foreign)).toEqual([]);
  });

  it.each(rules.map((rule) => [rule.alert, rule.expr]))('the alert %s asks for what there is', (_alert, expression) => {
    expect(faultsOf(expression)).toEqual([]);
  });

  it.each(dashboards.flatMap(({ uid, panels }) => panels.map((panel) => ({ name: `${uid}: ${panel.title}`, panel }))))(
    'the panel "$name" asks for what there is',
    ({ panel }) => {
      for (const { expr, by } of panel.lines) {
        expect(faultsOf(expr)).toEqual([]);
        for (const [, label = ''] of by.matchAll(/\{\{(\w+)\}\}/g)) expect(expr).toMatch(new RegExp(`\\b${label}\\b`));
      }
    },
  );

  it.each([
    ['a metric that nobody exports', 'rate(http_requests_total[5m])', ['nobody exports http_requests_total']],
    ['a label that it has not', 'up{colour="red"}', ['up has no label colour']],
    ['a grouping by nothing', 'sum by (team) (up)', ['nothing has a label team']],
    ['the name of a histogram, which is no series', 'job_run_seconds', ['nobody exports job_run_seconds']],
    ['half an expression', 'sum(up', [expect.stringContaining('is no PromQL')]],
  ])('%s is found', (_what, expression, faults) => {
    expect(faultsOf(expression)).toEqual(faults);
  });

  it('no metric of ours has a label that Prometheus would rename', () => {
    const taken = [...series].filter(([, labels]) => labels.some((label) => targetLabelsInKubernetes.includes(label)));
    expect(taken).toEqual([]);
  });
});

describe('exporters', () => {
  const composition = parse(readFileSync(join(repositoryRoot, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
    services: Record<string, { profiles?: string[]; networks: string[]; command?: string[]; volumes?: string[] }>;
  };
  /** Every `host:port` that a job asks. */
  const hostsOf = (job: ScrapeConfig | undefined) => [
    ...(job?.static_configs ?? []).flatMap(({ targets }) => targets),
    ...(job?.relabel_configs ?? []).flatMap(({ target_label, replacement }) =>
      target_label === '__address__' && replacement ? [replacement] : [],
    ),
  ];

  it.each(Object.keys(exporters))(
    'what the job %s brings is started with Prometheus, where it can reach it',
    (name) => {
      const hosts = hostsOf(jobs.find(({ job_name }) => job_name === name)).map((target) => target.split(':')[0] ?? '');
      expect(hosts).toHaveLength(1);
      const { prometheus } = composition.services;
      for (const host of hosts) {
        const exporter = composition.services[host];
        expect(exporter?.profiles, host).toEqual(prometheus?.profiles);
        expect(exporter?.networks.some((network) => prometheus?.networks.includes(network))).toBe(true);
      }
    },
  );

  it('of every service of the profile that exports something, a job asks', () => {
    const asked = jobs.flatMap(hostsOf).map((target) => target.split(':')[0]);
    const named = Object.keys(composition.services).filter((name) => name.endsWith('-exporter'));
    expect(named.length).toBeGreaterThan(1);
    expect(named.sort()).toEqual(asked.sort());
  });

  it('the job of our own processes finds every service that runs one', () => {
    const names = jobs.flatMap(({ dns_sd_configs = [] }) => dns_sd_configs.flatMap((one) => one.names));
    for (const name of names) expect(composition.services[name], name).toBeDefined();
    const running = Object.keys(composition.services).filter((name) => /^(server|worker)/.test(name));
    expect(names.sort()).toEqual(running.sort());
  });

  it('node_exporter sees the disks of the machine, and only reads them', () => {
    const { command = [], volumes = [] } = composition.services['node-exporter'] ?? {};
    expect(volumes).toEqual(['/:/host:ro,rslave']);
    expect(command).toEqual(expect.arrayContaining(['--path.rootfs=/host', '--collector.filesystem']));
  });

  it('blackbox_exporter knows the way in which it is asked, and is asked for something', () => {
    const read = (name: string) => parse(readFileSync(join(monitoring, name), 'utf8'));
    const job = jobs.find(({ job_name }) => job_name === 'certificate');
    const [module = ''] = (job as { params?: { module?: string[] } } | undefined)?.params?.module ?? [];
    expect(read('blackbox.yml').modules[module]).toMatchObject({ prober: 'http', http: { fail_if_not_ssl: true } });
    const files = job?.file_sd_configs?.flatMap((one) => one.files) ?? [];
    const targets = files.flatMap((file) => (read(file) as { targets: string[] }[]).flatMap((one) => one.targets));
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) expect(target).toMatch(/^https:\/\//);
    const mounts = composition.services['prometheus']?.volumes ?? [];
    for (const file of files) expect(mounts).toContain(`./monitoring/${file}:/etc/prometheus/${file}:ro`);
  });

  it('nothing is on the list that nobody looks at', () => {
    const looked = [...rules.map(({ expr }) => expr), ...panelExpressions].join('\n');
    expect(Object.keys(foreign).filter((name) => !new RegExp(`\\b${name}\\b`).test(looked))).toEqual([]);
  });
});

describe('alerts', () => {
  it.each(rules)(
    '$alert says who is to act, and its runbook has a section of its own',
    ({ alert, labels, annotations }) => {
      expect(['page', 'ticket']).toContain(labels['severity']);
      expect(annotations['summary']).toBeTruthy();
      const [path = '', section] = (annotations['runbook_url'] ?? '').split('#');
      expect(section).toBe(alert.toLowerCase());
      expect(readFileSync(join(repositoryRoot, path), 'utf8')).toContain(`\n## ${alert}\n`);
    },
  );

  it.each(ruleFiles)('every alert of %s is tested, firing and not', (name) => {
    const tests = readFileSync(join(alertsFolder, name.replace('.rules.', '.test.')), 'utf8');
    const file = parse(readFileSync(join(alertsFolder, name), 'utf8')) as { groups: { rules: Rule[] }[] };
    for (const { alert } of file.groups.flatMap((group) => group.rules)) expect(tests).toContain(`alertname: ${alert}`);
  });
});

describe('dashboards', () => {
  const folder = join(monitoring, 'grafana', 'dashboards');

  it.each(dashboards)('$uid.json is what its source says (mend with: npm run dashboards)', (dashboard) => {
    expect(readFileSync(join(folder, `${dashboard.uid}.json`), 'utf8')).toBe(renderDashboard(dashboard));
  });

  it('there are no others', () => {
    expect(readdirSync(folder).sort()).toEqual(dashboards.map(({ uid }) => `${uid}.json`).sort());
  });
});

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

describe.runIf(hasPromtool || process.env['REQUIRE_PROMTOOL'])(
  'promtool, which Prometheus judges its own files by',
  () => {
    const promtool = (...args: string[]) =>
      execFileSync('promtool', args, { cwd: monitoring, encoding: 'utf8', stdio: 'pipe' });

    it('finds the configuration and the rules in order', () => {
      expect(promtool('check', 'config', 'prometheus.yml')).toContain(`${ruleFiles.length} rule files found`);
    });

    it.each(ruleFiles)('%s fires when it should and not when it should not', (name) => {
      const test = join('alerts', name.replace('.rules.', '.test.'));
      expect(existsSync(join(monitoring, test))).toBe(true);
      expect(promtool('test', 'rules', test)).toContain('SUCCESS');
    });
  },
);
