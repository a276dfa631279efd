import { expect, test } from 'vitest';
import { localMachine, realDisks } from './local.ts';

const disk = (mount: string, type: string, size = 100, fs = mount) => ({ fs, type, mount, size, used: 40 });

test('the status names the disks, the root among them, and leaves out what is no disk', () => {
  const mounts = realDisks([
    disk('/', 'overlay'),
    disk('/home', 'ext4'),
    disk('/dev/shm', 'tmpfs'),
    disk('/snap/core', 'squashfs'),
    disk('/boot/efi', 'vfat'),
    disk('/empty', 'ext4', 0),
  ]).map(({ mount }) => mount);
  expect(mounts).toEqual(['/', '/home']);
});

test('a device that is mounted twice is counted once, and at most four are told', () => {
  const mounts = realDisks([
    disk('/', 'ext4', 100, '/dev/sda1'),
    disk('/var/lib/docker', 'ext4', 100, '/dev/sda1'),
    ...['/b', '/c', '/d', '/e'].map((mount) => disk(mount, 'xfs')),
  ]).map(({ mount }) => mount);
  expect(mounts).toEqual(['/', '/b', '/c', '/d']);
});

test('this computer is read with its memory, its disks and its processes', async () => {
  const machine = await localMachine(Date.now).read();
  expect(machine.memory.used).toBeGreaterThan(0);
  expect(machine.memory.total).toBeGreaterThan(machine.memory.used);
  expect(machine.disks.length).toBeGreaterThan(0);
  expect(machine.processes.length).toBe(3);
  expect(machine.uptimeSeconds).toBeGreaterThan(0);
});
