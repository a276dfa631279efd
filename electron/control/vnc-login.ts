/** From the first byte to the size of the screen. Source: RFC 6143, 7.1 to 7.3. */
import { err, ok } from '../../shared/result.ts';
import { remoteWords } from './remote-words.ts';
import { checkScreenSize } from './screen-size.ts';
import { type Attempt, read, readText, send, skip } from './vnc-conversation.ts';
import { answerChallenge } from './vnc-password.ts';

/** In pixels. */
export interface ScreenSize {
  width: number;
  height: number;
}

/** Numbers of ways to log in. */
const security = { none: 1, password: 2 } as const;
const minors = { '3.3': 3, '3.7': 7, '3.8': 8 } as const;
type Minor = (typeof minors)[keyof typeof minors];

/** Logs in, beside others who look at the screen. */
export function* logIn(password: string | undefined): Attempt<ScreenSize> {
  const minor = yield* agreeOnVersion();
  if (!minor.ok) return minor;
  const chosen = yield* agreeOnSecurity(minor.value, password !== undefined);
  if (!chosen.ok) return chosen;
  const proved = yield* prove(minor.value, chosen.value, password);
  if (!proved.ok) return proved;
  return yield* enter();
}

function* agreeOnVersion(): Attempt<Minor> {
  const [, major, offered] = /^RFB (\d{3})\.(\d{3})\n$/.exec((yield* read(12)).toString('latin1')) ?? [];
  if (major === undefined || offered === undefined) return err({ kind: 'not-vnc' });
  const minor = versionFor(Number(major), Number(offered));
  yield* send(Buffer.from(`RFB 003.00${minor}\n`, 'latin1'));
  return ok(minor);
}

/** There are three versions. macOS calls its 3.8 3.889, RealVNC goes up to 5; anything else counts as the oldest. */
function versionFor(major: number, minor: number): Minor {
  if (major > 3 || minor >= 8) return minors['3.8'];
  return minor === 7 ? minors['3.7'] : minors['3.3'];
}

/** In 3.3 the server chooses, later the client out of a list. No way at all means that it refuses, and says why. */
function* agreeOnSecurity(minor: Minor, hasPassword: boolean): Attempt<number> {
  const types = minor === minors['3.3'] ? [(yield* read(4)).readUInt32BE()] : [...(yield* read((yield* read(1)).readUInt8()))];
  if (types.length === 0 || types[0] === 0) return err({ kind: 'refused', reason: remoteWords(yield* readText()) });
  const wanted = hasPassword ? [security.password, security.none] : [security.none, security.password];
  const chosen = wanted.find((type) => types.includes(type));
  if (chosen === undefined) return err({ kind: 'security', types });
  if (minor !== minors['3.3']) yield* send(Buffer.from([chosen]));
  return ok(chosen);
}

function* prove(minor: Minor, type: number, password: string | undefined): Attempt<null> {
  if (type === security.password) {
    if (password === undefined) return err({ kind: 'no-password' });
    yield* send(answerChallenge(yield* read(16), password));
  } else if (minor !== minors['3.8']) return ok(null);
  const verdict = (yield* read(4)).readUInt32BE();
  if (verdict === 0) return ok(null);
  const reason = minor === minors['3.8'] ? remoteWords(yield* readText()) : '';
  // The reason of a wrong password is told in any words: "Authentication failure", "password check failed!".
  if (type === security.password && verdict === 1 && !/too many/i.test(reason)) return err({ kind: 'password' });
  return err({ kind: 'refused', reason: reason || 'too many tries' });
}

function* enter(): Attempt<ScreenSize> {
  const shared = 1;
  yield* send(Buffer.from([shared]));
  const found = yield* read(24);
  const size = { width: found.readUInt16BE(0), height: found.readUInt16BE(2) };
  const fits = checkScreenSize(size.width, size.height);
  if (!fits.ok) return err({ kind: 'size', failure: fits.error });
  const nameLength = found.readUInt32BE(20);
  if (nameLength > 64 * 1024) return err({ kind: 'protocol', what: `a name of ${nameLength} bytes` });
  yield* skip(nameLength);
  return ok(size);
}
