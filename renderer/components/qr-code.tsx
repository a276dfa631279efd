import { QRCode } from 'antd';
import { colours } from '../theme/tokens.ts';

interface Props {
  text: string;
  /** What it is, for those who can't see it. */
  label: string;
  /** Of an edge, in px. */
  size: number;
  /** How much of it may be lost: least on a screen, more where it is printed. */
  errorLevel?: 'L' | 'M';
  /** The quiet edge that scanners need where the ground around it is dark, in modules. */
  margin?: number;
  className?: string | undefined;
}

/** A text to scan; dark on light in both looks, because many scanners read nothing else. */
export function QrCode({ text, label, size, errorLevel = 'L', margin = 0, className }: Props) {
  const { text: ink, surface } = colours.light;
  return (
    <figure className={className} aria-label={label} title={label}>
      <QRCode
        type="svg"
        value={text}
        size={size}
        color={ink}
        bgColor={surface}
        bordered={false}
        errorLevel={errorLevel}
        marginSize={margin}
      />
    </figure>
  );
}
