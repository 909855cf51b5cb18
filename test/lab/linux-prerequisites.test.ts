import { expect, test } from 'vitest';
import { linuxOrders } from '../../lab/linux/order.ts';
import { missingPackages } from '../../lab/linux/prerequisites.ts';

const plain = linuxOrders({ linux: 2 });
const odd = linuxOrders({
  linux: 3,
  faults: { linux1: 'login-fish', linux2: 'sh-busybox', linux3: 'login-fish' },
});

test('a machine that has all needs nothing', () => {
  expect(missingPackages(odd, false, () => true)).toEqual([]);
});

test('only an ordinary user needs what gives out user numbers', () => {
  expect(missingPackages(plain, true, (program) => program !== 'newuidmap')).toEqual([]);
  expect(missingPackages(plain, false, (program) => program !== 'newuidmap')).toEqual(['uidmap']);
});

test('shells are installed for the hosts that have them, each package once', () => {
  const isThere = (program: string) =>
    !['fish', 'busybox', 'tcsh', 'ksh93', 'ssh', 'ssh-keygen'].includes(program);
  expect(missingPackages(odd, true, isThere)).toEqual(['busybox-static', 'fish', 'openssh-client']);
  expect(missingPackages(plain, true, isThere)).toEqual(['openssh-client']);
});
