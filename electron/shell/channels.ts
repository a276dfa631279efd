/** The IPC channels between preload script and main process: five, whatever the contract grows to. */
export const callChannel = 'weiguan:call';
export const eventChannel = 'weiguan:event';
/** The page says whether it shows the log. */
export const showChannel = 'weiguan:show';
/** The program is about to end: the page is to save what is not saved, and says when that is done. */
export const saveChannel = 'weiguan:save';
export const savedChannel = 'weiguan:saved';
