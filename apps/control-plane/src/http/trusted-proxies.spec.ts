import { TrustedProxies } from './trusted-proxies.js';

const proxies = new TrustedProxies(['10.0.0.0/8', '192.0.2.1', 'fd00::/8']);

test.each([
  ['a direct caller is himself, whatever he writes', '203.0.113.9', '1.2.3.4', '203.0.113.9'],
  ['behind a trusted proxy the caller is whom it names', '10.1.2.3', '203.0.113.9', '203.0.113.9'],
  ['what a caller made up left of himself is not believed', '10.1.2.3', '1.2.3.4, 203.0.113.9', '203.0.113.9'],
  ['behind two trusted proxies the first that is none', '192.0.2.1', '203.0.113.9, 10.9.9.9', '203.0.113.9'],
  ['a proxy that names nobody stands for itself', '10.1.2.3', undefined, '10.1.2.3'],
  ['what is no address ends the walk', '10.1.2.3', 'unknown', '10.1.2.3'],
  ['an IPv4 address in IPv6 form is the same', '::ffff:10.1.2.3', '2001:db8::1', '2001:db8::1'],
  ['networks of IPv6 count too', 'fd00::5', '203.0.113.9', '203.0.113.9'],
])('%s', (_title, remote, header, caller) => {
  expect(proxies.callerOf(remote, header)).toBe(caller);
});

test('without a setting nobody is trusted', () => {
  expect(new TrustedProxies().callerOf('10.1.2.3', '203.0.113.9')).toBe('10.1.2.3');
});

test.each(['10.0.0.0/33', 'proxy', '10.0.0.0/8/8', '10.0.0.0/x', '::1/129', ''])('%p is named as wrong', (entry) => {
  expect(() => new TrustedProxies([entry])).toThrow(entry);
});
