/** How long a tunnel waits for what, in ms. Tests hurry. */
export interface TunnelTimings {
  /** Between two probes of a tunnel that works. */
  probeEveryMs: number;
  /** After a probe that failed. */
  probeAgainMs: number;
  /** How long a probe may take: WeChat hangs up after as long (protocol reference, 2.7). */
  probeDeadlineMs: number;
  /** The first wait before an attempt; each one doubles. A localtunnel server frees a name a second after its owner has gone. */
  firstRetryMs: number;
  maxRetryMs: number;
  /** Before trying again what only the admin can mend: a wrong password, asked for often, gets the address banned. */
  refusedRetryMs: number;
  /** While waiting for a server that is away, it is knocked at this often, so that its return is noticed early. */
  knockEveryMs: number;
  /** How long a server may take to register, connect or log in. */
  openMs: number;
  /** How long a program may take to say that it is ready. */
  readyMs: number;
  /** Before a localtunnel server that gave another name is asked again. */
  askAgainMs: number;
  /** Between two packets that ask whether the ssh server is still there; two without an answer end the connection. */
  keepaliveMs: number;
  /** How often the clock is looked at; a jump means that the machine slept. */
  tickMs: number;
  /** Before the first probe of a name that is new in the DNS: a resolver asked too early remembers for long that there is none. */
  newNameMs: number;
  /** How long a program may take to end by itself. */
  killMs: number;
}

export const defaultTimings: TunnelTimings = {
  probeEveryMs: 60_000,
  probeAgainMs: 5_000,
  probeDeadlineMs: 5_000,
  firstRetryMs: 1_200,
  maxRetryMs: 30_000,
  refusedRetryMs: 300_000,
  knockEveryMs: 3_000,
  openMs: 10_000,
  readyMs: 30_000,
  askAgainMs: 2_000,
  keepaliveMs: 10_000,
  tickMs: 5_000,
  newNameMs: 5_000,
  killMs: 3_000,
};
