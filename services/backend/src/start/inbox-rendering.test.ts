import { describe, expect, it } from 'vitest';
import type { DeliverySummary } from '../webhooks/inbox-admin.ts';
import { formatSeconds, renderList, renderTable } from './inbox-rendering.ts';

const delivery: DeliverySummary = {
  id: '12',
  receivedAt: new Date('2026-11-21T08:15:02.123Z'),
  status: 'dead',
  outcome: null,
  attempts: 10,
  replays: 0,
  topic: 'orders/create',
  orderId: '9007199254740993',
  customerId: '5',
  reason: 'gave up after 10 attempts: PostgreSQL refused it with SQLSTATE 40001',
};

describe('what the inbox command shows', () => {
  it('aligns columns, numbers to the right', () => {
    const table = renderTable({
      header: ['id', 'name'],
      rows: [
        ['1', 'a'],
        ['200', 'bcd'],
      ],
      right: [0],
    });
    expect(table).toBe(' id  name\n  1  a\n200  bcd');
  });

  it('is cut to the width of the terminal, the reason first', () => {
    const lines = renderList([delivery], 100).split('\n');
    expect(lines.every((line) => line.length <= 100)).toBe(true);
    expect(lines[1]).toContain('order 9007199254740993');
    expect(lines[1]?.endsWith('…')).toBe(true);
    expect(renderList([delivery], undefined)).toContain('SQLSTATE 40001');
  });

  it('lets nothing in a header that nobody signed drive the terminal', () => {
    const hostile = { ...delivery, topic: 'a\u009b31m\u001b[2Jb' };
    expect(renderList([hostile], undefined)).toContain('a?31m?[2Jb');
  });

  it('rounds durations to what one takes in at a glance', () => {
    expect([0.034, 1.44, 12.2, 200, 9_000, 400_000].map(formatSeconds)).toEqual([
      '34 ms',
      '1.4 s',
      '12 s',
      '3 min',
      '3 h',
      '5 days',
    ]);
  });
});
