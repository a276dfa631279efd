const delayMs = 200;

/**
 * A button's `loading`: its spinner is for waits that can be felt. (One that is called off while it moves in, Ant Design
 * leaves standing.)
 */
export const spinner = (busy: boolean): false | { delay: number } => busy && { delay: delayMs };
