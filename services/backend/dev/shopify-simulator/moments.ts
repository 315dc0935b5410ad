const minuteMs = 60_000;

/** A whole second of the time before `now`, since Shopify's times have no parts of one. */
export function momentBefore(now: Date, minutes: number): Date {
  return wholeSecond(new Date(now.getTime() - minutes * minuteMs));
}

export function wholeSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1_000) * 1_000);
}

/** 2026-11-20T12:00:00Z, as GraphQL writes it. */
export function utc(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

const offsetMs = 2 * 60 * minuteMs;

/** 2026-11-20T14:00:00+02:00: webhooks write the time of the shop, which is in Cluj (in winter, all year). */
export function local(date: Date): string {
  return new Date(date.getTime() + offsetMs).toISOString().replace('.000Z', '+02:00');
}
