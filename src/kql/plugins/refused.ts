import type { Plugin } from '../plan/registry.js';
import { refusedPlugin } from './plugin.js';

const service = 'it calls a service, and nothing here leaves the engine';
const sampled = 'it works on a sample of the rows, so that no two engines need agree on its answer';

const untold = 'its documentation does not tell its answer to the last row';

const ofTheService: Readonly<Record<string, string>> = {
  ai_chat_completion: service,
  ai_chat_completion_prompt: service,
  ai_embed_text: service,
  ai_embeddings: service,
  azure_digital_twins_query_request: service,
  cosmosdb_sql_request: service,
  dax_request: service,
  execute_query: service,
  execute_show_command: service,
  external_datatable: service,
  http_request: service,
  http_request_post: service,
  infer_storage_schema: service,
  infer_storage_schema_with_suggestions: service,
  mysql_request: service,
  postgresql_request: service,
  sql_request: service,
  csharp: 'it runs a program of another language',
  python: 'it runs a program of another language',
  estimate_rows_count: "it gives the cluster's own estimate",
  r: 'it runs a program of another language',
};

const notKnown: Readonly<Record<string, string>> = {
  session_count: untold,
  funnel_sequence: untold,
  funnel_sequence_completion: untold,
  autocluster: sampled,
  basket: sampled,
  diffpatterns: sampled,
  identity: 'what it does is not documented',
  identity_v3: 'what it does is not documented',
};

/** The plugins that cannot be done here, each with its reason. */
export const refusedPlugins: readonly Plugin[] = [
  ...Object.entries(ofTheService).map(([name, reason]) => refusedPlugin(name, 'service', reason)),
  ...Object.entries(notKnown).map(([name, reason]) => refusedPlugin(name, 'unknown', reason)),
];
