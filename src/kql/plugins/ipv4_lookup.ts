import { addressLookup } from './address-lookup.js';
import { networkOfIpv4 } from './network.js';

/** @see https://learn.microsoft.com/kusto/query/ipv4-lookup-plugin */
export default addressLookup('ipv4_lookup', {
  summary: 'Joins each IPv4 address with the rows of a lookup table whose networks it lies in.',
  read: networkOfIpv4,
  first: 'source',
  extraKeys: true,
});
