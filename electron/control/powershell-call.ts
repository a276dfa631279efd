import type { ProgramCall } from './driver.ts';

/**
 * Reads a script and its arguments as JSON from the standard input. Nothing of either stands in the command line, so
 * nothing has to be quoted, and neither can be too long for it.
 */
const readAndRun = [
  "$ErrorActionPreference='Stop'",
  "$ProgressPreference='SilentlyContinue'",
  'try{[Console]::OutputEncoding=New-Object Text.UTF8Encoding $false}catch{}',
  '$read=[Console]::In.ReadToEnd()|ConvertFrom-Json',
  '$given=@($read.args)',
  '&([scriptblock]::Create($read.script)) @given',
].join(';');

/** Has Windows PowerShell (3 or later) run a script. The arguments reach it as strings, in `$args` or by its `param(…)`. */
export function powershellCall(script: string, args: readonly string[] = []): ProgramCall {
  return {
    program: 'powershell',
    // why: with another input format PowerShell reads the standard input away
    args: ['-NoProfile', '-NonInteractive', '-InputFormat', 'None', '-OutputFormat', 'Text', '-Command', readAndRun],
    input: asciiJson({ script, args }),
  };
}

/** JSON without any character that a code page could change. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
