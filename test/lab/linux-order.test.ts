import { describe, expect, test } from 'vitest';
import { linuxAddress, linuxOrders } from '../../lab/linux/order.ts';
import { hostOrders } from '../../lab/order.ts';

describe('an order of Linux hosts', () => {
  test('gives each an address of its own, and after 254 goes on in the next network', () => {
    expect([0, 1, 253, 254, 508].map(linuxAddress)).toEqual([
      '127.0.1.1',
      '127.0.1.2',
      '127.0.1.254',
      '127.0.2.1',
      '127.0.3.1',
    ]);
    const addresses = linuxOrders({ linux: 1000 }).map(({ address }) => address);
    expect(new Set(addresses).size).toBe(1000);
  });

  test('makes no Windows hosts unless they are ordered, too', () => {
    expect(hostOrders({ linux: 3 })).toEqual([]);
    expect(hostOrders({ linux: 3, hosts: 2 }).map(({ name }) => name)).toEqual(['win1', 'win2']);
    expect(hostOrders({})).toHaveLength(4);
    expect(linuxOrders({})).toEqual([]);
  });

  test('puts no Go on them unless it is ordered, by host or for all', () => {
    expect(linuxOrders({ linux: 1, go: '1.21.13' })[0]?.go).toBe('none');
    const orders = linuxOrders({ linux: 2, linuxGo: '1.20.14', goByHost: { linux2: 'go1.22.12' } });
    expect(orders.map(({ go }) => go)).toEqual(['go1.20.14', 'go1.22.12']);
  });

  test('knows the faults of Linux hosts, and only those', () => {
    const [order] = linuxOrders({ linux: 1, faults: { linux1: 'sh-busybox, full-disk:5000' } });
    expect(order?.faults).toEqual([
      { name: 'sh-busybox', value: undefined },
      { name: 'full-disk', value: 5000 },
    ]);
    expect(() => linuxOrders({ linux: 1, faults: { linux1: 'sh-busibox' } })).toThrow(
      'did you mean "sh-busybox"?',
    );
    expect(() => linuxOrders({ linux: 1, faults: { linux1: 'msiexec-hang' } })).toThrow('no fault');
  });
});
