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

/** What others export, with the labels that are looked at. */
const foreign: Record<string, readonly string[]> = {
  up: [],
  // prometheus/node_exporter
  node_filesystem_avail_bytes: ['fstype', 'mountpoint'],
  node_filesystem_size_bytes: ['fstype', 'mountpoint'],
  // prometheus/blackbox_exporter
  probe_ssl_earliest_cert_expiry: [],
};

/** Given by Prometheus to everything that it scrapes. */
const targetLabels = ['job', 'instance'];

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
function faultsOf(given: string): string[] {
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

describe('expressions', () => {
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
    const taken = [...series].filter(([, labels]) => labels.some((label) => targetLabels.includes(label)));
    expect(taken).toEqual([]);
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
