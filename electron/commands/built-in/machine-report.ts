import { type Language, listed } from '../../../shared/language.ts';
import type { DiskUse, MachineStatus } from '../../control/local.ts';

/** A machine's state in a few short lines that read well on a phone. */
export function describeMachine(machine: MachineStatus, language: Language): string {
  const t = labels[language];
  return [
    `${machine.host} ● ${t.up}`,
    `${t.system}  ${machine.system}`,
    `${t.uptime}  ${duration(machine.uptimeSeconds, language)}`,
    machine.loadAverage && `${t.load}  ${machine.loadAverage.map((load) => load.toFixed(2)).join(' ')} (${machine.cores} ${t.cores})`,
    `CPU  ${percent(machine.cpuPercent)}`,
    `${t.memory}  ${gigabytes(machine.memory.used)}/${gigabytes(machine.memory.total)} GB · ${share(machine.memory)}`,
    ...machine.disks.map(
      (disk) => `${t.disk} ${disk.mount}  ${gigabytes(disk.used)}/${gigabytes(disk.total)} GB · ${share(disk)}${nearlyFull(disk)}`,
    ),
    machine.temperature !== undefined &&
      `${t.temperature}  ${Math.round(machine.temperature)} °C${machine.temperature >= hotDegrees ? ' ⚠' : ''}`,
    machine.users && machine.users.length > 0 && `${t.users}  ${theFirst(machine.users, language)}`,
    machine.processes.length > 0 && t.processes,
    ...machine.processes.map(({ name, cpuPercent, memoryPercent }) => `· ${name}  ${percent(cpuPercent)} · ${percent(memoryPercent)}`),
  ]
    .filter((line) => typeof line === 'string')
    .join('\n');
}

const labels = {
  'zh-CN': {
    up: '运行中',
    system: '系统',
    uptime: '已运行',
    load: '负载',
    cores: '核',
    memory: '内存',
    disk: '磁盘',
    temperature: '温度',
    users: '已登录',
    processes: '占用最高的进程（CPU · 内存）',
  },
  en: {
    up: 'up',
    system: 'System',
    uptime: 'Up',
    load: 'Load',
    cores: 'cores',
    memory: 'Memory',
    disk: 'Disk',
    temperature: 'Temperature',
    users: 'Logged in',
    processes: 'Busiest processes (CPU · memory)',
  },
};

/** From here on a machine's sensors tell of trouble, in °C. */
const hotDegrees = 85;
/** So many users are named. */
const mostUsers = 5;

function theFirst(users: readonly string[], language: Language): string {
  const named = listed(users.slice(0, mostUsers), language);
  const more = users.length - mostUsers;
  if (more <= 0) return named;
  return language === 'en' ? `${named} and ${more} more` : `${named} 等 ${users.length} 人`;
}

/** A disk this full wants somebody's attention, in percent. */
const fullDiskPercent = 90;

export const nearlyFull = (disk: DiskUse) => ((100 * disk.used) / disk.total >= fullDiskPercent ? ' ⚠' : '');
export const percent = (value: number) => `${Math.round(value)}%`;
export const share = ({ used, total }: { used: number; total: number }) => percent(total > 0 ? (100 * used) / total : 0);

export function gigabytes(bytes: number): string {
  const value = bytes / 1024 ** 3;
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

/** The two largest units: `3 天 4 小时`, `12 min`. */
export function duration(seconds: number, language: Language): string {
  const units = language === 'en' ? (['d', 'h', 'min'] as const) : (['天', '小时', '分钟'] as const);
  const parts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const first = parts.findIndex((part) => part > 0);
  if (first === -1) return `0 ${units[2]}`;
  return parts
    .map((part, index) => ({ part, unit: units[index] }))
    .slice(first, first + 2)
    .filter(({ part }) => part > 0)
    .map(({ part, unit }) => `${part} ${unit}`)
    .join(' ');
}
