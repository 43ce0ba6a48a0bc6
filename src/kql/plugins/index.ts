import type { Plugin } from '../plan/registry.js';
import activeUsersCount from './active_users_count.js';
import activityCountsMetrics from './activity_counts_metrics.js';
import activityEngagement from './activity_engagement.js';
import activityMetrics from './activity_metrics.js';
import bagUnpack from './bag_unpack.js';
import dcountIntersect from './dcount_intersect.js';
import geoLineLookup from './geo_line_lookup.js';
import geoPolygonLookup from './geo_polygon_lookup.js';
import ipv4Lookup from './ipv4_lookup.js';
import ipv6Lookup from './ipv6_lookup.js';
import narrow from './narrow.js';
import newActivityMetrics from './new_activity_metrics.js';
import pivot from './pivot.js';
import preview from './preview.js';
import { refusedPlugins } from './refused.js';
import rollingPercentile from './rolling_percentile.js';
import rowsNear from './rows_near.js';
import schemaMerge from './schema_merge.js';
import sequenceDetect from './sequence_detect.js';
import slidingWindowCounts from './sliding_window_counts.js';

/** The plugins of `evaluate`. */
export const plugins: readonly Plugin[] = [
  activeUsersCount,
  activityCountsMetrics,
  activityEngagement,
  activityMetrics,
  bagUnpack,
  dcountIntersect,
  geoLineLookup,
  geoPolygonLookup,
  ipv4Lookup,
  ipv6Lookup,
  narrow,
  newActivityMetrics,
  pivot,
  preview,
  rollingPercentile,
  rowsNear,
  schemaMerge,
  sequenceDetect,
  slidingWindowCounts,
  ...refusedPlugins,
];
