import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 keep in its young generation what a message makes, which is garbage once it is answered; called before anything
 * else, because it holds for what is compiled later.
 *
 * V8 measures by each place in the code how long what is made there lives, and makes it old at birth where most of it
 * outlives a collection ("allocation site pretenuring"). In a flood hundreds of messages wait for the disk at the same
 * time, so most do; and that never ends: what is old is looked through seldom, and until then its dead parts hold the
 * young ones. All that later messages made was copied, and little of it freed: at 500 messages a second each collection
 * stopped the program for 20 ms instead of 5, and one answer in a hundred took that long.
 */
export function keepMessagesYoung(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
