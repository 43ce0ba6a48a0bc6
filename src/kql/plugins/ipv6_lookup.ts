import { addressLookup } from './address-lookup.js';
import { networkOfIpv6 } from './network.js';

/** @see https://learn.microsoft.com/kusto/query/ipv6-lookup-plugin */
export default addressLookup('ipv6_lookup', {
  summary: 'Joins each address, IPv6 or IPv4, with the rows of a lookup table whose networks it lies in.',
  read: networkOfIpv6,
  first: 'lookup',
  extraKeys: false,
});
