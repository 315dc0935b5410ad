/**
 * Group commit: what arrives while a commit is on its way shares the next one. A lone item goes out at once, so
 * nothing waits for company; under load the batch grows by itself to what one round trip of the database takes.
 */
export interface GroupCommit<Item, Result> {
  /** @throws what `commitBatch` threw for this item, or `Overloaded`. */
  commit(item: Item): Promise<Result>;
  /** Resolves when everything accepted so far is decided. */
  drain(): Promise<void>;
}

interface GroupCommitOptions<Item, Result> {
  /** Decides a whole batch or throws. Results stand in the order of the items. */
  commitBatch: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** True when the failure says something about an item, so that its neighbours deserve a try without it. */
  isItemFault: (error: unknown) => boolean;
  sizeOf: (item: Item) => number;
  maxBatchItems: number;
  maxBatchBytes: number;
  /** More than this waiting is refused: memory is not an inbox. */
  maxWaitingBytes: number;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

export function createGroupCommit<Item, Result>(options: GroupCommitOptions<Item, Result>): GroupCommit<Item, Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let waitingBytes = 0;
  let committing = false;
  let scheduled = false;
  let idle: (() => void)[] = [];

  function schedule(): void {
    if (scheduled || committing || waiting.length === 0) return;
    scheduled = true;
    // One turn of the event loop gathers what the same read from the network brought.
    setImmediate(() => {
      scheduled = false;
      if (waiting.length > 0) void commitNext(takeBatch());
    });
  }

  function takeBatch(): Waiting<Item, Result>[] {
    let count = 0;
    let bytes = 0;
    for (const { item } of waiting) {
      const size = options.sizeOf(item);
      if (count > 0 && (count >= options.maxBatchItems || bytes + size > options.maxBatchBytes)) break;
      count += 1;
      bytes += size;
    }
    waitingBytes -= bytes;
    return waiting.splice(0, count);
  }

  async function commitNext(batch: Waiting<Item, Result>[]): Promise<void> {
    committing = true;
    try {
      await decide(batch);
    } finally {
      committing = false;
      schedule();
      if (waiting.length === 0) {
        for (const resolve of idle) resolve();
        idle = [];
      }
    }
  }

  async function decide(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await options.commitBatch(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      await explain(batch, error);
    }
  }

  /** A fault of one item is found by committing each alone; any other failure is everybody's. */
  async function explain(batch: Waiting<Item, Result>[], error: unknown): Promise<void> {
    const itemFault = options.isItemFault(error);
    if (itemFault && batch.length > 1) {
      for (const member of batch) await decide([member]);
      return;
    }
    for (const { reject } of batch) reject(error);
    // The database is away or does not answer: those who wait would only learn the same later.
    if (!itemFault) rejectWaiting(error);
  }

  function rejectWaiting(error: unknown): void {
    const rejected = waiting;
    waiting = [];
    waitingBytes = 0;
    for (const { reject } of rejected) reject(error);
  }

  return {
    commit(item) {
      const size = options.sizeOf(item);
      if (waitingBytes + size > options.maxWaitingBytes) {
        return Promise.reject(new Overloaded('too many deliveries wait to be recorded'));
      }
      return new Promise<Result>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        waitingBytes += size;
        schedule();
      });
    },
    drain() {
      if (!committing && waiting.length === 0) return Promise.resolve();
      return new Promise((resolve) => idle.push(resolve));
    },
  };
}
