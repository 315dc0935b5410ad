/** What a panel shows. `by` names its lines, in Grafana's words: `{{operation}}`. */
export interface Line {
  expr: string;
  by: string;
}

export interface PanelOptions {
  title: string;
  /** What is usual, and what one should do otherwise. Shown when one points at the title. */
  about?: string;
  unit: 'reqps' | 'percentunit' | 's' | 'bytes' | 'short' | 'ops';
  lines: Line[];
  /** Where it turns red: the same figure as in the alert. */
  limit?: number;
  kind?: 'timeseries' | 'stat';
}

export interface Dashboard {
  /** Also its address and file name. */
  uid: string;
  title: string;
  panels: PanelOptions[];
}

const datasource = { type: 'prometheus', uid: 'prometheus' };
const columns = 2;
const width = 24 / columns;
const height = 8;

/** A dashboard as Grafana 11 keeps it in a file: two panels in a row, in the order in which they are given. */
export function renderDashboard({ uid, title, panels }: Dashboard): string {
  const rendered = {
    uid,
    title,
    tags: ['pet-backend'],
    schemaVersion: 41,
    editable: false,
    graphTooltip: 1,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    timezone: 'utc',
    links: [{ type: 'dashboards', title: 'Pet backend', tags: ['pet-backend'], asDropdown: true, keepTime: true }],
    panels: panels.map(renderPanel),
  };
  return `${JSON.stringify(rendered, null, 2)}\n`;
}

function renderPanel({ title, about, unit, lines, limit, kind = 'timeseries' }: PanelOptions, index: number) {
  const steps = [{ color: 'green', value: null }, ...(limit === undefined ? [] : [{ color: 'red', value: limit }])];
  const custom = {
    fillOpacity: 10,
    lineWidth: 1,
    showPoints: 'never',
    thresholdsStyle: { mode: limit === undefined ? 'off' : 'line' },
  };
  return {
    id: index + 1,
    type: kind,
    title,
    description: about,
    datasource,
    gridPos: { x: (index % columns) * width, y: Math.floor(index / columns) * height, w: width, h: height },
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        thresholds: { mode: 'absolute', steps },
        ...(kind === 'timeseries' ? { custom, color: { mode: 'palette-classic' } } : { color: { mode: 'thresholds' } }),
      },
      overrides: [],
    },
    options:
      kind === 'timeseries'
        ? { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } }
        : { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'value' },
    targets: lines.map(({ expr, by }, line) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + line),
      datasource,
      expr,
      legendFormat: by,
    })),
  };
}
