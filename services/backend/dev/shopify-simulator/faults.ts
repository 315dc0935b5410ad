/** What may go wrong with the answer to one call. */
export type Fault =
  /** Answered so much later. */
  | { kind: 'delay'; milliseconds: number }
  /** Answered with a status, without being executed. */
  | { kind: 'status'; status: number; retryAfter?: string }
  /** The connection is closed before anything happens. */
  | { kind: 'drop' }
  /** Executed, and then the connection is closed. */
  | { kind: 'lost_answer' }
  /** Executed, and answered with a status as if it had not been. */
  | { kind: 'late_status'; status: number }
  /** Status 200 with this instead of GraphQL. */
  | { kind: 'body'; body: string };

export interface Faults {
  /** The next so many calls that match go wrong. Without an operation: any; `token` is the token endpoint. */
  next(fault: Fault, options?: { operation?: string; times?: number }): void;
  clear(): void;
  /** For the server. */
  take(operation: string): Fault | undefined;
}

export function createFaults(): Faults {
  let planned: { fault: Fault; operation: string | undefined; times: number }[] = [];
  return {
    next(fault, { operation, times = 1 } = {}) {
      planned.push({ fault, operation, times });
    },
    clear() {
      planned = [];
    },
    take(operation) {
      const found = planned.find((plan) => plan.operation === undefined || plan.operation === operation);
      if (!found) return undefined;
      found.times -= 1;
      if (found.times <= 0) planned = planned.filter((plan) => plan !== found);
      return found.fault;
    },
  };
}
