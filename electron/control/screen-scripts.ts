/** How a system takes a picture of its own screen. The picture comes on standard output. */
import type { ProgramCall } from './driver.ts';
import { powershellCall } from './powershell-call.ts';
import type { Session } from './screen-sessions.ts';

/** What scripts end with. */
export const screenExit = { noTools: 97, noDesktop: 98 } as const;

/**
 * The picture goes through a file that only we can read, for most programs write nothing else, and that one of them
 * failed is known before anything was sent. The first program that works is taken.
 */
const frame = (tries: string) => `umask 077
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
file=$folder/screen.png
found=
has() { command -v "$1" >/dev/null 2>&1 && found=1; }
give() { [ -s "$file" ] || return 1; cat "$file"; exit 0; }
${tries}
[ -n "$found" ] && exit 1
exit ${screenExit.noTools}`;

/** `xwd` is followed by programs that flash, and its dump is large. */
const x11 = frame(`has maim && maim -u "$file" >&2 && give
has import && import -silent -window root "$file" >&2 && give
has scrot && scrot "$file" >&2 && give
if has xwd && xwd -root -silent -out "$file" >&2; then
  has gzip && gzip -1 -c "$file" && exit 0
  give
fi
has gnome-screenshot && gnome-screenshot -f "$file" >&2 && give
has spectacle && spectacle -b -n -o "$file" >&2 && give`);

const wayland = frame(`has grim && grim -t png "$file" >&2 && give
has gnome-screenshot && gnome-screenshot -f "$file" >&2 && give
has spectacle && spectacle -b -n -o "$file" >&2 && give`);

const macos = frame('has screencapture && screencapture -x -t png "$file" >&2 && give');

/** Session 0 is that of services. Without the call that tells Windows that we know of scaling, a part only is seen. */
const windows = `try {
  if ([Diagnostics.Process]::GetCurrentProcess().SessionId -eq 0 -or -not [Environment]::UserInteractive) { exit ${screenExit.noDesktop} }
  Add-Type -AssemblyName System.Windows.Forms, System.Drawing
  Add-Type -Namespace Weiguan -Name Scaling -MemberDefinition '[DllImport("user32.dll")] public static extern bool SetProcessDPIAware();'
  [void][Weiguan.Scaling]::SetProcessDPIAware()
  $part = [Windows.Forms.SystemInformation]::VirtualScreen
  $bitmap = New-Object Drawing.Bitmap $part.Width, $part.Height
  [Drawing.Graphics]::FromImage($bitmap).CopyFromScreen($part.Location, [Drawing.Point]::Empty, $part.Size)
  $stream = New-Object IO.MemoryStream
  $bitmap.Save($stream, [Drawing.Imaging.ImageFormat]::Png)
  [Console]::Out.Write([Convert]::ToBase64String($stream.ToArray()))
} catch {
  if ($_.Exception.GetBaseException() -is [ComponentModel.Win32Exception]) { exit ${screenExit.noDesktop} }
  [Console]::Error.WriteLine($_.Exception.Message)
  exit 1
}`;

/** Takes a picture of a desktop on Linux and its kin. */
export const sessionScreenCall = ({ kind, env }: Session): ProgramCall => ({
  program: 'env',
  args: [...Object.entries(env).map(([name, value]) => `${name}=${value}`), 'sh', '-c', kind === 'x11' ? x11 : wayland],
});

export const macosScreenCall: ProgramCall = { program: 'sh', args: ['-c', macos] };

/** The picture comes in base64, for PowerShell's output is text. */
export const windowsScreenCall: ProgramCall = powershellCall(windows);
