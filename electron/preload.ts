/** Hands the contract of `shared/api.ts` to the page, and nothing else. Runs in the page's sandbox. */
import { contextBridge, ipcRenderer } from 'electron';
import type { EventName, Events, WeiguanBridge } from '../shared/api.ts';
import type { Result } from '../shared/result.ts';
import { callChannel, eventChannel, saveChannel, savedChannel, showChannel } from './shell/channels.ts';

const listeners = new Map<EventName, Set<(event: never) => void>>();

ipcRenderer.on(eventChannel, <Name extends EventName>(_: unknown, name: Name, json: string) => {
  const heard = listeners.get(name);
  if (!heard?.size) return;
  const event = JSON.parse(json) as Events[Name];
  for (const listener of heard) listener(event as never);
});

const saves = new Set<() => Promise<unknown>>();

ipcRenderer.on(saveChannel, async () => {
  await Promise.allSettled([...saves].map((save) => save()));
  ipcRenderer.send(savedChannel);
});

const systems: Partial<Record<NodeJS.Platform, WeiguanBridge['host']['os']>> = { win32: 'windows', darwin: 'macos' };

const bridge: WeiguanBridge = {
  call: (name, input) => ipcRenderer.invoke(callChannel, name, input) as Promise<Result<never>>,
  on(name, listener) {
    const known = listeners.get(name) ?? new Set();
    listeners.set(name, known.add(listener));
    return () => void known.delete(listener);
  },
  showLog: (shown) => ipcRenderer.send(showChannel, shown),
  beforeEnd(save) {
    saves.add(save);
    return () => void saves.delete(save);
  },
  onConnection(listener) {
    listener(true);
    return () => undefined;
  },
  host: { kind: 'electron', os: systems[process.platform] ?? 'linux' },
};

contextBridge.exposeInMainWorld('weiguan', bridge);
