import { describe, expect, test } from 'vitest';
import { localMachine, type MachineStatus, realDisks } from './local.ts';

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

describe('a reading', () => {
  const status = { host: 'web-01' } as MachineStatus;
  /** Readings that the test ends. */
  function readings() {
    const ends: ((status: MachineStatus) => void)[] = [];
    return { ends, read: () => new Promise<MachineStatus>((resolve) => void ends.push(resolve)) };
  }

  test('is shared by all who ask while it goes on, and for two seconds from its beginning', async () => {
    let now = 0;
    const { ends, read } = readings();
    const machine = localMachine(() => now, { read });
    const first = machine.read();
    now = 5_000;
    const second = machine.read();
    ends[0]?.(status);
    expect(await Promise.all([first, second])).toEqual([status, status]);
    expect(ends).toHaveLength(1);
    void machine.read();
    expect(ends).toHaveLength(2);
    ends[1]?.(status);
    await new Promise(setImmediate);
    now = 7_000;
    void machine.read();
    expect(ends).toHaveLength(2);
  });
  test('that hangs fails after its time, and no other is begun until it comes back', async () => {
    const { ends, read } = readings();
    const machine = localMachine(() => performance.now(), { read, limitMs: 30 });
    const [one, other] = [machine.read(), machine.read()];
    await expect(one).rejects.toThrow('within 0.03 s');
    await expect(other).rejects.toThrow('within 0.03 s');
    await expect(machine.read()).rejects.toThrow('within 0.03 s');
    expect(ends).toHaveLength(1);
    ends[0]?.(status);
    await new Promise(setImmediate);
    const fresh = machine.read();
    expect(ends).toHaveLength(2);
    ends[1]?.(status);
    expect(await fresh).toEqual(status);
  });
  test('that fails is taken anew at once', async () => {
    let count = 0;
    const machine = localMachine(() => 0, {
      read: async () => {
        count += 1;
        if (count === 1) throw new Error('no /proc');
        return status;
      },
    });
    await expect(machine.read()).rejects.toThrow('no /proc');
    expect(await machine.read()).toEqual(status);
  });
});
