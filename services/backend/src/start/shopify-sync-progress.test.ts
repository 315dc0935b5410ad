import { describe, expect, it } from 'vitest';
import type { ImportProgress } from '../mirror/import.ts';
import { createProgressLines, renderLine, renderWarning } from './shopify-sync-progress.ts';

const progress: ImportProgress = {
  ...{ step: 'orders', phase: 'applying', resources: 50, bytes: 200_000, bytesRead: 100_000 },
  ...{ changed: 3, refused: 0, wrongSizeCharts: 0 },
};

function openTerminal(columns = 80) {
  const terminal = { isTTY: true, columns, written: '', write: (text: string) => (terminal.written += text) };
  const clock = { now: 0 };
  const bars = createProgressLines(terminal, () => clock.now);
  /** What stands on the line now. */
  const line = () => terminal.written.split('\u001b[2K').at(-1);
  return { bars, terminal, clock, line };
}

describe('the progress of an import', () => {
  it('is a line now and then where nobody watches', () => {
    let [time, written] = [0, ''];
    const lines = createProgressLines({ write: (text) => (written += text) }, () => time);
    lines.show(progress);
    lines.show({ ...progress, resources: 60 });
    time = 5_000;
    lines.show({ ...progress, resources: 70 });
    lines.interrupt('a warning\n');
    lines.end();
    expect(written).toBe('orders: 50 %, 50 read, 3 changes\norders: 50 %, 70 read, 3 changes\na warning\n');
  });

  it('is a bar on a terminal, which ends its line', () => {
    const { bars, terminal } = openTerminal();
    bars.show(progress);
    expect(terminal.written).toContain('[##########..........]  50 %  50 read, 3 changes');
    expect(terminal.written).not.toContain('\n');
    bars.end();
    expect(terminal.written.endsWith('\n')).toBe(true);
  });

  it('says how long it takes yet, by what this process has read', () => {
    const { bars, clock, line } = openTerminal();
    bars.show(progress);
    expect(line()).not.toContain('left');
    clock.now = 10_000;
    bars.show({ ...progress, bytesRead: 120_000 });
    expect(line()).toContain('60 %  50 read, 3 changes, 40 s left');
    clock.now = 70_000;
    bars.show({ ...progress, bytesRead: 135_000 });
    expect(line()).toContain('67 %  50 read, 3 changes, 3 min left');
    bars.show({ ...progress, phase: 'done' });
    expect(line()).not.toContain('left');
  });

  it.each([120, 80, 50, 30, 9])('never wraps on a terminal of %i columns', (columns) => {
    const { bars, clock, line } = openTerminal(columns);
    const large = { ...progress, step: 'collections' as const, resources: 1_234_567, changed: 1_234_567 };
    bars.show(large);
    clock.now = 5_000;
    bars.show({ ...large, bytesRead: 100_001 });
    expect(line()?.length).toBeLessThan(columns);
  });

  it('makes way for a warning and comes again below it', () => {
    const { bars, terminal, line } = openTerminal();
    bars.show(progress);
    bars.interrupt('a warning\n');
    expect(terminal.written.endsWith('\r\u001b[2Ka warning\n')).toBe(true);
    bars.show(progress);
    expect(line()).toContain('50 %');
  });

  it('shows a warning without what only machines read', () => {
    const line = { level: 'warn', pid: 7, handle: 'leash', issues: ['0.neckMm too small'], msg: 'its chart is wrong' };
    expect(renderWarning(JSON.stringify(line))).toBe('warning: its chart is wrong: leash: 0.neckMm too small\n');
  });

  it('is never whole before it is, and says what it waits for', () => {
    expect(renderLine({ ...progress, bytesRead: 200_000 })).toBe('orders: 99 %, 50 read, 3 changes');
    expect(renderLine({ ...progress, phase: 'done' })).toBe('orders: done, 50 read, 3 changes');
    expect(renderLine({ ...progress, phase: 'asking' })).toBe('orders: waiting for the shop to write them down');
    expect(renderLine(progress, 61_000)).toBe('orders: 50 %, 50 read, 3 changes, 2 min left');
    expect(renderLine(progress, 6 * 3_600_000 + 1)).toBe('orders: 50 %, 50 read, 3 changes, 6 h 01 min left');
  });
});
