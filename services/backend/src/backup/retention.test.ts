import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectExpired } from './retention.ts';

const at = (id: string) => ({ id, takenAt: new Date(`${id}Z`) });
const policy = { daily: 3, weekly: 2, monthly: 2 };
const expired = (...ids: string[]) => selectExpired(ids.map(at), policy).map(({ id }) => id);

describe('selectExpired', () => {
  it('keeps the newest of a day, and lets the others of it go', () => {
    expect(expired('2026-11-21T03:00', '2026-11-21T15:00')).toEqual(['2026-11-21T03:00']);
  });

  it('keeps so many days, weeks and months', () => {
    const days = ['2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17', '2026-11-15', '2026-11-14', '2026-10-31'];
    // 20, 19, 18 as days; 15 (a Sunday) as the newest of its week; 31 October as the newest of its month.
    expect(expired(...days.map((day) => `${day}T03:00`))).toEqual(['2026-11-17T03:00', '2026-11-14T03:00']);
  });

  it('deletes nothing because time has passed without backups', () => {
    expect(expired('2020-01-05T03:00', '2022-01-06T03:00', '2024-01-07T03:00')).toEqual([]);
  });

  it('never deletes the newest, whatever the policy', () => {
    const none = { daily: 0, weekly: 0, monthly: 0 };
    expect(selectExpired([at('2026-11-20T03:00'), at('2026-11-21T03:00')], none)).toEqual([at('2026-11-20T03:00')]);
    expect(selectExpired([], none)).toEqual([]);
  });

  it('is the same whether it runs after each backup or once at the end', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 24 * 120 }), { maxLength: 40 });
    fc.assert(
      fc.property(hours, (all) => {
        const backups = all
          .sort((a, b) => a - b)
          .map((hour) => ({ id: String(hour), takenAt: new Date(Date.UTC(2026, 0, 1, hour)) }));
        const once = backups.filter((one) => !selectExpired(backups, policy).includes(one));
        let kept: typeof backups = [];
        for (const backup of backups) {
          kept = [...kept, backup];
          const gone = selectExpired(kept, policy);
          kept = kept.filter((one) => !gone.includes(one));
        }
        expect(kept).toEqual(once);
      }),
    );
  });
});
