import type { Catalog } from '../corpus/index.js';

const buckets = [0.005, 0.025, 0.1, 0.5, 2.5, 10, 60];

/** Counts what the server did since it started. */
export class Metrics {
  private readonly requests = new Map<string, number>();
  private readonly evaluations = new Map<string, number>();
  private readonly durations = buckets.map(() => 0);
  private durationSum = 0;
  private durationCount = 0;
  private inFlight = 0;

  requestStarted(): void {
    this.inFlight++;
  }

  requestEnded(route: string, status: number): void {
    this.inFlight--;
    const labels = `route="${route}",status="${status}"`;
    this.requests.set(labels, (this.requests.get(labels) ?? 0) + 1);
  }

  evaluated(outcome: string, seconds: number): void {
    this.evaluations.set(outcome, (this.evaluations.get(outcome) ?? 0) + 1);
    this.durationSum += seconds;
    this.durationCount++;
    buckets.forEach((most, place) => {
      if (seconds <= most) this.durations[place]++;
    });
  }

  /** Everything counted, in Prometheus' text format. */
  text(catalog: Catalog): string {
    const { stats } = catalog;
    return [
      metric('telltale_requests_total', 'counter', 'Requests answered.', [...this.requests]),
      metric('telltale_requests_in_flight', 'gauge', 'Requests being answered.', [['', this.inFlight]]),
      metric(
        'telltale_evaluations_total',
        'counter',
        'Rules run on posted records.',
        [...this.evaluations].map(([outcome, count]) => [`outcome="${outcome}"`, count]),
      ),
      '# HELP telltale_evaluation_seconds Time from a complete body to its answer.\n# TYPE telltale_evaluation_seconds histogram',
      ...buckets.map((most, place) => `telltale_evaluation_seconds_bucket{le="${most}"} ${this.durations[place]}`),
      `telltale_evaluation_seconds_bucket{le="+Inf"} ${this.durationCount}`,
      `telltale_evaluation_seconds_sum ${this.durationSum}`,
      `telltale_evaluation_seconds_count ${this.durationCount}`,
      metric('telltale_catalog_rules', 'gauge', 'Rules of the catalog, by whether they run here.', [
        ['evaluable="fully"', stats.evaluable],
        ['evaluable="partly"', stats.partly],
        ['evaluable="no"', stats.rules - stats.evaluable - stats.partly],
      ]),
      metric('telltale_catalog_indicators', 'gauge', 'Indicators of the catalog, each counted once.', [
        ['', catalog.indicators().length],
      ]),
      metric('telltale_catalog_problems', 'gauge', 'Problems of the last ingest.', [['', catalog.problems.length]]),
      metric('process_resident_memory_bytes', 'gauge', 'Resident memory.', [['', process.memoryUsage.rss()]]),
      metric('process_uptime_seconds', 'gauge', 'Time since the process started.', [
        ['', Math.round(process.uptime())],
      ]),
    ]
      .join('\n')
      .concat('\n');
  }
}

function metric(name: string, type: string, help: string, samples: readonly (readonly [string, number])[]): string {
  const lines = samples.map(([labels, value]) => `${name}${labels === '' ? '' : `{${labels}}`} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].join('\n');
}
