const otherData = 'it reads data of the service by name, and here are only the records that are given';
const storage = 'it tells how the service stores a record, which a record that is given does not have';
const cursor = 'it needs the database cursor, which the service advances as it ingests';
const caller = 'it tells who asks the service, and nobody signs in here';
const place = 'it names a place of the service; a table is taken from the records that are given, wherever it lies';
const defender = 'it asks Microsoft Defender, which knows more than the records that are given';
const engine = 'it tells of the service that runs the query';

/** What is bound to the service and refused for it, with the reason; plugins carry theirs themselves. */
export const serviceBound: ReadonlyMap<string, string> = new Map([
  ['cluster', place],
  ['current_cluster_endpoint', engine],
  ['current_cursor', cursor],
  ['current_database', engine],
  ['current_node_id', engine],
  ['current_principal', caller],
  ['current_principal_details', caller],
  ['current_principal_is_member_of', caller],
  ['cursor_after', cursor],
  ['cursor_before_or_at', cursor],
  ['cursor_current', cursor],
  ['database', place],
  ['entity_group', place],
  ['extent_id', storage],
  ['extent_tags', storage],
  ['extentid', storage],
  ['external_table', otherData],
  ['geo_info_from_ip_address', 'it looks addresses up in a database that only the service has'],
  ['graph', otherData],
  ['macro-expand', 'it repeats a query over databases of the service'],
  ['materialized_view', otherData],
  ['row_id', storage],
  ['rowstore_ordinal_range', storage],
  ['stored_query_result', otherData],
  ['__executeAndCache', 'it keeps results in the cache of the service'],
]);

/** Functions of the products around the language, with the reason why they are refused. */
export const productBound: ReadonlyMap<string, string> = new Map([
  ['adx', otherData],
  ['arg', otherData],
  ['AssignedIPAddresses', defender],
  ['DeviceFromIP', defender],
  ['FileProfile', defender],
  ['SeenBy', defender],
]);
