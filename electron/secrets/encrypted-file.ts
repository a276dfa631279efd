import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import { createTurns } from '../turns.ts';
import { patientRename } from './patient-rename.ts';
import { type BoxFault, type BoxKey, type BoxSecret, makeBoxKey, openBox, sealBox } from './sealed-box.ts';
import { checkLength, checkName, type Secret, type SecretName, type SecretStore } from './secret-store.ts';

/** What opens the encrypted file: a passphrase, or the path of a file with at least 32 random bytes. */
export type FileKey = { passphrase: string } | { keyFile: string };

/** Shorter passphrases are not taken for a new file: it may be copied and guessed at leisure. */
export const shortestPassphrase = 8;

const keyFileSize = { least: 32, most: 1024 * 1024 };

const Content = z.record(z.string(), z.object({ text: z.string(), changedAt: z.number() }));
type Secrets = ReadonlyMap<SecretName, Secret>;

/**
 * Keeps all secrets in one encrypted file, `<dataDir>/secrets.enc`; made where it is missing. The key is derived once;
 * each change writes the whole file anew beside the old one and then takes its place, so a power cut leaves one of both.
 * Fails with `secrets/wrong-passphrase`, `secrets/wrong-key-file`, `secrets/needs-passphrase`, `secrets/needs-key-file`,
 * `secrets/damaged`, `secrets/newer`, `secrets/unusable`, `secrets/key-file` or `secrets/short-passphrase`. A file that
 * does not open is left as it is.
 */
export async function openEncryptedFile(dataDir: string, fileKey: FileKey, clock: Clock): Promise<Result<SecretStore>> {
  const file = fileIn(dataDir);
  const secret = await readKey(fileKey);
  if (!secret.ok) return secret;
  const document = await readDocument(file);
  if (!document.ok) return document;
  const opened =
    document.value === undefined ? await makeFile(file, secret.value) : await openFile(file, document.value, secret.value, fileKey);
  return opened.ok ? ok(createStore(file, opened.value.key, opened.value.secrets, clock)) : opened;
}

/**
 * Why it will not open, as far as that is known without opening it: where nobody has entered a secret yet it is not made either,
 * and what is wrong with its key should not wait for that.
 */
export async function keyFault(dataDir: string, fileKey: FileKey): Promise<Failure | undefined> {
  const secret = await readKey(fileKey);
  if (!secret.ok) return secret.error;
  const document = await readDocument(fileIn(dataDir));
  if (!document.ok) return document.error;
  return document.value === undefined ? tooShort(secret.value) : undefined;
}

const fileIn = (dataDir: string) => join(dataDir, 'secrets.enc');

interface OpenedFile {
  key: BoxKey;
  secrets: Secrets;
}

async function makeFile(file: string, secret: BoxSecret): Promise<Result<OpenedFile>> {
  const fault = tooShort(secret);
  if (fault) return err(fault);
  const key = await makeBoxKey(secret);
  const written = await writeSecrets(file, new Map(), key);
  return written.ok ? ok({ key, secrets: new Map() }) : written;
}

const tooShort = (secret: BoxSecret): Failure | undefined =>
  'passphrase' in secret && [...secret.passphrase].length < shortestPassphrase
    ? failure('secrets/short-passphrase', { least: String(shortestPassphrase) })
    : undefined;

async function openFile(file: string, document: string, secret: BoxSecret, fileKey: FileKey): Promise<Result<OpenedFile>> {
  const opened = await openBox(document, secret);
  if (!opened.ok) return err(faultOf(opened.error, file, fileKey));
  const content = readContent(opened.value.text);
  return content ? ok({ key: opened.value.key, secrets: content }) : err(failure('secrets/damaged', { file }));
}

function faultOf(fault: BoxFault, file: string, fileKey: FileKey): Failure {
  const isPassphrase = 'passphrase' in fileKey;
  switch (fault) {
    case 'damaged':
    case 'newer':
      return failure(`secrets/${fault}`, { file });
    case 'wrong-key':
      return isPassphrase
        ? failure('secrets/wrong-passphrase', { file })
        : failure('secrets/wrong-key-file', { file, keyFile: fileKey.keyFile });
    case 'other-kind':
      return failure(isPassphrase ? 'secrets/needs-key-file' : 'secrets/needs-passphrase', { file });
  }
}

function createStore(file: string, key: BoxKey, initial: Secrets, clock: Clock): SecretStore {
  const inTurn = createTurns();
  let secrets = initial;
  /** What is not on disk is not in memory either. */
  const change = async (changed: Secrets): Promise<Result<null>> => {
    const written = await writeSecrets(file, changed, key);
    if (written.ok) secrets = changed;
    return written;
  };
  return {
    kind: 'file',
    get(name) {
      checkName(name);
      return inTurn(async () => ok(secrets.get(name)));
    },
    async set(name, text) {
      checkName(name);
      const length = checkLength(text);
      if (!length.ok) return length;
      return inTurn(async () => {
        const secret = { text, changedAt: clock.now() };
        const changed = await change(new Map(secrets).set(name, secret));
        return changed.ok ? ok(secret) : changed;
      });
    },
    delete(name) {
      checkName(name);
      return inTurn(async () => {
        if (!secrets.has(name)) return ok(null);
        return change(new Map([...secrets].filter(([other]) => other !== name)));
      });
    },
  };
}

async function readKey(fileKey: FileKey): Promise<Result<BoxSecret>> {
  if ('passphrase' in fileKey) return ok(fileKey);
  const { keyFile } = fileKey;
  try {
    const bytes = await readFile(keyFile);
    if (bytes.length >= keyFileSize.least && bytes.length <= keyFileSize.most) return ok({ keyFile: bytes });
    return err(failure('secrets/key-file-size', { keyFile, size: String(bytes.length) }));
  } catch (error) {
    return err(failure('secrets/key-file', { keyFile, reason: reasonOf(error) }));
  }
}

/** Undefined where there is no such file yet. */
async function readDocument(file: string): Promise<Result<string | undefined>> {
  try {
    return ok(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(undefined);
    return err(failure('secrets/unusable', { file, reason: reasonOf(error) }));
  }
}

function readContent(text: string): Secrets | undefined {
  try {
    return new Map(Object.entries(Content.parse(JSON.parse(text))));
  } catch {
    return undefined;
  }
}

async function writeSecrets(file: string, secrets: Secrets, key: BoxKey): Promise<Result<null>> {
  try {
    await replaceFile(file, sealBox(JSON.stringify(Object.fromEntries(secrets)), key));
    return ok(null);
  } catch (error) {
    return err(failure('secrets/unusable', { file, reason: reasonOf(error) }));
  }
}

/** After a power cut `file` holds the old text or the new, never half of one. */
async function replaceFile(file: string, text: string): Promise<void> {
  const beside = `${file}.new`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await rm(beside, { force: true });
  const handle = await open(beside, 'wx', 0o600);
  try {
    // why: of what root rewrites (by `sudo npm run doctor`) the service must still be able to read it
    if (process.getuid?.() === 0) {
      const { uid, gid } = await stat(file).catch(() => stat(dirname(file)));
      await handle.chown(uid, gid);
    }
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await patientRename(beside, file);
  await syncFolder(dirname(file));
}

/** The rename itself has to reach the disk too. Windows knows no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
