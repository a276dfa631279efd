/** The IPC channels between preload script and main process: three, whatever the contract grows to. */
export const callChannel = 'weiguan:call';
export const eventChannel = 'weiguan:event';
/** The page says whether it shows the log. */
export const showChannel = 'weiguan:show';
