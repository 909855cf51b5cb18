import { describe, expect, test } from 'vitest';
import { frontFaults } from '../../lab/faults/front.ts';
import { msiexecFault } from '../../lab/faults/msiexec.ts';
import { parseFaults } from '../../lab/faults/parse.ts';
import { snapshotFor } from '../../lab/host/make.ts';
import { snapshotPath } from '../../lab/host/snapshot.ts';
import { hostOrders } from '../../lab/order.ts';
import { labPlaces } from '../../lab/places.ts';

describe('faults that a person orders', () => {
  test('may be several, with a number each', () => {
    expect(parseFaults('go386twin, msiexec-1618:3')).toEqual([
      { name: 'go386twin', value: undefined },
      { name: 'msiexec-1618', value: 3 },
    ]);
  });

  test('have short forms, and none is none', () => {
    expect(parseFaults('hang')[0]?.name).toBe('msiexec-hang');
    expect(parseFaults('none')).toEqual([]);
  });

  test('that are misspelt are met with the nearest one', () => {
    expect(() => parseFaults('stale-gorot')).toThrow('did you mean "stale-goroot"?');
    expect(() => parseFaults('msiexec-1618:many')).toThrow('not a whole number');
  });

  test('reach the part of the lab that plays them', () => {
    expect(frontFaults(parseFaults('connection-drop:900'))).toEqual({ dropAfterBytes: 900, dropTimes: 1 });
    expect(msiexecFault(parseFaults('stale-goroot,msiexec-1618'))).toEqual({
      kind: 'exit',
      code: 1618,
      times: 2,
    });
    expect(msiexecFault(parseFaults('not-admin'))).toBeUndefined();
  });
});

test('a host whose Go is to be elsewhere begins without one: two copies were no fault that anybody ordered', () => {
  const places = labPlaces('any', '/lab');
  const cloned = (go: string, faults: string) => snapshotFor(places, { go, faults: parseFaults(faults) });
  expect(cloned('go1.20.14', 'custom-installdir')).toBe(snapshotPath(places, 'ready'));
  expect(cloned('none', '')).toBe(snapshotPath(places, 'ready'));
  expect(cloned('go1.20.14', 'stale-goroot')).toBe(snapshotPath(places, 'go1.20.14'));
});

test('hosts are ordered by name, each with its own Go and faults', () => {
  const orders = hostOrders({
    hosts: 2,
    go: '1.20.14',
    goByHost: { win2: 'none' },
    faults: { win1: 'hang' },
  });
  expect(orders).toEqual([
    { name: 'win1', go: 'go1.20.14', faults: [{ name: 'msiexec-hang', value: undefined }] },
    { name: 'win2', go: 'none', faults: [] },
  ]);
});
