/** One minute of a day at the shop. */
export interface Minute {
  requestsPerSecond: number;
  /** How long a request takes on a machine with nothing else to do. */
  requestMs: number;
  deliveriesPerSecond: number;
  /** Pictures to be made, and whatever else is queued that is no delivery. */
  jobsPerSecond: number;
}

export const minutesOfDay = 24 * 60;
const names = ['requestsPerSecond', 'requestMs', 'deliveriesPerSecond', 'jobsPerSecond'] as const;
const header = `minute,${names.join(',')}`;

/**
 * A made-up day, the same for the same seed: no shop has run on this service yet. Fewest people come at four in the
 * morning and most at four in the afternoon, everything trembles by a tenth, and on top come the things that scaling is
 * for:
 *
 * - 02:00 to 02:05: an app changes the whole catalogue, 350 deliveries a second
 * - 11:00 to 11:06: a flash sale, 1400 deliveries a second, and four times the requests
 * - 18:30 to 19:00: a newsletter; within three minutes 900 requests a second and 30 designs, then ever fewer
 * - 21:15 to 21:25: PostgreSQL is slow, and every request takes a quarter of a second
 *
 * To be replaced by what a Prometheus has recorded, in the same columns, as soon as there is one.
 */
export function makeDay(seed: number): Minute[] {
  const random = createRandom(seed);
  const tremble = () => 0.9 + random() * 0.2;
  return Array.from({ length: minutesOfDay }, (_, minute) => {
    const people = 0.5 - 0.5 * Math.cos(((minute - 4 * 60) / minutesOfDay) * 2 * Math.PI);
    const daily = 0.15 + 0.85 * people ** 1.5;
    const since = (hour: number, from: number) => minute - hour * 60 - from;
    const lasts = (hour: number, from: number, length: number) => since(hour, from) >= 0 && since(hour, from) < length;
    const sale = lasts(11, 0, 6);
    const newsletter = lasts(18, 30, 30) ? Math.min(1, (since(18, 30) + 1) / 3) * Math.exp(-since(18, 30) / 12) : 0;
    return {
      requestsPerSecond: round(220 * daily * tremble() * (sale ? 4 : 1) + 900 * newsletter),
      requestMs: round((lasts(21, 15, 10) ? 250 : 15) * tremble()),
      deliveriesPerSecond: round(10 * daily * tremble() + (lasts(2, 0, 5) ? 350 : 0) + (sale ? 1_400 : 0)),
      jobsPerSecond: round(1.5 * daily * tremble() + 30 * newsletter),
    };
  });
}

export function renderDay(day: readonly Minute[]): string {
  const rows = day.map((minute, index) => [index, ...names.map((name) => minute[name])].join(','));
  return `${[header, ...rows].join('\n')}\n`;
}

/** @throws Error when the columns are others, a minute is missing, or a figure is none. */
export function parseDay(text: string): Minute[] {
  const [first, ...rows] = text.trim().split('\n');
  if (first !== header) throw new Error(`the columns must be ${header}`);
  if (rows.length !== minutesOfDay) throw new Error(`a day has ${minutesOfDay} minutes and not ${rows.length}`);
  return rows.map((row, index) => {
    const [minute, ...figures] = row.split(',').map(Number);
    if (minute !== index || figures.length !== names.length || figures.some((figure) => !(figure >= 0))) {
      throw new Error(`minute ${index} is not right: ${row}`);
    }
    const [requestsPerSecond = 0, requestMs = 0, deliveriesPerSecond = 0, jobsPerSecond = 0] = figures;
    return { requestsPerSecond, requestMs, deliveriesPerSecond, jobsPerSecond };
  });
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
