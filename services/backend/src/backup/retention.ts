/** How many backups are kept: the newest of each of the last so many days, weeks and months that have one. */
export interface RetentionPolicy {
  daily: number;
  weekly: number;
  monthly: number;
}

export interface Dated {
  id: string;
  takenAt: Date;
}

/**
 * What may be deleted. A backup is kept when it is the newest of one of the last days, weeks (from Monday) or months,
 * in UTC, that have a backup at all: after a pause nothing runs out. The newest of all is always kept.
 */
export function selectExpired<T extends Dated>(backups: readonly T[], policy: RetentionPolicy): T[] {
  const newestFirst = [...backups].sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime());
  const kept = new Set(newestFirst.slice(0, 1));
  const rules: [(date: Date) => string, number][] = [
    [dayOf, policy.daily],
    [weekOf, policy.weekly],
    [monthOf, policy.monthly],
  ];
  for (const [periodOf, count] of rules) {
    const seen = new Set<string>();
    for (const backup of newestFirst) {
      const period = periodOf(backup.takenAt);
      if (seen.has(period)) continue;
      if (seen.size === count) break;
      seen.add(period);
      kept.add(backup);
    }
  }
  return newestFirst.filter((backup) => !kept.has(backup));
}

const dayMs = 86_400_000;

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The day of its Monday. */
function weekOf(date: Date): string {
  const sinceMonday = (date.getUTCDay() + 6) % 7;
  return dayOf(new Date(date.getTime() - sinceMonday * dayMs));
}

function monthOf(date: Date): string {
  return date.toISOString().slice(0, 7);
}
