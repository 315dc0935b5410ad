import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboards } from './dashboards.ts';
import { renderDashboard } from './panels.ts';

const folder = join(import.meta.dirname, 'grafana', 'dashboards');
mkdirSync(folder, { recursive: true });
for (const dashboard of dashboards) writeFileSync(join(folder, `${dashboard.uid}.json`), renderDashboard(dashboard));
