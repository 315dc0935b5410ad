/** As long as a rate needs at the resolution that is looked at: Grafana's own word. */
export const range = '$__rate_interval';

/** Below which value this share of what a histogram has seen lies. */
export function quantile(share: number, buckets: string, by = 'le'): string {
  return `histogram_quantile(${share}, sum by (${by}) (rate(${buckets}[${range}])))`;
}
