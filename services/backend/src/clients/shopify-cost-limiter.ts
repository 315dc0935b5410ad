/** What Shopify says of the bucket in every answer (`extensions.cost.throttleStatus`). */
export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  /** Points a second. */
  restoreRate: number;
}

export interface Spending {
  /**
   * To be called once, when the call has ended.
   * @param report undefined when no answer told what it cost: then all of it counts as spent.
   */
  settle(report?: { actualCost: number; throttleStatus: ThrottleStatus }): void;
}

export interface CostLimiter {
  /**
   * Waits until the points are there, and takes them. First come, first served.
   * @param options.again this call was throttled: it goes before those that have not been tried.
   * @throws the reason of the signal when it ends the wait.
   */
  take(points: number, signal: AbortSignal, options?: { again?: boolean }): Promise<Spending>;
}

interface Waiting {
  points: number;
  start: (spending: Spending) => void;
}

/** Less than the smallest plan has: the first answer tells the truth. */
const beforeTheFirstAnswer: ThrottleStatus = { maximumAvailable: 1_000, currentlyAvailable: 1_000, restoreRate: 50 };

/**
 * A copy of Shopify's leaky bucket that never believes to have more than Shopify has: points are taken before a call
 * leaves and given back after its answer came, so that what is on its way counts as spent. An answer may lower the
 * level at any time (other processes drink from the same bucket), but raise it only when no other call was on its way
 * meanwhile, for else it is not known which of them it counts.
 */
export function createCostLimiter(milliseconds: () => number = () => performance.now()): CostLimiter {
  let { maximumAvailable: maximum, currentlyAvailable: level, restoreRate } = beforeTheFirstAnswer;
  let measuredAt = milliseconds();
  let taken = 0;
  let underway = 0;
  let pointsUnderway = 0;
  let timer: NodeJS.Timeout | undefined;
  const queue: Waiting[] = [];

  /** What is on its way may not have arrived yet: until then Shopify's bucket is as full as it gets, and restores nothing. */
  function restore(): void {
    const now = milliseconds();
    level = Math.min(maximum - pointsUnderway, level + ((now - measuredAt) / 1_000) * restoreRate);
    measuredAt = now;
  }

  function startWhoCan(): void {
    clearTimeout(timer);
    timer = undefined;
    restore();
    for (let first = queue[0]; first; first = queue[0]) {
      // What costs more than the bucket holds waits until it is full, and Shopify decides.
      const points = Math.min(first.points, maximum);
      // Only an answer can make room for so much.
      if (points > maximum - pointsUnderway) return;
      if (level < points) {
        const waitMs = Math.ceil(((points - level) / restoreRate) * 1_000) + 1;
        timer = setTimeout(startWhoCan, waitMs);
        return;
      }
      queue.shift();
      first.start(spend(points));
    }
  }

  function spend(points: number): Spending {
    level -= points;
    taken += 1;
    underway += 1;
    pointsUnderway += points;
    const takenBefore = taken;
    const alone = underway === 1;
    return {
      settle(report) {
        restore();
        underway -= 1;
        pointsUnderway -= points;
        if (report) {
          const { throttleStatus, actualCost } = report;
          maximum = throttleStatus.maximumAvailable;
          restoreRate = Math.max(1, throttleStatus.restoreRate);
          const exact = alone && underway === 0 && taken === takenBefore;
          const believed = level + points - actualCost;
          level = exact ? throttleStatus.currentlyAvailable : Math.min(believed, throttleStatus.currentlyAvailable);
          level = Math.min(level, maximum - pointsUnderway);
        }
        startWhoCan();
      },
    };
  }

  return {
    take(points, signal, options = {}) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const waiting: Waiting = {
          points,
          start: (spending) => {
            signal.removeEventListener('abort', leave);
            resolve(spending);
          },
        };
        const leave = () => {
          queue.splice(queue.indexOf(waiting), 1);
          reject(signal.reason as Error);
          startWhoCan();
        };
        signal.addEventListener('abort', leave, { once: true });
        if (options.again) queue.unshift(waiting);
        else queue.push(waiting);
        startWhoCan();
      });
    },
  };
}
