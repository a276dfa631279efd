/** The store could not do it: the disk is full, the thread is gone, or there is a bug in a statement. */
export class StoreError extends Error {}
