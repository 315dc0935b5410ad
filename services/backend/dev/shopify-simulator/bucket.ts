export interface BucketSize {
  maximumAvailable: number;
  /** Points a second. */
  restoreRate: number;
}

/** Shopify's leaky bucket: what may be asked for is taken before, what was not used given back after. */
export interface Bucket {
  /** False when it does not hold so much: then nothing is taken. */
  take(points: number): boolean;
  giveBack(points: number): void;
  status(): { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
  resize(size: BucketSize): void;
  /** As if others had drunk from it. */
  drain(points: number): void;
}

export function createBucket(initial: BucketSize, milliseconds: () => number = () => performance.now()): Bucket {
  let size = initial;
  let level = initial.maximumAvailable;
  let measuredAt = milliseconds();

  function restore(): void {
    const now = milliseconds();
    level = Math.min(size.maximumAvailable, level + ((now - measuredAt) / 1_000) * size.restoreRate);
    measuredAt = now;
  }

  return {
    take(points) {
      restore();
      if (level < points) return false;
      level -= points;
      return true;
    },
    giveBack(points) {
      restore();
      level = Math.min(size.maximumAvailable, level + points);
    },
    status() {
      restore();
      return { ...size, currentlyAvailable: Math.floor(level) };
    },
    resize(next) {
      restore();
      size = next;
      level = Math.min(level, next.maximumAvailable);
    },
    drain(points) {
      restore();
      level = Math.max(0, level - points);
    },
  };
}
