import { describe, expect, it } from 'vitest';
import type { ImportProgress } from '../mirror/import.ts';
import { createProgressLines, renderLine } from './shopify-sync-progress.ts';

const progress: ImportProgress = {
  ...{ step: 'orders', phase: 'applying', resources: 50, lines: 200, linesRead: 100 },
  ...{ changed: 3, refused: 0, wrongSizeCharts: 0 },
};

describe('the progress of an import', () => {
  it('is a line now and then where nobody watches', () => {
    let [time, written] = [0, ''];
    const lines = createProgressLines({ write: (text) => (written += text) }, () => time);
    lines.show(progress);
    lines.show({ ...progress, resources: 60 });
    time = 5_000;
    lines.show({ ...progress, resources: 70 });
    lines.end();
    expect(written).toBe('orders: applying, 50 %, 50 read, 3 changed\norders: applying, 50 %, 70 read, 3 changed\n');
  });

  it('is a bar on a terminal, which ends its line', () => {
    let written = '';
    const lines = createProgressLines({ isTTY: true, write: (text) => (written += text) }, () => 0);
    lines.show(progress);
    expect(written).toContain('[###############...............]  50 %');
    expect(written).not.toContain('\n');
    lines.end();
    expect(written.endsWith('\n')).toBe(true);
  });

  it('is never whole before it is, and says what it waits for', () => {
    expect(renderLine({ ...progress, linesRead: 500 })).toContain('99 %');
    expect(renderLine({ ...progress, phase: 'done' })).toContain('100 %');
    expect(renderLine({ ...progress, phase: 'asking' })).toBe('orders: waiting for the shop to write them down');
  });
});
