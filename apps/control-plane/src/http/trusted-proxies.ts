/** Who calls, where proxies stand in between: a header is believed only as far as a trusted proxy wrote it. */
import { BlockList, isIP, isIPv4 } from 'node:net';

export class TrustedProxies {
  private readonly list = new BlockList();

  /** @param entries IP addresses and networks in CIDR notation. @throws Error naming the entry that is neither */
  constructor(entries: readonly string[] = []) {
    for (const entry of entries) this.add(entry);
  }

  /** Whether this address is that of a trusted proxy. */
  readonly trusts = (address: string): boolean => {
    const plain = withoutMapping(address);
    const family = isIP(plain);
    return family !== 0 && this.list.check(plain, family === 4 ? 'ipv4' : 'ipv6');
  };

  /**
   * The address of the caller: from the right, the first that is no trusted proxy. What stands left of it may be made up.
   * @param forwardedFor the header X-Forwarded-For, all of it
   */
  callerOf(remoteAddress: string, forwardedFor: string | string[] | undefined): string {
    const hops = [forwardedFor ?? []].flat().join(',').split(',').map((hop) => hop.trim()).filter(Boolean); // prettier-ignore
    let caller = remoteAddress;
    while (this.trusts(caller)) {
      const next = hops.pop();
      if (next === undefined || isIP(next) === 0) break;
      caller = next;
    }
    return withoutMapping(caller);
  }

  private add(entry: string): void {
    const [address = '', bits, more] = entry.split('/');
    const family = isIP(address);
    const longest = family === 4 ? 32 : 128;
    const length = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
    if (family === 0 || more !== undefined || !(length <= longest)) throw new Error(entry);
    this.list.addSubnet(address, length, family === 4 ? 'ipv4' : 'ipv6');
  }
}

/** `::ffff:10.0.0.1` is how a socket for both families names an IPv4 address. */
const withoutMapping = (address: string): string => {
  const mapped = address.replace(/^::ffff:/i, '');
  return isIPv4(mapped) ? mapped : address;
};
