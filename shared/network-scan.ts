import type { Failure } from './result.ts';

/** A network that this computer is in and that may be searched. */
export interface LocalNetwork {
  /** Such as `192.168.1.0/24`: at most so large as a search may be, and this computer's address is in it. */
  cidr: string;
  /** What the system calls the way there: `en0`, `以太网`. */
  interface: string;
  /** This computer's own address in it. */
  address: string;
  /** How many addresses a search asks. */
  hosts: number;
}

/** A machine that answered a search. */
export interface ScannedHost {
  address: string;
  mac?: string;
  /** What the name service calls it. */
  name?: string;
  /** Which of `scannedPorts` are open. */
  open: number[];
}

/** A search as it is now; each tells all that was found up to then. */
export interface NetworkScan {
  id: string;
  /** Sorted by address. */
  found: ScannedHost[];
  /** How much of the network has been asked, from 0 to 1. */
  share: number;
  done: boolean;
  /** Why it ended before its time. */
  failure?: Failure;
}

/** The ports that are asked: ssh, Remote Desktop, VNC, file shares. */
export const scannedPorts = [22, 3389, 5900, 445] as const;
