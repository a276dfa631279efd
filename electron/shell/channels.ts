/** The IPC channels between preload script and main process: two, whatever the contract grows to. */
export const callChannel = 'weiguan:call';
export const eventChannel = 'weiguan:event';
